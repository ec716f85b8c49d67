import { z } from "zod";
import { portInActivationErrors, portInLookUpErrors } from "../../bandwidth/errorCodes/portInLookUps.js";
import { lookup } from "../../resources/define.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

const optional = (text: string) => z.string().optional().describe(text);

/** The progress of the activation of a port-in. */
export const getPortInActivation = lookup({
  name: "getPortInActivation",
  description: `When the numbers of a triggered port-in go live, and which of them are live already.

The API gives it only while the port-in has its FOC date and is not complete. Before and after that, and for a port-in that
is not triggered, there are no numbers, and \`unavailable\` says why (codes 7340, 7342 to 7346, 7348, 7349, 7352, 7604 to
7606). The call fails if no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/activationStatus"],
  errors: { ...portInLookUpErrors, ...portInActivationErrors },
  inputs: portInInput,
  outputs: z.object({
    orderId: portInId,
    autoActivationDate: optional("When the numbers go live by themselves, such as `2026-03-02T15:30:00.000Z`."),
    activatedTelephoneNumbers: z.array(z.string()).describe("The numbers that are live, as E.164."),
    notYetActivatedTelephoneNumbers: z.array(z.string()).describe("The numbers that are not live yet, as E.164."),
    unavailable: z
      .object({ code: optional("The API's code."), description: optional("The API's words.") })
      .meta({ typeName: "PortInActivationUnavailable" })
      .optional()
      .describe("Why there is no activation. Absent if there is one."),
  }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const found = await api.portInLookUps.activation(orderId, signal);
    return { orderId, ...foundPortIn(found, orderId, api.client.accountId) };
  },
});
