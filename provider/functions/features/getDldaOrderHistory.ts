import { orderHistory } from "../shared/historyFields.js";
import { orderLookUp, ordersCalled } from "../shared/orderLookUp.js";

/** The life of an order that lists numbers in the directory. */
export const getDldaOrderHistory = orderLookUp(ordersCalled("DLDA order"), {
  name: "getDldaOrderHistory",
  description: `What happened to an order that lists telephone numbers in the directory (DL/DA): the states that it went through.

The last event shows how the order stands now. It is an error when no such order exists.`,
  operation: "GET /accounts/{accountId}/dldas/{orderid}/history",
  examples: [{ title: "What happened to an order", inputs: { orderId: "$directoryListing.orderIds[0]" } }],
  output: { history: orderHistory },
  read: (api, orderId, signal) => api.orderHistory("dldas", orderId, signal),
});
