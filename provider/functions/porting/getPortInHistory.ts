import { orderHistory } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { portIns } from "./portFields.js";

/** The history of a port-in. */
export const getPortInHistory = orderLookUp(portIns, {
  name: "getPortInHistory",
  description: `What happened to a port-in: its states, who caused them, and what changed.

A draft has no history yet, so the list is empty. The call fails if no such port-in exists.`,
  operation: "GET /accounts/{accountId}/portins/{orderid}/history",
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.portInLookUps.history(orderId, signal),
});
