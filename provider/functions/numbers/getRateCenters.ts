import { z } from "zod";
import { coverageErrors } from "../../bandwidth/errorCodes/coverage.js";
import { lookup } from "../../resources/define.js";
import { availableCount, placeInputs } from "./places.js";

const rateCenter = z
  .object({
    abbreviation: z.string().describe("Abbreviation, which searches and orders take as `rateCenter`."),
    name: z.string().describe("Full name."),
    availableTelephoneNumberCount: availableCount,
  })
  .meta({ typeName: "RateCenter" });

/** The rate centers of a state. */
export const getRateCenters = lookup({
  name: "getRateCenters",
  description:
    "The rate centers of a state with their abbreviations. `search` of an order and `getAvailableNumbers` take an abbreviation. Counts change at any moment.",
  operations: ["GET /rateCenters"],
  errors: coverageErrors,
  inputs: placeInputs,
  outputs: z.object({ rateCenters: z.array(rateCenter).describe("The rate centers, in the API's order.") }),
  invoke: async ({ api, inputs, signal }) => ({ rateCenters: await api.coverage.rateCenters(inputs, signal) }),
});
