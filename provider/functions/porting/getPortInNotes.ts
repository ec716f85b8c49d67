import { notes } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { portIns } from "./portFields.js";

/** The remarks on a port-in. */
export const getPortInNotes = orderLookUp(portIns, {
  name: "getPortInNotes",
  description: `The notes on a port-in, of whomever. One is added by the resource \`OrderNote\`.

It is an error when no such port-in exists.`,
  operation: "GET /accounts/{accountId}/portins/{orderid}/notes",
  output: { notes },
  read: (api, orderId, signal) => api.portInLookUps.notes(orderId, signal),
});
