import { z } from "zod";
import { coverageErrors } from "../../bandwidth/errorCodes/coverage.js";
import { lookup } from "../../resources/define.js";
import { northAmerican } from "../../resources/phoneNumberOrder/searchCriteria.js";
import { oneOf } from "../../resources/properties/fields.js";

const { areaCode, npaNxx, npaNxxx, state } = northAmerican;
const text = () => z.string().trim().min(1, "must not be empty").optional();

/** The limits are the API's (docs/maintainers/api.md#coverage). */
const inputs = z.object({
  state: state.describe("Two letters of the state, such as `NC`.").meta({ example: "NC" }),
  abbreviation: text().describe("Abbreviation of the rate center, such as `RALEIGH`."),
  name: text().describe("Full name of the rate center."),
  zip: z
    .string()
    .regex(/^\d{5}$/, "must be 5 digits")
    .optional()
    .describe("A ZIP code that it covers, 5 digits."),
  city: text().describe("A city that it covers."),
  lata: z
    .string()
    .regex(/^(\d{3}|\d{5})$/, "must be 3 or 5 digits")
    .optional()
    .describe("Its LATA, 3 or 5 digits."),
  tier: z
    .string()
    .regex(/^[0-5]$/, "must be a tier from 0 to 5")
    .optional()
    .describe("A tier of its numbers, `0` to `5`."),
  npa: areaCode.describe("An area code that it covers, 3 digits."),
  npaNxx: npaNxx.describe("An exchange that it covers, 6 digits."),
  npaNxxx: npaNxxx.describe("A block of an exchange that it covers, 7 digits."),
  embed: z
    .array(oneOf("CoverageDetail", ["ZipCodes", "Cities", "NpaNxxX", "AvailableNumberCount", "LocalRateCenters"]))
    .optional()
    .describe(
      "What to return for each rate center besides its names, state, LATA and tiers. `LocalRateCenters` goes with no filter.",
    )
    .meta({ set: true, example: ["Cities", "AvailableNumberCount"] }),
});

/** A rate center, as the look-ups show it. */
export const coveredRateCenter = z
  .object({
    rateCenterId: z.string().optional().describe("Bandwidth's id of the rate center."),
    name: z.string().describe("Full name."),
    abbreviation: z.string().describe("Abbreviation, which searches and orders take as `rateCenter`."),
    state: z.string().describe("Two letters of the state."),
    lata: z.string().optional().describe("LATA."),
    tiers: z.array(z.string()).describe("Tiers of its numbers, `0` to `5`."),
    availableNumberCount: z
      .int()
      .optional()
      .describe("How many numbers you could order at this moment. Only with `AvailableNumberCount`."),
    limitedAvailableNumberCount: z
      .int()
      .optional()
      .describe(
        "The API's second count of such numbers, `LimitedAvailableNumberCount`, if the API gives it. Bandwidth's pages don't say what the limit is.",
      ),
    zipCodes: z.array(z.string()).describe("ZIP codes that it covers. Empty without `ZipCodes`."),
    cities: z.array(z.string()).describe("Cities that it covers. Empty without `Cities`."),
    npaNxxxs: z.array(z.string()).describe("Blocks of 7 digits that it covers. Empty without `NpaNxxX`."),
    localRateCenterIds: z
      .array(z.string())
      .describe("Ids of the rate centers in its local calling area. Empty without `LocalRateCenters`."),
  })
  .meta({ typeName: "CoveredRateCenter" });

const FILTERS = Object.keys(inputs.shape).filter((name) => name !== "embed");

/** The rate centers where Bandwidth has numbers. */
export const getCoveredRateCenters = lookup({
  name: "getCoveredRateCenters",
  description: `The rate centers that Bandwidth covers, with what they contain. It reads all pages of the list.

The whole list is long, so filter it. Counts change at any moment.`,
  operations: ["GET /coveredRateCenters"],
  errors: coverageErrors,
  inputs,
  outputs: z.object({
    rateCenters: z.array(coveredRateCenter).describe("The rate centers, in the API's order. Empty if none matches."),
  }),

  check({ embed = [] }, given) {
    const filters = FILTERS.filter(given);
    if (!embed.includes("LocalRateCenters") || filters.length === 0) return {};
    const reason = `cannot contain LocalRateCenters together with ${filters.join(", ")}: the API takes no filter with it`;
    return { failures: [{ property: "embed", reason }] };
  },

  invoke: async ({ api, inputs, signal }) => ({
    rateCenters: await api.coverage.coveredRateCenters(inputs, signal),
  }),
});
