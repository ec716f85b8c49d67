import { orderHistory } from "../shared/historyFields.js";
import { orderExample } from "../shared/orderDetails.js";
import { newNumberOrders, orderLookUp } from "../shared/orderLookUp.js";

/** The history of an order for new numbers. */
export const getOrderHistory = orderLookUp(newNumberOrders, {
  name: "getOrderHistory",
  description: `What happened to an order for new telephone numbers.

Only orders that change several times have a history. Those are mostly back-orders. The call fails if no such order
exists.`,
  operation: "GET /accounts/{accountId}/orders/{orderid}/history",
  examples: [orderExample("What happened to an order")],
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.orderHistory("orders", orderId, signal),
});
