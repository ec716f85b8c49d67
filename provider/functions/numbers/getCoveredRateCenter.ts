import { z } from "zod";
import { coverageErrors } from "../../bandwidth/errorCodes/coverage.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { coveredRateCenter } from "./getCoveredRateCenters.js";

const { rateCenterId: _optional, ...told } = coveredRateCenter.shape;

/** One rate center where Bandwidth has numbers. */
export const getCoveredRateCenter = lookup({
  name: "getCoveredRateCenter",
  description: `A rate center that Bandwidth covers, by its id, with everything that it contains.

\`getCoveredRateCenters\` lists the ids. Counts change at any moment. The call fails if no such rate center exists.`,
  operations: ["GET /coveredRateCenters/{rateCenterId}"],
  errors: coverageErrors,
  inputs: z.object({
    rateCenterId: id().describe("Bandwidth's id of the rate center, such as `6854`.").meta({ example: "6854" }),
  }),
  outputs: z.object({
    rateCenterId: id().describe("Bandwidth's id of the rate center."),
    ...told,
    availableNumberCount: z.int().optional().describe("How many numbers you could order at this moment."),
    zipCodes: z.array(z.string()).describe("ZIP codes that it covers."),
    cities: z.array(z.string()).describe("Cities that it covers."),
    npaNxxxs: z.array(z.string()).describe("Blocks of 7 digits that it covers."),
    localRateCenterIds: z.array(z.string()).describe("Ids of the rate centers in its local calling area."),
  }),

  async invoke({ api, inputs: { rateCenterId }, signal }) {
    const found = await api.coverage.coveredRateCenter(rateCenterId, signal);
    if (!found) {
      const expected = "a rateCenterId as getCoveredRateCenters shows it, as in 6854";
      throw missing("rateCenterId", rateCenterId, "rate center that Bandwidth covers", expected);
    }
    return { ...found, rateCenterId };
  },
});
