import type { ErrorDetail } from "../http/errors.js";
import { normalizeTelephoneNumber } from "../values/telephoneNumber.js";
import type { NumberFailure } from "./report.js";

/** Numbers inside the words of an error: not every endpoint has an element for them. */
const numberInWords = /\+?\d{10,15}/g;

/** Per number, why it was refused; numbers that were not asked about are left out. */
export function refusedNumbers(details: readonly ErrorDetail[], asked: readonly string[]): Map<string, NumberFailure> {
  const known = new Set(asked);
  const refused = new Map<string, NumberFailure>();
  for (const { code, description, telephoneNumbers } of details) {
    const inWords = description?.match(numberInWords)?.flatMap((found) => normalizeTelephoneNumber(found) ?? []) ?? [];
    for (const telephoneNumber of telephoneNumbers.length > 0 ? telephoneNumbers : inWords) {
      if (known.has(telephoneNumber)) refused.set(telephoneNumber, { telephoneNumber, code, description });
    }
  }
  return refused;
}

/** Lists of at most so many. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const found: T[][] = [];
  for (let start = 0; start < items.length; start += size) found.push(items.slice(start, start + size));
  return found;
}
