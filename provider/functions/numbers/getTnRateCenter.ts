import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { askedNumber, known, tnInput } from "../shared/tnFields.js";

/** The rate center of a number. */
export const getTnRateCenter = lookup({
  name: "getTnRateCenter",
  description: `The rate center of a telephone number, with its state. Toll-free numbers have none.

The call fails if no such number exists.`,
  operations: ["GET /tns/{tn}/ratecenter"],
  errors: numberErrors,
  inputs: tnInput,
  outputs: z.object({
    telephoneNumber: askedNumber,
    state: z.string().optional().describe("Two letters of its state."),
    rateCenter: z.string().optional().describe("Abbreviation of its rate center."),
  }),

  async invoke({ api, inputs: { telephoneNumber }, signal }) {
    return { telephoneNumber, ...known(await api.tnLookUps.rateCenter(telephoneNumber, signal), telephoneNumber) };
  },
});
