/** Which form of the API a base URL speaks (docs/maintainers/api.md#dialects). */
export type Dialect = "classic" | "universal";

/** A North American number: the country code 1, and ten digits of which the first is 2 to 9. */
const northAmerican = /^\+1[2-9]\d{9}$/;
const elsewhere = /^\+(?!1)[2-9]\d{6,14}$/;

/**
 * Any accepted way to write a telephone number (10 digits, 1 and 10 digits, E.164; with spaces, hyphens, dots and
 * parentheses) as E.164. Undefined when it is none.
 */
export function normalizeTelephoneNumber(text: string): string | undefined {
  const compact = text.replace(/[\s().-]/g, "");
  if (!/^\+?\d+$/.test(compact)) return undefined;
  const e164 = compact.startsWith("+") ? compact : compact.length === 10 ? `+1${compact}` : `+${compact}`;
  if (northAmerican.test(e164)) return e164;
  // Without the plus sign, only North American numbers can be told from a typing error.
  return compact.startsWith("+") && elsewhere.test(e164) ? e164 : undefined;
}

const tollFree = /^\+18(?:00|([2-8])\1)\d{7}$/;

/** Whether a number (E.164) is toll-free, as 800, 822, 833 and so on up to 888 are. */
export const isTollFree = (e164: string): boolean => tollFree.test(e164);

/** A number as the endpoint wants it: ten digits on classic base URLs, E.164 on those that end in /v2. */
export function wireNumber(e164: string, dialect: Dialect): string {
  return dialect === "classic" && northAmerican.test(e164) ? e164.slice(2) : e164;
}
