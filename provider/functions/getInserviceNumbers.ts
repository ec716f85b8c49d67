import { z } from "zod";
import { inventoryErrors } from "../bandwidth/errorCodes/inventory.js";
import { refusedWith } from "../bandwidth/expected.js";
import type { Failure } from "../pulumi/check.js";
import { lookup } from "../resources/define.js";
import { id } from "../resources/fields.js";
import { northAmerican } from "../resources/searchCriteria.js";
import { checkPeriod, day, shortPeriod } from "./days.js";
import { missing } from "./missing.js";

const { areaCode, npaNxx, npaNxxx, lata, state, rateCenter, city } = northAmerican;

const inputs = z.object({
  siteId: id().optional().describe("Only the numbers of this site, such as `13606`; else those of the whole account."),
  areaCode: areaCode.describe("Only this area code (NPA), 3 digits, as `919`.").meta({ example: "919" }),
  npaNxx: npaNxx.describe("Only this area code and exchange, 6 digits, as `919439`."),
  npaNxxx: npaNxxx.describe("Only this block of an exchange, 7 digits, as `9194391`. Only with `siteId`."),
  lata: lata.describe("Only this LATA, at most 5 digits, as `426`."),
  state: state.describe("Only this state, two letters, as `NC`."),
  rateCenter: rateCenter.describe("Only this rate center, by its abbreviation, as `RALEIGH`. Needs `state`."),
  city: city.describe("Only this city. Only with `siteId`."),
  tier: z
    .string()
    .regex(/^[0-5]$/, "must be a tier from 0 to 5")
    .optional()
    .describe("Only numbers of this tier, `0` to `5`. Only with `siteId`."),
  startDate: day
    .optional()
    .describe("Only numbers activated or changed on this day or later, as `2026-01-31`. Needs `endDate`."),
  endDate: day
    .optional()
    .describe("Only numbers activated or changed on this day or earlier, as `2026-02-28`. Needs `startDate`."),
});

const ONLY_OF_SITES = ["npaNxxx", "city", "tier"] as const;

/** The numbers that the account has. */
export const getInserviceNumbers = lookup({
  name: "getInserviceNumbers",
  description: `The telephone numbers in service on the account, or on one of its sites: all pages of the list.

Without a filter that is every number. Filters that exclude each other give an empty list, not an error. A number that a
resource of the same program orders is in the list only from the next run on, or when the order's outputs are arguments
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
    const failures: Failure[] = [];
    const refuse = (property: string, reason: string) => failures.push({ property, reason });
    if (!given("siteId")) {
      for (const name of ONLY_OF_SITES) if (given(name)) refuse(name, "is only for the numbers of a site: give siteId");
    }
    if (given("rateCenter") && !given("state")) refuse("rateCenter", "needs state");
    failures.push(...checkPeriod(known, given));
    return { failures };
  },

  async invoke({ api, inputs, signal }) {
    const { siteId } = inputs;
    try {
      return { telephoneNumbers: await api.inventory.inService({ ...inputs, ...shortPeriod(inputs) }, signal) };
    } catch (error) {
      if (siteId === undefined || !refusedWith(error, "12016")) throw error;
      throw missing("siteId", siteId, `site of account ${api.client.accountId}`, "a siteId, as in 13606");
    }
  },
});
