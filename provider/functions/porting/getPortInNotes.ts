import { notes } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { portIns } from "./portFields.js";

/** The notes on a port-in. */
export const getPortInNotes = orderLookUp(portIns, {
  name: "getPortInNotes",
  description: `The notes on a port-in, from anybody. \`OrderNote\` adds one.

The call fails if no such port-in exists.`,
  operation: "GET /accounts/{accountId}/portins/{orderid}/notes",
  output: { notes },
  read: (api, orderId, signal) => api.portInLookUps.notes(orderId, signal),
});
