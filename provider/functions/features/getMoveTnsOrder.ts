import { z } from "zod";
import { moveErrors } from "../../bandwidth/errorCodes/moves.js";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const optional = (text: string) => z.string().optional().describe(text);

/** One order that moves numbers. */
export const getMoveTnsOrder = lookup({
  name: "getMoveTnsOrder",
  description: `An order that moves telephone numbers by its id: its status, where the numbers go, and which of them didn't.

It shows the order at this moment and doesn't wait for its end. The call fails if no such order exists.`,
  operations: ["GET /accounts/{accountId}/moveTns/{orderId}"],
  errors: { ...moveErrors, ...orderLookUpErrors },
  inputs: orderInput,
  examples: [{ title: "One order", inputs: { orderId: "7802373f-4f52-4387-bdd1-c5b74833d6e2" } }],
  outputs: z.object({
    ...orderHead,
    telephoneNumbers: orderedNumbers,
    siteId: optional("The site that the numbers go to."),
    sipPeerId: optional("The SIP peer that they go to. Absent if the order leaves it to the site."),
    sourceAccountId: optional("The account that they come from, if it is another one."),
  }),

  invoke: async ({ api, inputs: { orderId }, signal }) =>
    found(await api.featureOrders.moves.get(orderId, signal), "move order", orderId, api.client.accountId),
});
