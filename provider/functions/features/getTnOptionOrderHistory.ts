import { orderHistory } from "../shared/historyFields.js";
import { orderLookUp, ordersCalled } from "../shared/orderLookUp.js";

/** The history of an order that sets options. */
export const getTnOptionOrderHistory = orderLookUp(ordersCalled("TN option order"), {
  name: "getTnOptionOrderHistory",
  description: `What happened to an order that sets options of telephone numbers: the states that it went through.

The last event shows the current status. The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/tnoptions/{orderid}/history",
  examples: [{ title: "What happened to an order", inputs: { orderId: "$tnOptions.orderIds[0]" } }],
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.orderHistory("tnoptions", orderId, signal),
});
