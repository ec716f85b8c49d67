import { z } from "zod";
import { northAmerican } from "../../resources/phoneNumberOrder/searchCriteria.js";

/** Two letters of a state, where one has to be named. */
const state = northAmerican.state
  .unwrap()
  .describe("Two letters of the state or province, as `NC`.")
  .meta({ example: "NC" });

/** What is asked of both lists of names, rate centers and cities. */
export const placeInputs = z.object({
  state,
  available: z
    .boolean()
    .optional()
    .describe(
      "Whether to count the numbers that could be ordered, too; the API may then leave out places that have none.",
    ),
  supported: z.boolean().optional().describe("Whether to list only places that Bandwidth serves directly."),
});

/** How many numbers there are, when that was asked for. */
export const availableCount = z
  .int()
  .optional()
  .describe("How many numbers could be ordered there at this moment; only with `available`.");
