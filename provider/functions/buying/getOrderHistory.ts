import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { orderHistory } from "../shared/historyFields.js";
import { found, ofNewNumbers, orderExample, orderInput } from "../shared/orderDetails.js";

/** The life of an order for new numbers. */
export const getOrderHistory = lookup({
  name: "getOrderHistory",
  description: `What happened to an order for new telephone numbers.

Only orders that change several times have a history, which are mostly back-orders. It is an error when no such order
exists.`,
  operations: ["GET /accounts/{accountId}/orders/{orderid}/history"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [orderExample("What happened to an order")],
  outputs: z.object({ history: orderHistory }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.orderHistory("orders", orderId, signal);
    return { history: found(read, ofNewNumbers, orderId, api.client.accountId) };
  },
});
