/** Two addresses of one API: what is made at one is there at the other. */
const PRODUCTION: ReadonlySet<string> = new Set(["https://dashboard.bandwidth.com", "https://api.bandwidth.com"]);
const PRODUCTION_NAME = "bandwidth.com";

/**
 * Where the things of an account live: the API's host and the account, as in `bandwidth.com/9500249` or
 * `https://test.example.com/9500249`. Paths are left out, since they choose a dialect of the same world.
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
