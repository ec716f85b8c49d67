/**
 * What control characters of a server's text could do to the user's terminal is not wanted there, nor what makes a text
 * look like another one: line ends other than ours, marks that turn the direction of writing around, and characters that
 * nobody sees. Halves of characters go too: gRPC cannot send them, and an error that has one would never arrive.
 */
export function printable(text: string): string {
  return text.replaceAll(unwanted, "\u{fffd}");
}

/** U+200C and U+200D stay: some scripts, and joined emoji, are written with them. */
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}\p{Surrogate}]/gu;
