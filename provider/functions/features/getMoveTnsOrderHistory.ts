import { orderHistory } from "../shared/historyFields.js";
import { orderLookUp, ordersCalled } from "../shared/orderLookUp.js";

/** The history of an order that moves numbers. */
export const getMoveTnsOrderHistory = orderLookUp(ordersCalled("move order"), {
  name: "getMoveTnsOrderHistory",
  description: `What happened to an order that moves telephone numbers: the states that it went through.

The last event shows the current status. Bandwidth writes the states of these orders in lower case. The call fails if no
such order exists.`,
  operation: "GET /accounts/{accountId}/moveTns/{orderId}/history",
  examples: [{ title: "What happened to an order", inputs: { orderId: "7802373f-4f52-4387-bdd1-c5b74833d6e2" } }],
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.orderHistory("moveTns", orderId, signal),
});
