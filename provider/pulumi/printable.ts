/**
 * What control characters of a server's text could do to the user's terminal is not wanted there, nor what makes a text
 * look like another one: line ends other than ours, and marks that turn the direction of writing around.
 */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out.
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, "\u{fffd}");
}
