import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { lookup } from "../../resources/define.js";
import { npaNxxs } from "../shared/historyFields.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

/** The exchanges of a port-in. */
export const getPortInNpaNxx = lookup({
  name: "getPortInNpaNxx",
  description: `The exchanges (area code and the three digits behind it) of a port-in's numbers, and how many numbers each has.

It is an error when no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/npaNxx"],
  errors: portInLookUpErrors,
  inputs: portInInput,
  outputs: z.object({ orderId: portInId, npaNxxs }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const found = await api.portInLookUps.reports.npaNxxs(orderId, signal);
    return { orderId, npaNxxs: foundPortIn(found, orderId, api.client.accountId) };
  },
});
