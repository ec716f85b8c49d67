import { z } from "zod";
import { orderLookUp } from "../shared/orderLookUp.js";
import { portIns } from "./portFields.js";

/** How many numbers a port-in has. */
export const getPortInTotals = orderLookUp(portIns, {
  name: "getPortInTotals",
  description: `How many telephone numbers a port-in has. \`getPortInsTotals\` counts the port-ins.

The call fails if no such port-in exists.`,
  operation: "GET /accounts/{accountId}/portins/{orderid}/totals",
  output: { count: z.int().describe("How many numbers it has.") },
  read: (api, orderId, signal) => api.portInLookUps.reports.total(orderId, signal),
});
