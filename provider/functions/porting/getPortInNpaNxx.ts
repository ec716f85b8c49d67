import { npaNxxs } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { portIns } from "./portFields.js";

/** The exchanges of a port-in. */
export const getPortInNpaNxx = orderLookUp(portIns, {
  name: "getPortInNpaNxx",
  description: `The exchanges (area code and the three digits behind it) of a port-in's numbers, and how many numbers each has.

The call fails if no such port-in exists.`,
  operation: "GET /accounts/{accountId}/portins/{orderid}/npaNxx",
  output: { npaNxxs },
  read: (api, orderId, signal) => api.portInLookUps.reports.npaNxxs(orderId, signal),
});
