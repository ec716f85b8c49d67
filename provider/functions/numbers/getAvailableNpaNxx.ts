import { z } from "zod";
import { numberSearchErrors } from "../../bandwidth/errorCodes/numberSearch.js";
import { lookup } from "../../resources/define.js";
import { northAmerican } from "../../resources/phoneNumberOrder/searchCriteria.js";

const { areaCode, state } = northAmerican;

const exchange = z
  .object({
    npaNxx: z.string().describe("Area code and exchange, 6 digits, as a search takes it."),
    npa: z.string().describe("Area code, 3 digits."),
    nxx: z.string().describe("Exchange, 3 digits."),
    city: z.string().optional().describe("City that it mostly serves."),
    state: z.string().optional().describe("Two letters of its state."),
    quantity: z.int().optional().describe("How many numbers you could order at this moment."),
  })
  .meta({ typeName: "AvailableNpaNxx" });

/** How many numbers there are in each exchange. */
export const getAvailableNpaNxx = lookup({
  name: "getAvailableNpaNxx",
  description: `The exchanges (NPA-NXX) with numbers that you could order, and how many each has.

The counts change at any moment: others order from the same inventory.`,
  operations: ["GET /accounts/{accountId}/availableNpaNxx"],
  errors: numberSearchErrors,
  inputs: z.object({
    areaCode: areaCode.describe("Only this area code (NPA), 3 digits, such as `919`.").meta({ example: "919" }),
    state: state.describe("Only this state, two letters, such as `NC`."),
    quantity: z
      .int("must be a whole number")
      .min(1, "must be at least 1")
      .optional()
      .describe("Only exchanges with at least this many numbers."),
  }),
  outputs: z.object({
    availableNpaNxx: z.array(exchange).describe("The exchanges, in the API's order."),
  }),

  async invoke({ api, inputs, signal }) {
    const found = await api.coverage.availableNpaNxx(inputs, signal);
    return { availableNpaNxx: found.map((one) => ({ ...one, npaNxx: `${one.npa}${one.nxx}` })) };
  },
});
