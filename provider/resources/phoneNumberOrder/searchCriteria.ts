import { z } from "zod";
import type { SearchCriteria } from "../../bandwidth/buying/newNumberOrders.js";
import { isNorthAmerican } from "../../bandwidth/values/countries.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { areaCodeFailures, areaCodeWarnings, hasNumbers, noAreaCode } from "../properties/areaCodes.js";
import { words } from "../properties/fields.js";

const form = (regex: RegExp, reason: string) => z.string().regex(regex, `must be ${reason}`);
const pattern = (regex: RegExp, reason: string) => form(regex, reason).optional();
/** A text that begins with an area code. */
const area = (regex: RegExp, reason: string) =>
  form(regex, reason)
    .superRefine((code, context) => {
      const wrong = regex.test(code) ? noAreaCode(code) : undefined;
      if (wrong !== undefined) context.addIssue(wrong);
    })
    .optional();
const vanity = (what: string) => pattern(/^[A-Za-z0-9]{4,7}$/, `4 to 7 letters and digits (${what})`);

/** The criteria for numbers of North America (docs/maintainers/api.md#search-rules). */
export const northAmerican = {
  areaCode: area(/^[2-9]\d{2}$/, "3 digits, the first from 2 to 9").describe(
    "Area code (NPA), such as `919`. Not together with `npaNxx` or `npaNxxx`.",
  ),
  npaNxx: area(/^[2-9]\d{2}[2-9]\d{2}$/, "6 digits, the first and the fourth from 2 to 9").describe(
    "Area code and exchange, such as `919439`.",
  ),
  npaNxxx: area(/^[2-9]\d{2}[2-9]\d{3}$/, "7 digits, the first and the fourth from 2 to 9").describe(
    "Area code, exchange and the next digit, such as `9194391`.",
  ),
  rateCenter: words(50)
    .optional()
    .describe("Abbreviation of the rate center, such as `RALEIGH`, at most 50 characters. Needs `state`."),
  state: form(/^[A-Za-z]{2}$/, "the two letters of a state")
    .refine(hasNumbers, "has no telephone numbers of North America: give the two letters of a state or province")
    .optional()
    .describe("Two letters of the state, such as `NC`."),
  city: words(100).optional().describe("Name of the city, at most 100 characters. Needs `state`."),
  zip: pattern(/^\d{5}(-\d{4})?$/, "5 digits, or 5 and 4 with a hyphen").describe("ZIP code, such as `27606`."),
  lata: pattern(/^\d{1,5}$/, "1 to 5 digits").describe("LATA, at most 5 digits, such as `426`."),
  localVanity: vanity("a local vanity").describe(
    "4 to 7 letters and digits that the number should contain. Needs `areaCode` and takes nothing else. It cannot be back-ordered.",
  ),
  endsIn: z
    .boolean()
    .optional()
    .describe("Whether the number must end with `localVanity`, and not only contain it. Only with `localVanity`."),
  tollFreeVanity: vanity("a toll-free vanity").describe(
    "4 to 7 letters and digits of a toll-free number. Takes nothing else.",
  ),
  tollFreeWildCardPattern: pattern(
    /^8(\*\*|\d\*|\d\d)$/,
    "8 and two stars, a digit and a star, or two digits",
  ).describe("Pattern of a toll-free area code, such as `8**` or `80*`. Takes nothing else."),
  enableLca: z
    .boolean()
    .optional()
    .describe(
      "Whether numbers of the local calling area count too. Default: false. Only with `npaNxx` alone, `npaNxxx` alone, or `rateCenter` and `state` alone.",
    ),
};

/** The criteria for numbers, of other countries too. */
export const searchCriteria = z
  .object({
    ...northAmerican,
    areaCode: pattern(/^\d{1,6}$/, "digits only").describe(
      "Area code, 3 digits, such as `919`. An area code of another country, such as `30`, needs `countryCodeA3`. Not together with `npaNxx` or `npaNxxx`.",
    ),
    city: northAmerican.city.describe(
      "Name of the city, at most 100 characters. Needs `state`, or `countryCodeA3` of another country.",
    ),
    countryCodeA3: pattern(
      /^[A-Z]{3}$/,
      "the three capital letters of a country (ISO 3166-1 alpha-3), as in GBR",
    ).describe(
      "Country, three letters of ISO 3166-1, such as `GBR`. Universal Platform only. Outside North America, it goes with `areaCode`, `city` and `phoneNumberType`. No order can name a country, so the provider searches for the numbers first and then orders them by name. If somebody else orders some of them in between, you get fewer, or none if `partialAllowed` is false (error 5005).",
    ),
    phoneNumberType: words(50)
      .optional()
      .describe(
        "Kind of number, such as `GEOGRAPHIC` or `NATIONAL`, at most 50 characters. Universal Platform only. Needs `countryCodeA3`.",
      ),
  })
  .meta({ typeName: "SearchCriteria", example: { areaCode: "919" } });

const EXCLUSIVE = ["areaCode", "npaNxx", "npaNxxx"] as const;
/** Everything that a search outside the North American plan may name (docs/maintainers/api.md#search-rules). */
const ABROAD: (keyof SearchCriteria)[] = ["countryCodeA3", "phoneNumberType", "areaCode", "city"];
const SETTINGS: (keyof SearchCriteria)[] = ["endsIn", "enableLca"];
const CRITERIA = (Object.keys(searchCriteria.shape) as (keyof SearchCriteria)[]).filter(
  (name) => !SETTINGS.includes(name),
);

/** The rules for criteria that go together. `given` reports criteria that are unknown too. */
export function checkCombination(
  path: string,
  given: (name: keyof SearchCriteria) => boolean,
  known: Partial<SearchCriteria>,
): PropertyFailure[] {
  const failures: PropertyFailure[] = [];
  const at = (name?: string) => [path, name].filter(Boolean).join(".");
  const refuse = (name: keyof SearchCriteria | undefined, reason: string) =>
    failures.push({ property: at(name), reason });
  const present = CRITERIA.filter(given);
  const besides = (...names: string[]) => present.filter((name) => !names.includes(name)).join(", ");

  if (present.length === 0) refuse(undefined, `needs at least one of ${CRITERIA.join(", ")}`);
  const codes = EXCLUSIVE.filter(given);
  for (const name of codes.slice(1)) refuse(name, `cannot be given together with ${codes[0]}`);
  if (given("phoneNumberType") && !given("countryCodeA3")) refuse("phoneNumberType", "needs countryCodeA3");
  const country = given("countryCodeA3") ? known.countryCodeA3 : "USA";
  if (country !== undefined && !isNorthAmerican(country)) {
    for (const name of [...present, ...SETTINGS.filter(given)].filter((name) => !ABROAD.includes(name))) {
      refuse(name, `is only for numbers of North America: with countryCodeA3 ${country}, give areaCode or city`);
    }
    return failures;
  }
  if (country !== undefined) {
    if (known.areaCode !== undefined && !/^[2-9]\d{2}$/.test(known.areaCode)) {
      refuse(
        "areaCode",
        "must be 3 digits, the first from 2 to 9; an area code of another country needs countryCodeA3",
      );
    }
    for (const { property, reason } of areaCodeFailures(known)) failures.push({ property: at(property), reason });
    if (given("city") && !given("state")) refuse("city", "needs state, or countryCodeA3 of another country");
  }
  if (given("rateCenter") && !given("state")) refuse("rateCenter", "needs state");
  for (const name of ["tollFreeVanity", "tollFreeWildCardPattern"] as const) {
    const others = besides(name);
    if (given(name) && others) refuse(name, `cannot be combined with ${others}`);
  }
  if (given("localVanity")) {
    const others = besides("localVanity", "areaCode");
    if (!given("areaCode")) refuse("localVanity", "needs areaCode");
    if (others) refuse("localVanity", `takes only areaCode, not ${others}`);
  }
  if (given("endsIn") && !given("localVanity")) refuse("endsIn", "is only for localVanity");
  const area = besides("countryCodeA3", "phoneNumberType").replaceAll(" ", "");
  const lcaFits = ["npaNxx", "npaNxxx", "rateCenter,state"].includes(area);
  if (known.enableLca === true && !lcaFits && present.length > 0) {
    refuse("enableLca", "is only for npaNxx alone, npaNxxx alone, or rateCenter and state alone");
  }
  return failures;
}

/** What a search of this kind probably finds nothing for. */
export function searchWarnings(path: string, known: Partial<SearchCriteria>): PropertyFailure[] {
  if (!isNorthAmerican(known.countryCodeA3 ?? "USA")) return [];
  return areaCodeWarnings(known).map(({ property, reason }) => ({ property: `${path}.${property}`, reason }));
}
