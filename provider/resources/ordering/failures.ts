import { type ErrorCodes, meaningIn } from "../../bandwidth/errorCodes/errorCodes.js";
import { BandwidthError, printableText } from "../../bandwidth/http/errors.js";
import type { NumberFailure } from "../../bandwidth/orders/report.js";

/**
 * Says what failed, number by number, with the API's code and words, and what to do next. Below the first words of a code is
 * what these tables say about it, because an API's words are often unclear.
 */
export function describeFailures(
  what: string,
  failed: readonly NumberFailure[],
  next: string,
  meanings: ErrorCodes = {},
): string {
  const explained = new Set<string>();
  const lines = failed.flatMap((failure) => {
    const meaning = meaningIn(meanings, failure.code);
    if (meaning === undefined || explained.has(meaning)) return [describeFailure(failure)];
    explained.add(meaning);
    return [describeFailure(failure), `    ${meaning}`];
  });
  return [`${what}:`, ...lines, next].join("\n");
}

/** A refusal of the API with all its reasons, among which it repeats the HTTP status. Any other error as it is. */
export function refusalOf(error: unknown, what: string, next: string, meanings: ErrorCodes): unknown {
  const refused = error instanceof BandwidthError && error.fate === "refused" ? error : undefined;
  const reasons = refused?.details.filter(({ code }) => code !== String(refused.status)) ?? [];
  return reasons.length === 0 ? error : new Error(describeFailures(what, reasons, next, meanings), { cause: error });
}

export function describeFailure({ telephoneNumber, code, description }: NumberFailure): string {
  const words = printableText([code, description].filter((part) => part !== undefined).join(" "));
  return `  ${telephoneNumber ? `${telephoneNumber}: ` : ""}${words || "no reason was given"}`;
}

/**
 * The API's words, with `[secret]` wherever they quote a secret. Words go into the state and onto the screen as they are, and
 * no mark on a property could keep them secret.
 */
export function redactReasons<Told extends { errors: NumberFailure[] }>(
  told: Told,
  ...secrets: (string | undefined)[]
): Told {
  const hidden = secrets.flatMap((secret) => (secret ? [secret.replace(/[^A-Za-z0-9]/g, "\\$&")] : []));
  if (hidden.length === 0) return told;
  // A short secret would be found in the middle of other words and numbers.
  const quoted = new RegExp(`(?<![A-Za-z0-9])(?:${hidden.join("|")})(?![A-Za-z0-9])`, "g");
  const errors = told.errors.map(({ description, ...error }) => ({
    ...error,
    description: description?.replace(quoted, "[secret]"),
  }));
  return { ...told, errors };
}

/** The count of these numbers, in words that fit before "to be …". */
export const countOf = ({ length }: readonly string[]): string => (length === 1 ? "1 number" : `${length} numbers`);

/** A list for the screen: as many as a person reads, then how many more. */
export function namesOf(names: readonly string[], most = 50): string {
  const more = names.length - most;
  return names.slice(0, most).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** The message of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
