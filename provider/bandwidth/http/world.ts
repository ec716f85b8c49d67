/** Where Bandwidth's API is today, and where it was before, which still answers. What is made at one is there at the other. */
export const PRESENT_ORIGIN = "https://api.bandwidth.com";
export const FORMER_ORIGIN = "https://dashboard.bandwidth.com";

const PRODUCTION: ReadonlySet<string> = new Set([PRESENT_ORIGIN, FORMER_ORIGIN]);
const PRODUCTION_NAME = "bandwidth.com";

/** The same path at Bandwidth's former address; undefined for an address that is not the present one. */
export function formerAddressOf(baseUrl: string): string | undefined {
  return new URL(baseUrl).origin === PRESENT_ORIGIN ? baseUrl.replace(PRESENT_ORIGIN, FORMER_ORIGIN) : undefined;
}

/**
 * Where the things of an account live: the API's host and the account, as in `bandwidth.com/9500249` or
 * `https://test.example.com/9500249`. Paths are left out, since they choose a dialect of the same world. Bandwidth's test
 * hosts are other worlds, each of its own: nobody says that what is made at one of them is there at another.
 */
export function worldOf(baseUrl: string, accountId: string): string {
  const { origin } = new URL(baseUrl);
  return `${PRODUCTION.has(origin) ? PRODUCTION_NAME : origin}/${accountId}`;
}

/** The same of what a person wrote; undefined when it names no such place. */
export function parseWorld(text: string): string | undefined {
  const cut = text.lastIndexOf("/");
  const [base, accountId] = [text.slice(0, cut), text.slice(cut + 1)];
  if (cut < 0 || accountId === "") return undefined;
  if (base === PRODUCTION_NAME) return text;
  return /^https?:\/\/[^/]/.test(base) && URL.canParse(base) ? worldOf(base, accountId) : undefined;
}
