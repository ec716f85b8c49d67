import { z } from "zod";
import { emergencyErrors } from "../../bandwidth/errorCodes/emergency.js";
import { lookup } from "../../resources/define.js";
import { emergencyPlace } from "../shared/featureValues.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const optional = (text: string) => z.string().optional().describe(text);

const place = z
  .object({ locationId: optional("Id that the customer gave the place."), ...emergencyPlace.shape })
  .meta({ typeName: "EmergencyLocation" });

const alternate = z
  .object({
    identifier: optional("Who this is, in the customer's words."),
    callbackNumber: optional("Number for calling back."),
    callerName: optional("Who calls."),
    preferredLanguage: optional("Language, as `en`."),
    pidfloEnabled: z.boolean().optional().describe("Whether calls may carry their own place (PIDF-LO)."),
    locationId: optional("Id that the customer gave the place."),
    address: place.optional().describe("Where help is sent to."),
  })
  .meta({ typeName: "AlternateEndUser" });

/** What such an order is about. */
export const emergencyOrder = z.object({
  telephoneNumbers: orderedNumbers,
  callerName: optional("Who calls."),
  address: emergencyPlace.optional().describe("Where help is sent to; absent when the order takes addresses away."),
  deleteTnSpecificE911Address: z
    .boolean()
    .optional()
    .describe("Whether the order takes away what the numbers had of their own."),
  alternateEndUserIdentifiers: z
    .array(alternate)
    .optional()
    .describe("Who calls from places of their own; empty when there is nobody."),
  additionalAddresses: z.array(place).optional().describe("Further addresses of the numbers."),
});

/** One order for emergency addresses. */
export const getE911Order = lookup({
  name: "getE911Order",
  description: `An order that gives telephone numbers an emergency address, or takes it away, by its id: how it stands, and the address.

The address is shown as the emergency service has it. When the service spells it otherwise than the order did, the order
ends as \`ADJUSTED_COMPLETE\` or \`ADJUSTED_PARTIAL\`, and \`adjusted\` is true. It shows the order at this moment and does
not wait for its end. It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/e911s/{orderid}"],
  errors: emergencyErrors,
  inputs: orderInput,
  examples: [{ title: "What became of an order", inputs: { orderId: "$e911Address.orderIds[0]" } }],
  outputs: z.object({
    ...orderHead,
    ...emergencyOrder.shape,
    adjusted: z.boolean().describe("Whether the emergency service spells the address otherwise than the order did."),
  }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const order = await api.featureOrders.e911s.get(orderId, signal);
    const told = found(order, "E911 order", orderId, api.client.accountId);
    return { ...told, adjusted: told.status.startsWith("ADJUSTED_") };
  },
});
