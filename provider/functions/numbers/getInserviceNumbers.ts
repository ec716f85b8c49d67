import { z } from "zod";
import { inventoryErrors } from "../../bandwidth/errorCodes/inventory.js";
import { refusedWith } from "../../bandwidth/http/expected.js";
import { missingFilters } from "../../bandwidth/numbers/numberFilters.js";
import { isNorthAmerican } from "../../bandwidth/values/countries.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { Refused } from "../../pulumi/definition/errors.js";
import { type Bandwidth, lookup } from "../../resources/define.js";
import { northAmerican } from "../../resources/phoneNumberOrder/searchCriteria.js";
import { noAreaCode } from "../../resources/properties/areaCodes.js";
import { id } from "../../resources/properties/fields.js";
import { checkPeriod, day, shortPeriod } from "../shared/days.js";
import { missing } from "../shared/missing.js";

const { npaNxx, npaNxxx, lata, state, rateCenter, city } = northAmerican;

const inputs = z.object({
  siteId: id().optional().describe("Only the numbers of this site, such as `13606`. Default: the whole account."),
  countryCodeA3: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be the three capital letters of a country (ISO 3166-1 alpha-3), as in GBR")
    .optional()
    .describe("Only the numbers of this country, three letters of ISO 3166-1, such as `GBR`. Universal Platform only."),
  areaCode: z
    .string()
    .regex(/^\d{1,6}$/, "must be digits only")
    .optional()
    .describe(
      "Only this area code, 3 digits, such as `919`. An area code of another country, such as `30`, needs `countryCodeA3`.",
    )
    .meta({ example: "919" }),
  npaNxx: npaNxx.describe("Only this area code and exchange, 6 digits, such as `919439`."),
  npaNxxx: npaNxxx.describe(
    "Only this block of an exchange, 7 digits, such as `9194391`. On the classic API, only with `siteId`.",
  ),
  lata: lata.describe("Only this LATA, at most 5 digits, such as `426`."),
  state: state.describe("Only this state, two letters, such as `NC`."),
  rateCenter: rateCenter.describe("Only this rate center, by its abbreviation, such as `RALEIGH`. Needs `state`."),
  city: city.describe("Only this city. On the classic API, only with `siteId`."),
  tier: z
    .string()
    .regex(/^[0-5]$/, "must be a tier from 0 to 5")
    .optional()
    .describe("Only numbers of this tier, `0` to `5`. On the classic API, only with `siteId`."),
  startDate: day
    .optional()
    .describe("Only numbers activated or changed on this day or later, such as `2026-01-31`. Needs `endDate`."),
  endDate: day
    .optional()
    .describe("Only numbers activated or changed on this day or earlier, such as `2026-02-28`. Needs `startDate`."),
});

/** Filters for the North American plan. */
const NORTH_AMERICAN = ["npaNxx", "npaNxxx", "lata", "state", "rateCenter", "city", "tier"] as const;

/** The numbers that the account has. */
export const getInserviceNumbers = lookup({
  name: "getInserviceNumbers",
  description: `The telephone numbers in service on the account, or on one of its sites. It reads all pages of the list.

Without a filter, that is every number. Filters that exclude each other give an empty list, not an error. A number that a
resource of the same program orders is in the list only from the next run on, or if the order's outputs are arguments
of the look-up.`,
  operations: [
    "GET /accounts/{accountId}/inserviceNumbers",
    "GET /accounts/{accountId}/sites/{siteId}/inserviceNumbers",
  ],
  errors: inventoryErrors,
  inputs,
  outputs: z.object({
    telephoneNumbers: z.array(z.string()).describe("The numbers as E.164, each once, in the API's order."),
  }),

  check(known, given) {
    const failures: PropertyFailure[] = [];
    const refuse = (property: string, reason: string) => failures.push({ property, reason });
    const { countryCodeA3, areaCode } = known;
    const isAbroad = given("countryCodeA3") && (countryCodeA3 === undefined || !isNorthAmerican(countryCodeA3));
    if (areaCode !== undefined && !isAbroad) {
      const isOurs = /^[2-9]\d{2}$/.test(areaCode);
      const form = "must be 3 digits, the first from 2 to 9; an area code of another country needs countryCodeA3";
      const reason = isOurs ? noAreaCode(areaCode) : form;
      if (reason !== undefined) refuse("areaCode", reason);
    }
    if (countryCodeA3 !== undefined && !isNorthAmerican(countryCodeA3)) {
      const reason = `is only for numbers of North America, and not with countryCodeA3 ${countryCodeA3}`;
      for (const name of NORTH_AMERICAN) if (given(name)) refuse(name, reason);
    }
    if (given("rateCenter") && !given("state")) refuse("rateCenter", "needs state");
    failures.push(...checkPeriod(known, given));
    return { failures };
  },

  async invoke({ api, inputs, signal }) {
    const { siteId } = inputs;
    const failures = platformFailures(api, inputs);
    if (failures.length > 0) throw new Refused(failures);
    try {
      return { telephoneNumbers: await api.inventory.inService({ ...inputs, ...shortPeriod(inputs) }, signal) };
    } catch (error) {
      if (siteId === undefined || !refusedWith(error, "12016")) throw error;
      throw missing("siteId", siteId, `site of account ${api.client.accountId}`, "a siteId, as in 13606");
    }
  },
});

/** What only the connection shows. A list ignores a filter that it doesn't have, and returns every number. */
function platformFailures(api: Bandwidth, { siteId, ...filters }: z.infer<typeof inputs>): PropertyFailure[] {
  const missed = missingFilters(api.client.dialect, siteId === undefined ? "account" : "site", filters);
  return missed.map((property) => {
    const platform = "is only for the Universal Platform: a baseUrl that ends in /v2";
    const site = "is only for the numbers of a site on the classic API: give siteId";
    return { property, reason: property === "countryCodeA3" ? platform : site };
  });
}
