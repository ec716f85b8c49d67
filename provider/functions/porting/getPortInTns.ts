import { z } from "zod";
import { orderLookUp } from "../shared/orderLookUp.js";
import { portIns } from "./portFields.js";

/** The numbers of a port-in. */
export const getPortInTns = orderLookUp(portIns, {
  name: "getPortInTns",
  description: `The telephone numbers of a port-in, and nothing else.

The call fails if no such port-in exists.`,
  operation: "GET /accounts/{accountId}/portins/{orderid}/tns",
  output: { telephoneNumbers: z.array(z.string()).describe("The numbers as E.164, in the API's order.") },
  read: (api, orderId, signal) => api.portInLookUps.reports.telephoneNumbers(orderId, signal),
});
