import type { Answer, Request } from "./client.js";
import { BandwidthError } from "./errors.js";
import type { XmlElement, XmlNode } from "./xml.js";

/**
 * An answer that is none of those documented for this call: a 200 that holds nothing, say. It proves nothing, neither
 * that something exists nor that it does not (design §4.4).
 */
export function unexpected(request: Request, answer: Answer, reason: string): BandwidthError {
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
export function isMessage({ file = new Uint8Array(), contentType = "" }: Answer): boolean {
  return /^(text\/html|application\/(xhtml|json|problem))/i.test(contentType) && /^\s*[<{[]/.test(beginningOf(file));
}

/** The first characters of a file. */
export const beginningOf = (file: Uint8Array): string => new TextDecoder().decode(file.subarray(0, 200));

/** The answer's root element as a node in which the root can be looked for by its name. */
export const whole = (answer: Answer): XmlElement => (answer.root === undefined ? {} : { [answer.root]: answer.body });

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
