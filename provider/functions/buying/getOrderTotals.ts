import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { found, ofNewNumbers, orderExample, orderInput } from "../shared/orderDetails.js";

/** How many numbers an order brought. */
export const getOrderTotals = lookup({
  name: "getOrderTotals",
  description: `How many telephone numbers an order brought.

The API answers with the counts of the exchanges, as \`getOrderNpaNxx\` shows them; this is their sum. It is an error when
no such order exists.`,
  operations: ["GET /accounts/{accountId}/orders/{orderid}/totals"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [orderExample("How many numbers an order brought")],
  outputs: z.object({ count: z.int().describe("How many numbers; 0 while it has brought none.") }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.orderReports.total(orderId, signal);
    return { count: found(read, ofNewNumbers, orderId, api.client.accountId) };
  },
});
