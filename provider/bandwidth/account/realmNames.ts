/*
 * A realm is created with a short name, and answers have its full name: `desk-1a2b.auth.…` as seen live, or
 * `desk.1a2b.auth.…` in the specification (docs/maintainers/api.md#sip-realms).
 */

/** The part that stands for the account: hexadecimal digits. */
const ACCOUNT = "[0-9a-f]+";
const accountBehind = new RegExp(`-${ACCOUNT}$`, "i");
const accountAlone = new RegExp(`^${ACCOUNT}$`, "i");

/**
 * Whether a text is the short name of a realm: `desk` is short for `desk.1a2b.auth.…` and for `desk-1a2b.auth.…`, but not for
 * `desk-2.1a2b.auth.…`, which is another realm of the same account.
 */
export function isShortFor(short: string, full: string): boolean {
  const [first = "", second = ""] = full.toLowerCase().split(".");
  const name = short.toLowerCase();
  if (first === name) return true;
  return first.startsWith(`${name}-`) && !accountAlone.test(second) && accountAlone.test(first.slice(name.length + 1));
}

/** The short name of a realm. A full name alone leaves it open whether `-1a2b` belongs to it: then it does not. */
export function shortNameOf(full: string): string {
  const [first = full, second = ""] = full.split(".");
  // The account's part is a label of its own.
  if (accountAlone.test(second)) return first;
  return first.replace(accountBehind, "");
}
