/**
 * Removes from a server's text what could harm the user's terminal or make a text look like another: control characters, line
 * ends other than ours, marks that reverse the direction of writing, and invisible characters. Halves of characters go too:
 * gRPC can't send them, and an error with one would never arrive.
 */
export function printable(text: string): string {
  return text.replaceAll(unwanted, "\u{fffd}");
}

/** U+200C and U+200D stay: some scripts and joined emoji need them. */
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}\p{Surrogate}]/gu;
