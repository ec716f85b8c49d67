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
    identifier: optional("Description of the caller, from the customer."),
    callbackNumber: optional("Number for calling back."),
    callerName: optional("Who calls."),
    preferredLanguage: optional("Language, such as `en`."),
    pidfloEnabled: z.boolean().optional().describe("Whether calls may carry their own place (PIDF-LO)."),
    locationId: optional("Id that the customer gave the place."),
    address: place.optional().describe("Where emergency services go."),
  })
  .meta({ typeName: "AlternateEndUser" });

/** What such an order is about. */
export const emergencyOrder = z.object({
  telephoneNumbers: orderedNumbers,
  callerName: optional("Who calls."),
  address: emergencyPlace.optional().describe("Where emergency services go. Absent if the order removes addresses."),
  deleteTnSpecificE911Address: z.boolean().optional().describe("Whether the order removes the numbers' own addresses."),
  alternateEndUserIdentifiers: z
    .array(alternate)
    .optional()
    .describe("End users who call from their own places. Empty if there are none."),
  additionalAddresses: z.array(place).optional().describe("Further addresses of the numbers."),
});

/** One order for emergency addresses. */
export const getE911Order = lookup({
  name: "getE911Order",
  description: `An order that sets or removes an emergency address of telephone numbers, by its id: its status, and the address.

The address is shown as the emergency service has it. If the service changed its spelling, the order ends as
\`ADJUSTED_COMPLETE\` or \`ADJUSTED_PARTIAL\`, and \`adjusted\` is true. It shows the order at this moment and doesn't wait for its end. The call fails if no such order exists.`,
  operations: ["GET /accounts/{accountId}/e911s/{orderid}"],
  errors: emergencyErrors,
  inputs: orderInput,
  examples: [{ title: "The result of an order", inputs: { orderId: "$e911Address.orderIds[0]" } }],
  outputs: z.object({
    ...orderHead,
    ...emergencyOrder.shape,
    adjusted: z.boolean().describe("Whether the emergency service changed the spelling of the address."),
  }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const order = await api.featureOrders.e911s.get(orderId, signal);
    const told = found(order, "E911 order", orderId, api.client.accountId);
    return { ...told, adjusted: told.status.startsWith("ADJUSTED_") };
  },
});
