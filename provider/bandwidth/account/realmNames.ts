/*
 * A realm is created with a short name, and answers have its full name: `desk-1a2b.auth.…` as seen live, or
 * `desk.1a2b.auth.…` in the specification (docs/maintainers/api.md#sip-realms).
 */

/** Whether a text is the short name of a realm: `desk` is short for `desk.1a2b.auth.…` and for `desk-1a2b.auth.…`. */
export function isShortFor(short: string, full: string): boolean {
  const [name, whole] = [short.toLowerCase(), full.toLowerCase()];
  if (!whole.startsWith(name)) return false;
  return /^(-[0-9a-f]+)?\./.test(whole.slice(name.length));
}

/** The short name of a realm. A full name alone leaves it open whether `-1a2b` belongs to it: then it does not. */
export function shortNameOf(full: string): string {
  const [first = full, second = ""] = full.split(".");
  // The account's part is a label of its own.
  if (/^[0-9a-f]+$/i.test(second)) return first;
  return first.replace(/-[0-9a-f]+$/i, "");
}
