/**
 * The present address of Bandwidth's API, and its former address, which still answers. What you create at one exists at
 * the other.
 */
export const PRESENT_ORIGIN = "https://api.bandwidth.com";
export const FORMER_ORIGIN = "https://dashboard.bandwidth.com";

const PRODUCTION: ReadonlySet<string> = new Set([PRESENT_ORIGIN, FORMER_ORIGIN]);
const PRODUCTION_NAME = "bandwidth.com";

/** The same path at Bandwidth's former address. Undefined if the address isn't the present one. */
export function formerAddressOf(baseUrl: string): string | undefined {
  return new URL(baseUrl).origin === PRESENT_ORIGIN ? baseUrl.replace(PRESENT_ORIGIN, FORMER_ORIGIN) : undefined;
}

/**
 * Where an account's resources live: the API's host and the account, such as `bandwidth.com/9500249` or
 * `https://test.example.com/9500249`. It leaves out paths, because they choose a dialect of the same system. Each of
 * Bandwidth's test hosts is a separate system: nothing documents that what you create at one exists at another.
 */
export function worldOf(baseUrl: string, accountId: string): string {
  const { origin } = new URL(baseUrl);
  return `${PRODUCTION.has(origin) ? PRODUCTION_NAME : origin}/${accountId}`;
}

/** The same from a person's text. Undefined when it names no such place. */
export function parseWorld(text: string): string | undefined {
  const cut = text.lastIndexOf("/");
  const [base, accountId] = [text.slice(0, cut), text.slice(cut + 1)];
  if (cut < 0 || accountId === "") return undefined;
  if (base === PRODUCTION_NAME) return text;
  return /^https?:\/\/[^/]/.test(base) && URL.canParse(base) ? worldOf(base, accountId) : undefined;
}
