import { orderHistory } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { lsrExample, lsrOrders } from "./lsrFields.js";

/** The history of an LSR order. */
export const getLsrOrderHistory = orderLookUp(lsrOrders, {
  name: "getLsrOrderHistory",
  description: `What happened to an LSR order: its states, who caused them, and what changed.

The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/lsrorders/{orderid}/history",
  examples: [lsrExample("What happened to an order")],
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.orderHistory("lsrorders", orderId, signal),
});
