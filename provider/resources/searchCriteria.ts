import { z } from "zod";
import type { SearchCriteria } from "../bandwidth/orders.js";
import type { Failure } from "../pulumi/check.js";
import { words } from "./fields.js";

const pattern = (regex: RegExp, reason: string) => z.string().regex(regex, `must be ${reason}`).optional();
const vanity = (what: string) => pattern(/^[A-Za-z0-9]{4,7}$/, `4 to 7 letters and digits (${what})`);

/** What numbers to search for (api-inventory D1 and D2). */
export const searchCriteria = z
  .object({
    areaCode: pattern(/^[2-9]\d{2}$/, "3 digits, the first from 2 to 9").describe(
      "Area code (NPA), as `919`. Not together with `npaNxx` or `npaNxxx`.",
    ),
    npaNxx: pattern(/^[2-9]\d{2}[2-9]\d{2}$/, "6 digits, the first and the fourth from 2 to 9").describe(
      "Area code and exchange, as `919439`.",
    ),
    npaNxxx: pattern(/^[2-9]\d{2}[2-9]\d{3}$/, "7 digits, the first and the fourth from 2 to 9").describe(
      "Area code, exchange and the next digit, as `9194391`.",
    ),
    rateCenter: words(50).optional().describe("Abbreviation of the rate centre, as `RALEIGH`. Needs `state`."),
    state: pattern(/^[A-Za-z]{2}$/, "the two letters of a state").describe("Two letters of the state, as `NC`."),
    city: words(100).optional().describe("Name of the city. Needs `state`."),
    zip: pattern(/^\d{5}(-\d{4})?$/, "5 digits, or 5 and 4 with a hyphen").describe("ZIP code, as `27606`."),
    lata: pattern(/^\d{1,5}$/, "1 to 5 digits").describe("LATA, at most 5 digits, as `426`."),
    localVanity: vanity("a local vanity").describe(
      "4 to 7 letters and digits that the number should contain. Needs `areaCode`, takes nothing else, and cannot be back-ordered.",
    ),
    endsIn: z
      .boolean()
      .optional()
      .describe("Whether the number has to end in `localVanity`, and not just contain it. Only with `localVanity`."),
    tollFreeVanity: vanity("a toll-free vanity").describe(
      "4 to 7 letters and digits of a toll-free number. Takes nothing else.",
    ),
    tollFreeWildCardPattern: pattern(
      /^8(\*\*|\d\*|\d\d)$/,
      "8 and two stars, a digit and a star, or two digits",
    ).describe("Pattern of a toll-free area code, as `8**` or `80*`. Takes nothing else."),
    enableLca: z
      .boolean()
      .optional()
      .describe(
        "Whether numbers of the local calling area count too; false when it is not given. Only with `npaNxx` alone, `npaNxxx` alone, or `rateCenter` and `state` alone.",
      ),
  })
  .meta({ typeName: "SearchCriteria", example: { areaCode: "919" } });

const EXCLUSIVE = ["areaCode", "npaNxx", "npaNxxx"] as const;
const CRITERIA = Object.keys(searchCriteria.shape).filter(
  (name) => !["endsIn", "enableLca"].includes(name),
) as (keyof SearchCriteria)[];

/** The rules about which criteria go together; `given` tells of criteria that are not known yet, too. */
export function checkCombination(
  path: string,
  given: (name: keyof SearchCriteria) => boolean,
  known: Partial<SearchCriteria>,
): Failure[] {
  const failures: Failure[] = [];
  const at = (name?: string) => [path, name].filter(Boolean).join(".");
  const refuse = (name: keyof SearchCriteria | undefined, reason: string) =>
    failures.push({ property: at(name), reason });
  const present = CRITERIA.filter(given);
  const besides = (...names: string[]) => present.filter((name) => !names.includes(name)).join(", ");

  if (present.length === 0) refuse(undefined, `needs at least one of ${CRITERIA.join(", ")}`);
  const codes = EXCLUSIVE.filter(given);
  for (const name of codes.slice(1)) refuse(name, `cannot be given together with ${codes[0]}`);
  for (const name of ["rateCenter", "city"] as const) {
    if (given(name) && !given("state")) refuse(name, "needs state");
  }
  for (const name of ["tollFreeVanity", "tollFreeWildCardPattern"] as const) {
    const others = besides(name);
    if (given(name) && others) refuse(name, `cannot be combined with ${others}`);
  }
  if (given("localVanity")) {
    const others = besides("localVanity", "areaCode");
    if (!given("areaCode")) refuse("localVanity", "needs areaCode");
    if (others) refuse("localVanity", `takes only areaCode beside it, not ${others}`);
  }
  if (given("endsIn") && !given("localVanity")) refuse("endsIn", "is only for localVanity");
  const area = present.join();
  const lcaFits = ["npaNxx", "npaNxxx", "rateCenter,state"].includes(area);
  if (known.enableLca === true && !lcaFits && present.length > 0) {
    refuse("enableLca", "is only for npaNxx alone, npaNxxx alone, or rateCenter and state alone");
  }
  return failures;
}
