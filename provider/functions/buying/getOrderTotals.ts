import { z } from "zod";
import { orderExample } from "../shared/orderDetails.js";
import { newNumberOrders, orderLookUp } from "../shared/orderLookUp.js";

/** How many numbers an order brought. */
export const getOrderTotals = orderLookUp(newNumberOrders, {
  name: "getOrderTotals",
  description: `How many telephone numbers an order brought.

The API answers with the counts of the exchanges, such as \`getOrderNpaNxx\` shows them. This is their sum. The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/orders/{orderid}/totals",
  examples: [orderExample("How many numbers an order brought")],
  output: { count: z.int().describe("How many numbers it brought. 0 while it has brought none.") },
  read: (api, orderId, signal) => api.orderReports.total(orderId, signal),
});
