/** The form of the API behind a base URL (docs/maintainers/api.md#dialects). */
export type Dialect = "classic" | "universal";

/** A North American number: the country code 1 and ten digits, of which the first is 2 to 9. */
export const northAmerican = /^\+1[2-9]\d{9}$/;
const elsewhere = /^\+(?!1)[2-9]\d{6,14}$/;

/**
 * Converts any accepted spelling of a telephone number to E.164: 10 digits, 1 and 10 digits, or E.164, with spaces,
 * hyphens, dots and parentheses. Undefined when it isn't a telephone number.
 */
export function normalizeTelephoneNumber(text: string): string | undefined {
  if (northAmerican.test(text)) return text;
  const compact = text.replace(/[\s().-]/g, "");
  if (!/^\+?\d+$/.test(compact)) return undefined;
  const e164 = compact.startsWith("+") ? compact : compact.length === 10 ? `+1${compact}` : `+${compact}`;
  if (northAmerican.test(e164)) return e164;
  // Without the plus sign, only North American numbers can be distinguished from a typing error.
  return compact.startsWith("+") && elsewhere.test(e164) ? e164 : undefined;
}

const tollFree = /^\+18(?:00|([2-8])\1)\d{7}$/;

/** Whether a number (E.164) is toll-free, such as 800, 822, 833 and so on up to 888. */
export const isTollFree = (e164: string): boolean => tollFree.test(e164);

/** A number in the endpoint's format: ten digits on classic base URLs, E.164 on base URLs that end in /v2. */
export function wireNumber(e164: string, dialect: Dialect): string {
  return dialect === "classic" && northAmerican.test(e164) ? e164.slice(2) : e164;
}
