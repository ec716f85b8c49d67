import { z } from "zod";
import { northAmerican } from "../../resources/phoneNumberOrder/searchCriteria.js";

/** Two letters of a state, if one is required. */
const state = northAmerican.state
  .unwrap()
  .describe("Two letters of the state or province, such as `NC`.")
  .meta({ example: "NC" });

/** The inputs of both lists of names, rate centers and cities. */
export const placeInputs = z.object({
  state,
  available: z
    .boolean()
    .optional()
    .describe(
      "Whether to count the numbers that you could order too. The API may then leave out places that have none.",
    ),
  supported: z.boolean().optional().describe("Whether to list only places that Bandwidth serves directly."),
});

/** The count of numbers, if it was asked for. */
export const availableCount = z
  .int()
  .optional()
  .describe("How many numbers you could order there at this moment. Only with `available`.");
