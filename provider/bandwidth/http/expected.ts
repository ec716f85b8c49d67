import type { XmlElement, XmlNode } from "../xml/xml.js";
import type { ApiResponse, Request } from "./client.js";
import { BandwidthError } from "./errors.js";

/**
 * An answer that is none of those documented for this call: a 200 that holds nothing, say. It proves nothing, neither
 * that something exists nor that it does not (docs/maintainers/money.md#gone-needs-proof).
 */
export function unexpected(request: Request, answer: ApiResponse, reason: string): BandwidthError {
  return new BandwidthError({
    method: request.method,
    path: `/${request.path.join("/")}`,
    status: answer.status,
    fate: "unknown",
    reason,
  });
}

/**
 * Whether what came in the place of a file is a page or a message of something on the way: the API has no files of these
 * kinds. A label alone may be wrong.
 */
export function isMessage({ file = new Uint8Array(), contentType = "" }: ApiResponse): boolean {
  return /^(text\/html|application\/(xhtml|json|problem))/i.test(contentType) && /^\s*[<{[]/.test(beginningOf(file));
}

/** The first characters of a file. */
export const beginningOf = (file: Uint8Array): string => new TextDecoder().decode(file.subarray(0, 200));

/** The answer's root element as a node in which the root can be looked for by its name. */
export const whole = (answer: ApiResponse): XmlElement =>
  answer.root === undefined ? {} : { [answer.root]: answer.body };

/** The nodes that are elements with children. */
export const elements = (nodes: XmlNode[]): XmlElement[] => nodes.filter((node) => typeof node !== "string");

/** Whether a 4xx answer of the API itself carries one of these codes. */
export function refusedWith(error: unknown, ...codes: string[]): error is BandwidthError {
  return (
    error instanceof BandwidthError &&
    (error.status === 404 || error.status === 400) &&
    !error.html &&
    error.has(...codes)
  );
}

/** Words about the account in place of what was asked for: the request went to a wrong account, and proves nothing. */
const aboutAccount = /^\s*(the )?account\b/i;

/**
 * Whether the API itself says that the one thing that was asked for does not exist: by one of these codes, or by a 404 in its
 * own form that has words and no code. A bare 404, a page, and a 404 of another server prove nothing, and no list is ever
 * judged by this: only a look at one thing.
 */
export function saysMissing(error: unknown, ...codes: readonly string[]): error is BandwidthError {
  if (refusedWith(error, ...codes)) return true;
  if (!isOwnNotFound(error)) return false;
  // Some answers repeat the status as their code.
  return (
    error.codes.every((code) => code === "404") && error.details.some(({ description }) => description !== undefined)
  );
}

/** Whether an error is a 404 in the API's own form, and about what was asked for. */
export const isOwnNotFound = (error: unknown): error is BandwidthError =>
  error instanceof BandwidthError &&
  error.status === 404 &&
  error.ownForm &&
  !error.details.some(({ description }) => aboutAccount.test(description ?? ""));

/**
 * Deletes, and takes "it does not exist" as done. A 404 without a code could come from anywhere, so the object itself
 * is asked for then.
 */
export async function removeOnce(
  remove: () => Promise<unknown>,
  gone: (error: unknown) => boolean,
  get: () => Promise<unknown>,
): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (gone(error)) return;
    const wordless = error instanceof BandwidthError && error.status === 404 && !error.html && error.codes.length === 0;
    if (!wordless || (await get()) !== undefined) throw error;
  }
}
