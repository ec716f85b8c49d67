import { z } from "zod";
import { externalTnErrors } from "../../bandwidth/errorCodes/externalTns.js";
import { lookup } from "../../resources/define.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

/** What such an order is about. */
export const externalOrder = z.object({
  action: z.string().optional().describe("`IMPORT` or `REMOVE`."),
  siteId: z.string().optional().describe("The site that the order names."),
  sipPeerId: z.string().optional().describe("The SIP peer that the numbers go to, if the order names one."),
  loaType: z
    .string()
    .optional()
    .describe(
      "Who vouches for the numbers, in the API's word: `CARRIER` or `SUBSCRIBER`. Absent if the API doesn't give it.",
    ),
  telephoneNumbers: orderedNumbers,
});

/** One order about your own numbers. */
export const getExternalTnsOrder = lookup({
  name: "getExternalTnsOrder",
  description: `An order that imports telephone numbers of your own, or removes them again, by its id: its status, and what it is about.

It shows the order at this moment and doesn't wait for its end. The call fails if no such order exists.

Classic API only: the Universal Platform (a \`baseUrl\` that ends in \`/v2\`) has no such orders.`,
  operations: ["GET /accounts/{accountId}/externalTns/{orderid}"],
  errors: externalTnErrors,
  inputs: orderInput,
  examples: [{ title: "The result of an order", inputs: { orderId: "$externalTns.orderIds[0]" } }],
  outputs: z.object({ ...orderHead, ...externalOrder.shape }),

  invoke: async ({ api, inputs: { orderId }, signal }) =>
    found(await api.featureOrders.externalTns.get(orderId, signal), "external TN order", orderId, api.client.accountId),
});
