import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { unlessMissing } from "../../bandwidth/orders/missing.js";
import { lookup } from "../../resources/define.js";
import { notes } from "../shared/historyFields.js";
import { found, ofNewNumbers, orderExample, orderInput } from "../shared/orderDetails.js";

/** What was remarked on an order for new numbers. */
export const getOrderNotes = lookup({
  name: "getOrderNotes",
  description: `The notes on an order for new telephone numbers; \`OrderNote\` adds one.

The provider itself leaves a note where it takes over an order of an interrupted run. It is an error when no such order
exists.`,
  operations: ["GET /accounts/{accountId}/orders/{orderid}/notes"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [orderExample("What was remarked on an order")],
  outputs: z.object({ notes }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await unlessMissing("orders", api.orderNotes.orders.notes(orderId, signal));
    return { notes: found(read, ofNewNumbers, orderId, api.client.accountId) };
  },
});
