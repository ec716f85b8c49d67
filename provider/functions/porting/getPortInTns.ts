import { z } from "zod";
import { portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { lookup } from "../../resources/define.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

/** The numbers of a port-in. */
export const getPortInTns = lookup({
  name: "getPortInTns",
  description: `The telephone numbers of a port-in, and nothing else of it.

It is an error when no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/tns"],
  errors: portInLookUpErrors,
  inputs: portInInput,
  outputs: z.object({
    orderId: portInId,
    telephoneNumbers: z.array(z.string()).describe("The numbers as E.164, in the API's order."),
  }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const found = await api.portInLookUps.reports.telephoneNumbers(orderId, signal);
    return { orderId, telephoneNumbers: foundPortIn(found, orderId, api.client.accountId) };
  },
});
