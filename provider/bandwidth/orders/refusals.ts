import type { ErrorDetail } from "../http/errors.js";
import { normalizeTelephoneNumber } from "../values/telephoneNumber.js";
import type { NumberFailure } from "./report.js";

/** Numbers inside an error's text: not every endpoint has an element for them. */
const numberInWords = /\+?\d{10,15}/g;

/** Why each number was refused. Leaves out numbers that were not in the request. */
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

/** Splits a list into lists of at most this size. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const found: T[][] = [];
  for (let start = 0; start < items.length; start += size) found.push(items.slice(start, start + size));
  return found;
}
