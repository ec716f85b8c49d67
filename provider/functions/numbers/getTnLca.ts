import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { askedNumber, known, tnInput } from "../shared/tnFields.js";

const rateCenter = z
  .object({
    state: z.string().optional().describe("Two letters of its state."),
    rateCenter: z.string().describe("Abbreviation of the rate center."),
  })
  .meta({ typeName: "LocalRateCenter" });

/** The local calling area of a number. */
export const getTnLca = lookup({
  name: "getTnLca",
  description: `The local calling area of a telephone number: the exchanges and rate centers that are a local call away.

A local calling area is not symmetric: a call that is local from this number may not be local in the other direction.
The call fails if no such number exists.`,
  operations: ["GET /tns/{tn}/lca"],
  errors: numberErrors,
  inputs: tnInput,
  outputs: z.object({
    telephoneNumber: askedNumber,
    npaNxxs: z.array(z.string()).describe("Area codes and exchanges that are local, 6 digits each."),
    rateCenters: z.array(rateCenter).describe("Rate centers that are local."),
  }),

  async invoke({ api, inputs: { telephoneNumber }, signal }) {
    const area = known(await api.tnLookUps.localCallingArea(telephoneNumber, signal), telephoneNumber);
    return { telephoneNumber, ...area };
  },
});
