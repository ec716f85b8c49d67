import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { askedNumber, known, tnInput } from "../shared/tnFields.js";
import { tnEvent } from "./getTn.js";

/** The history of a number. */
export const getTnHistory = lookup({
  name: "getTnHistory",
  description: `What happened to a telephone number: its states, and the orders behind them.

Not every account may read it. The call fails if no such number exists.`,
  operations: ["GET /tns/{tn}/history"],
  errors: numberErrors,
  inputs: tnInput,
  outputs: z.object({
    telephoneNumber: askedNumber,
    history: z.array(tnEvent).describe("The events, in the API's order. Empty if there are none."),
  }),

  async invoke({ api, inputs: { telephoneNumber }, signal }) {
    return { telephoneNumber, history: known(await api.tnLookUps.history(telephoneNumber, signal), telephoneNumber) };
  },
});
