import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { lookup } from "../../resources/define.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

/** How many numbers a port-in has. */
export const getPortInTotals = lookup({
  name: "getPortInTotals",
  description: `How many telephone numbers a port-in has. How many port-ins there are is told by \`getPortInsTotals\`.

It is an error when no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/totals"],
  errors: portInLookUpErrors,
  inputs: portInInput,
  outputs: z.object({ orderId: portInId, count: z.int().describe("How many numbers it has.") }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const found = await api.portInLookUps.reports.total(orderId, signal);
    return { orderId, count: foundPortIn(found, orderId, api.client.accountId) };
  },
});
