import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { lookup } from "../../resources/define.js";
import { notes } from "../shared/historyFields.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

/** The remarks on a port-in. */
export const getPortInNotes = lookup({
  name: "getPortInNotes",
  description: `The notes on a port-in, of whomever. One is added by the resource \`OrderNote\`.

It is an error when no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/notes"],
  errors: portInLookUpErrors,
  inputs: portInInput,
  outputs: z.object({ orderId: portInId, notes }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.portInLookUps.notes(orderId, signal);
    return { orderId, notes: foundPortIn(read, orderId, api.client.accountId) };
  },
});
