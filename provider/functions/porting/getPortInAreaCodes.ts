import { areaCodes } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { portIns } from "./portFields.js";

/** The area codes of a port-in. */
export const getPortInAreaCodes = orderLookUp(portIns, {
  name: "getPortInAreaCodes",
  description: `The area codes of a port-in's numbers, and how many numbers each has.

The call fails if no such port-in exists.`,
  operation: "GET /accounts/{accountId}/portins/{orderid}/areaCodes",
  output: { areaCodes },
  read: (api, orderId, signal) => api.portInLookUps.reports.areaCodes(orderId, signal),
});
