import { orderHistory } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { portIns } from "./portFields.js";

/** The life of a port-in. */
export const getPortInHistory = orderLookUp(portIns, {
  name: "getPortInHistory",
  description: `What happened to a port-in: its states, who brought them about, and what changed.

A draft has no history yet: the list is empty. It is an error when no such port-in exists.`,
  operation: "GET /accounts/{accountId}/portins/{orderid}/history",
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.portInLookUps.history(orderId, signal),
});
