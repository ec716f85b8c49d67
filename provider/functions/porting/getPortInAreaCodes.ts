import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { lookup } from "../../resources/define.js";
import { areaCodes } from "../shared/historyFields.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

/** The area codes of a port-in. */
export const getPortInAreaCodes = lookup({
  name: "getPortInAreaCodes",
  description: `The area codes of a port-in's numbers, and how many numbers each has.

It is an error when no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/areaCodes"],
  errors: portInLookUpErrors,
  inputs: portInInput,
  outputs: z.object({ orderId: portInId, areaCodes }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const found = await api.portInLookUps.reports.areaCodes(orderId, signal);
    return { orderId, areaCodes: foundPortIn(found, orderId, api.client.accountId) };
  },
});
