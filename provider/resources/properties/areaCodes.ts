import type { PropertyFailure } from "../../pulumi/definition/check.js";

/** The toll-free codes in service, by the FCC. 822, 880 to 887 and 889 are kept for later. */
const TOLL_FREE = new Set("800 833 844 855 866 877 888".split(" "));

/**
 * Codes of the North American plan that belong to no place (NANPA): premium calls, carriers' services, the government, calls
 * that follow a person or a machine. Nothing of Bandwidth's says that it refuses them.
 */
const NO_PLACE = new Set("500 521 522 523 524 525 526 527 528 529 532 533 544 566 577 588 600 700 710 900".split(" "));

/** Codes of the countries beside the United States and Canada that share the plan (NANPA). */
const ISLANDS = new Set(
  "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876".split(" "),
);

/** Why three digits are no area code of the North American plan, in the API's own rules (error 5002); undefined when they may be. */
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
    // What is no code at all is refused as that.
    return typeof given === "string" && /^[2-9]\d{2}/.test(given) ? [[name, given.slice(0, 3)] as const] : [];
  }) as [string, string][];

/** What no search for local numbers can find, whatever the inventory holds. */
export function areaCodeFailures(known: Codes): PropertyFailure[] {
  return codesOf(known).flatMap(([property, code]) => {
    const reason = noAreaCode(code);
    if (reason !== undefined) return [{ property, reason }];
    if (!TOLL_FREE.has(code)) return [];
    // The third digit of such a code repeats the second, but in 800 (docs/maintainers/api.md#search-rules).
    const pattern = `tollFreeWildCardPattern: "${code.slice(0, 2)}*"`;
    const advice = `is toll-free, which is searched for with ${pattern} or with tollFreeVanity (error 5002)`;
    return [{ property, reason: advice }];
  });
}

/** What a search is likely to find nothing for. */
export function areaCodeWarnings(known: Codes): PropertyFailure[] {
  return codesOf(known).flatMap(([property, code]) => {
    if (NO_PLACE.has(code)) return [{ property, reason: `names ${code}, which is not the area code of a place` }];
    if (!ISLANDS.has(code)) return [];
    return [{ property, reason: `names ${code}, which is not in the United States or Canada: check that it is meant` }];
  });
}

/** Postal codes of places that have no numbers of the North American plan: armed forces, and states with country codes of their own. */
const WITHOUT_NUMBERS = new Set("AA AE AP FM MH PW".split(" "));

/** Whether there can be numbers of the North American plan in the state of this code. */
export const hasNumbers = (state: string): boolean => !WITHOUT_NUMBERS.has(state.toUpperCase());
