import type { PropertyFailure } from "../../pulumi/definition/check.js";

/** The toll-free codes in service, from the FCC. 822, 880 to 887 and 889 are reserved. */
const TOLL_FREE = new Set("800 833 844 855 866 877 888".split(" "));

/**
 * Codes of the North American plan that belong to no place (NANPA): premium calls, carriers' services, the government, and
 * calls to a person or a machine anywhere. No page of Bandwidth says that it refuses them.
 */
const NO_PLACE = new Set("500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588 600 700 710 900".split(" "));

/** Codes of the countries that share the plan with the United States and Canada (NANPA). */
const ISLANDS = new Set(
  "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876".split(" "),
);

/**
 * Why three digits are no area code of the North American plan, by the API's own rules (error 5002). Undefined if they may be
 * one.
 */
export function noAreaCode(code: string): string | undefined {
  if (/^[2-9]11/.test(code))
    return `is not an area code: ${code.slice(0, 3)} is dialed for a service, as 911 is (error 5002)`;
  if (/^\d9/.test(code)) return "is not an area code: none has a 9 as its second digit (error 5002)";
  if (/^(37|96)/.test(code)) return "is not an area code: none begins with 37 or 96 (error 5002)";
  return undefined;
}

type Codes = Readonly<Partial<Record<"areaCode" | "npaNxx" | "npaNxxx", unknown>>>;

const codesOf = (known: Codes): [name: string, code: string][] =>
  (["areaCode", "npaNxx", "npaNxxx"] as const).flatMap((name) => {
    const given = known[name];
    // Text that is no code at all is refused elsewhere.
    return typeof given === "string" && /^[2-9]\d{2}/.test(given) ? [[name, given.slice(0, 3)] as const] : [];
  }) as [string, string][];

/** What a search for local numbers can never find, whatever the inventory contains. */
export function areaCodeFailures(known: Codes): PropertyFailure[] {
  return codesOf(known).flatMap(([property, code]) => {
    const reason = noAreaCode(code);
    if (reason !== undefined) return [{ property, reason }];
    if (!TOLL_FREE.has(code)) return [];
    // The third digit of such a code repeats the second, except in 800 (docs/maintainers/api.md#search-rules).
    const pattern = `tollFreeWildCardPattern: "${code.slice(0, 2)}*"`;
    const advice = `is toll-free: search for it with ${pattern} or with tollFreeVanity (error 5002)`;
    return [{ property, reason: advice }];
  });
}

/** What a search probably finds nothing for. */
export function areaCodeWarnings(known: Codes): PropertyFailure[] {
  return codesOf(known).flatMap(([property, code]) => {
    if (NO_PLACE.has(code)) return [{ property, reason: `names ${code}, which is not the area code of a place` }];
    if (!ISLANDS.has(code)) return [];
    return [{ property, reason: `names ${code}, which is not in the United States or Canada: check that you mean it` }];
  });
}

/**
 * Postal codes of places that have no numbers of the North American plan: armed forces, and states with their own country
 * codes.
 */
const WITHOUT_NUMBERS = new Set("AA AE AP FM MH PW".split(" "));

/** Whether the state of this code can have numbers of the North American plan. */
export const hasNumbers = (state: string): boolean => !WITHOUT_NUMBERS.has(state.toUpperCase());
