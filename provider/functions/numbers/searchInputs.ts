import { z } from "zod";
import { searchCriteria } from "../../resources/phoneNumberOrder/searchCriteria.js";
import { oneOf } from "../../resources/properties/fields.js";

const criteria = searchCriteria.shape;

/** The criteria of an order's `search`, and those that only a search takes. */
export const searchInputs = z.object({
  ...criteria,
  areaCode: criteria.areaCode.meta({ example: "919" }),
  localVanity: criteria.localVanity.describe(
    "4 to 7 letters and digits that the number should contain. Give `areaCode` with it, and nothing else except `endsIn`.",
  ),
  tollFreeWildCardPattern: z
    .string()
    .regex(/^8(\*\*|\d\*)$/, "must be 8 and two stars, or 8, a digit and a star")
    .optional()
    .describe("Pattern of a toll-free area code, such as `8**` or `80*`. Only `orderBy` and `quantity` go with it."),
  tollFreeVanity: criteria.tollFreeVanity.describe(
    "4 to 7 letters and digits of a toll-free number. Only `orderBy` and `quantity` go with it.",
  ),
  countryCodeA3: criteria.countryCodeA3.describe(
    "Country, three letters of ISO 3166-1, such as `GBR`. Universal Platform only. Without it, the search is for the United States and Canada.",
  ),
  quantity: z
    .int("must be a whole number")
    .min(1, "must be from 1 to 5000")
    .max(5_000, "must be from 1 to 5000")
    .default(5_000)
    .describe("Maximum count of numbers, 1 to 5,000. There may be fewer.")
    .meta({ example: 10 }),
  orderBy: oneOf("AvailableNumbersOrder", ["fullNumber", "npaNxxx", "npaNxx", "areaCode"])
    .optional()
    .describe(
      "What to sort by. Needs one of `npaNxx`, `npaNxxx`, `rateCenter`, `city`, `zip`, `tollFreeVanity` and `tollFreeWildCardPattern`.",
    ),
  protected: oneOf("ProtectedNumbers", ["NONE", "ONLY", "MIXED"])
    .optional()
    .describe(
      "Whether to return numbers that can be protected against port-out: `NONE` of them, `ONLY` them, or `MIXED`.",
    ),
  enableTnDetail: z.boolean().optional().describe("Whether to return the place of each number, in `details`."),
});

/** The inputs of a search. */
export type Search = z.infer<typeof searchInputs>;
