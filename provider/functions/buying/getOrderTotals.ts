import { z } from "zod";
import { orderExample } from "../shared/orderDetails.js";
import { newNumberOrders, orderLookUp } from "../shared/orderLookUp.js";

/** How many numbers an order brought. */
export const getOrderTotals = orderLookUp(newNumberOrders, {
  name: "getOrderTotals",
  description: `How many telephone numbers an order brought.

The API answers with the counts of the exchanges, as \`getOrderNpaNxx\` shows them; this is their sum. It is an error when
no such order exists.`,
  operation: "GET /accounts/{accountId}/orders/{orderid}/totals",
  examples: [orderExample("How many numbers an order brought")],
  output: { count: z.int().describe("How many numbers; 0 while it has brought none.") },
  read: (api, orderId, signal) => api.orderReports.total(orderId, signal),
});
