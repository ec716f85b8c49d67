import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { askedNumber, known, tnInput } from "../shared/tnFields.js";

/** The LATA of a number. */
export const getTnLata = lookup({
  name: "getTnLata",
  description: `The LATA (local access and transport area) of a telephone number. Toll-free numbers have none.

The call fails if no such number exists.`,
  operations: ["GET /tns/{tn}/lata"],
  errors: numberErrors,
  inputs: tnInput,
  outputs: z.object({
    telephoneNumber: askedNumber,
    lata: z.string().optional().describe("Its LATA, at most 5 digits."),
  }),

  async invoke({ api, inputs: { telephoneNumber }, signal }) {
    return { telephoneNumber, ...known(await api.tnLookUps.lata(telephoneNumber, signal), telephoneNumber) };
  },
});
