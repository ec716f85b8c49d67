import { orderHistory } from "../shared/historyFields.js";
import { orderLookUp, ordersCalled } from "../shared/orderLookUp.js";

/** The history of an order that lists numbers in the directory. */
export const getDldaOrderHistory = orderLookUp(ordersCalled("DLDA order"), {
  name: "getDldaOrderHistory",
  description: `What happened to an order that lists telephone numbers in the directory (DL/DA): the states that it went through.

The last event shows the current status. The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/dldas/{orderid}/history",
  examples: [{ title: "What happened to an order", inputs: { orderId: "$directoryListing.orderIds[0]" } }],
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.orderHistory("dldas", orderId, signal),
});
