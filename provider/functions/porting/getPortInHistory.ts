import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { lookup } from "../../resources/define.js";
import { orderHistory } from "../shared/historyFields.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

/** The life of a port-in. */
export const getPortInHistory = lookup({
  name: "getPortInHistory",
  description: `What happened to a port-in: its states, who brought them about, and what changed.

A draft has no history yet: the list is empty. It is an error when no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/history"],
  errors: portInLookUpErrors,
  inputs: portInInput,
  outputs: z.object({ orderId: portInId, history: orderHistory }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const history = await api.portInLookUps.history(orderId, signal);
    return { orderId, history: foundPortIn(history, orderId, api.client.accountId) };
  },
});
