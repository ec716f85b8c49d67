import type { XmlElement, XmlNode } from "../xml/xml.js";
import type { ApiResponse, Request } from "./client.js";
import { BandwidthError } from "./errors.js";

/**
 * An answer that isn't documented for this call, such as an empty 200. It proves neither that something exists nor that
 * it doesn't (docs/maintainers/money.md#gone-needs-proof).
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
 * Whether the answer is a page or a message from something on the way, instead of a file: the API has no files of these
 * types. A label alone may be wrong.
 */
export function isMessage({ file = new Uint8Array(), contentType = "" }: ApiResponse): boolean {
  return /^(text\/html|application\/(xhtml|json|problem))/i.test(contentType) && /^\s*[<{[]/.test(beginningOf(file));
}

const errorDocument = /^\s*(<\?xml[^>]*>\s*)?<\w*Response[^>]*>\s*<(ErrorList|Errors|Error|ResponseStatus)[\s>]/;

/**
 * Whether an answer that should be a file is an error of the API, although its status says otherwise. A customer's file of the
 * type XML may hold anything, but does not begin like that.
 */
export const isErrorDocument = ({ file = new Uint8Array() }: ApiResponse): boolean =>
  errorDocument.test(beginningOf(file));

/** A file's first characters. */
export const beginningOf = (file: Uint8Array): string => new TextDecoder().decode(file.subarray(0, 200));

/** The answer's root element as a node, so that the root can be found by its name. */
export const whole = (answer: ApiResponse): XmlElement =>
  answer.root === undefined ? {} : { [answer.root]: answer.body };

/** The nodes that are elements with children. */
export const elements = (nodes: XmlNode[]): XmlElement[] => nodes.filter((node) => typeof node !== "string");

/** Whether a 4xx answer of the API itself has one of these codes. */
export function refusedWith(error: unknown, ...codes: string[]): error is BandwidthError {
  return (
    error instanceof BandwidthError &&
    (error.status === 404 || error.status === 400) &&
    !error.html &&
    error.has(...codes)
  );
}

/**
 * Words about the account instead of the requested thing: the request went to the wrong account, and proves nothing.
 */
const aboutAccount = /^\s*(the )?account\b/i;

/**
 * Whether the API itself says that the requested thing doesn't exist: with one of these codes, or with a 404 in its own
 * form that has words and no code. A bare 404, a page, and another server's 404 prove nothing. Use this only for a
 * look-up of one thing, never for a list.
 */
export function saysMissing(error: unknown, ...codes: readonly string[]): error is BandwidthError {
  if (refusedWith(error, ...codes)) return true;
  if (!isOwnNotFound(error)) return false;
  // Some answers repeat the status as their code.
  return (
    error.codes.every((code) => code === "404") && error.details.some(({ description }) => description !== undefined)
  );
}

/** Whether an error is a 404 in the API's own form, about the requested thing. */
export const isOwnNotFound = (error: unknown): error is BandwidthError =>
  error instanceof BandwidthError &&
  error.status === 404 &&
  error.ownForm &&
  !error.details.some(({ description }) => aboutAccount.test(description ?? ""));

/**
 * Deletes something, and accepts "it doesn't exist" as done. A 404 without a code could come from anywhere, so this
 * then looks up the thing itself.
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
