import { orderHistory } from "../shared/historyFields.js";
import { orderLookUp, ordersCalled } from "../shared/orderLookUp.js";

/** The history of an order about emergency addresses. */
export const getE911OrderHistory = orderLookUp(ordersCalled("E911 order"), {
  name: "getE911OrderHistory",
  description: `What happened to an order about the emergency address of telephone numbers: the states that it went through.

The last event shows the current status. The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/e911s/{orderid}/history",
  examples: [{ title: "What happened to an order", inputs: { orderId: "$e911Address.orderIds[0]" } }],
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.orderHistory("e911s", orderId, signal),
});
