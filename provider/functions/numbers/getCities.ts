import { z } from "zod";
import { coverageErrors } from "../../bandwidth/errorCodes/coverage.js";
import { lookup } from "../../resources/define.js";
import { availableCount, placeInputs } from "./places.js";

const city = z
  .object({
    name: z.string().describe("Name of the city."),
    rateCenter: z.string().optional().describe("Abbreviation of the rate center that serves it."),
    availableTelephoneNumberCount: availableCount,
  })
  .meta({ typeName: "City" });

/** The cities of a state. */
export const getCities = lookup({
  name: "getCities",
  description: "The cities of a state, once for each rate center that serves them. Counts change at any moment.",
  operations: ["GET /cities"],
  errors: coverageErrors,
  inputs: placeInputs,
  outputs: z.object({ cities: z.array(city).describe("Cities and their rate centers, in the API's order.") }),
  invoke: async ({ api, inputs, signal }) => ({ cities: await api.coverage.cities(inputs, signal) }),
});
