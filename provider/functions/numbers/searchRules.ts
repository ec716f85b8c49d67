import { isNorthAmerican } from "../../bandwidth/values/countries.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import type { Findings } from "../../pulumi/definition/definition.js";
import { areaCodeFailures, areaCodeWarnings } from "../../resources/properties/areaCodes.js";
import type { Search } from "./searchInputs.js";

type Name = keyof Search;

const CRITERIA = [
  ...(["areaCode", "npaNxx", "npaNxxx", "rateCenter", "state", "city", "zip", "lata"] as const),
  ...(["localVanity", "tollFreeVanity", "tollFreeWildCardPattern", "countryCodeA3", "phoneNumberType"] as const),
] satisfies Name[];
type Criterion = (typeof CRITERIA)[number];

const CODES = ["areaCode", "npaNxx", "npaNxxx"] as const;
const TOLL_FREE = ["tollFreeVanity", "tollFreeWildCardPattern"] as const;
/** The criteria of which orderBy needs at least one. */
const SORTABLE: Name[] = ["npaNxx", "npaNxxx", "rateCenter", "city", "zip", ...TOLL_FREE];
/** Everything that a search outside the North American plan may name (docs/maintainers/api.md#search-rules). */
const ABROAD: Criterion[] = ["countryCodeA3", "phoneNumberType", "areaCode", "city"];
/**
 * Criteria that one page of the API allows with npaNxxx and local calling area, and the other pages don't
 * (docs/maintainers/api.md#search-rules).
 */
const DISPUTED_WITH_LCA = ["npaNxxx", "rateCenter", "city", "state", "lata", "zip"];

/** The criteria and settings of a search that go together (docs/maintainers/api.md#search-rules). */
export function checkSearch(known: Partial<Search>, given: (name: Name) => boolean): Findings {
  const failures: PropertyFailure[] = [];
  const warnings: PropertyFailure[] = [];
  const refuse = (property: Name, reason: string) => failures.push({ property, reason });
  const warn = (property: Name, reason: string) => warnings.push({ property, reason });
  const present = CRITERIA.filter(given);
  const besides = (...names: Name[]) => present.filter((name) => !names.includes(name));

  if (present.length === 0) refuse("areaCode", `or another criterion is required: one of ${CRITERIA.join(", ")}`);
  if (given("orderBy") && !SORTABLE.some(given)) refuse("orderBy", `needs one of ${SORTABLE.join(", ")}`);
  if (given("endsIn") && !given("localVanity")) refuse("endsIn", "is only for localVanity");
  const codes = CODES.filter(given);
  for (const name of codes.slice(1)) refuse(name, `cannot be given together with ${codes[0]}`);
  if (given("rateCenter") && !given("state")) refuse("rateCenter", "needs state");
  if (given("phoneNumberType") && !given("countryCodeA3")) refuse("phoneNumberType", "needs countryCodeA3");

  const country = given("countryCodeA3") ? known.countryCodeA3 : "USA";
  if (country !== undefined && isNorthAmerican(country)) {
    if (known.areaCode !== undefined && !/^[2-9]\d{2}$/.test(known.areaCode)) {
      refuse(
        "areaCode",
        "must be 3 digits, the first from 2 to 9; an area code of another country needs countryCodeA3",
      );
    }
    failures.push(...areaCodeFailures(known));
    warnings.push(...areaCodeWarnings(known));
    if (given("city") && !given("state")) refuse("city", "needs state, or countryCodeA3 of another country");
  } else if (country !== undefined) {
    for (const name of besides(...ABROAD)) {
      refuse(name, `is only for numbers of North America: with countryCodeA3 ${country}, give areaCode or city`);
    }
  }

  for (const name of TOLL_FREE.filter(given)) {
    const settings = (["protected", "enableTnDetail"] as const).filter(given);
    const others = [...besides(name), ...settings];
    if (others.length > 0) {
      refuse(name, `cannot be combined with ${others.join(", ")}: it takes only orderBy and quantity`);
    }
  }
  // The API's own pages disagree about this. So a rule that is on only one of them gives a warning.
  if (given("localVanity")) {
    const others = besides("localVanity", "areaCode", "state", "countryCodeA3");
    if (others.length > 0) refuse("localVanity", `cannot be combined with ${others.join(", ")}`);
    if (!given("areaCode")) warn("localVanity", "is refused by some versions of the API without areaCode");
    if (given("state")) warn("localVanity", "is refused by some versions of the API together with state");
  }
  if (known.enableLca === true) {
    const area = besides("countryCodeA3", "phoneNumberType");
    const fits = ["npaNxx", "npaNxxx", "rateCenter,state"].includes(area.join());
    const disputed = area.includes("npaNxxx") && area.every((name) => DISPUTED_WITH_LCA.includes(name));
    const rule = "is only for npaNxx alone, npaNxxx alone, or rateCenter and state alone";
    if (!fits && disputed) warn("enableLca", `${rule}, says one page of the API`);
    else if (!fits && area.length > 0) refuse("enableLca", rule);
  }
  return { failures, warnings };
}
