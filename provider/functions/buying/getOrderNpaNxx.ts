import { npaNxxs } from "../shared/historyFields.js";
import { orderExample } from "../shared/orderDetails.js";
import { newNumberOrders, orderLookUp } from "../shared/orderLookUp.js";

/** Where the numbers of an order are, by exchange. */
export const getOrderNpaNxx = orderLookUp(newNumberOrders, {
  name: "getOrderNpaNxx",
  description: `The exchanges (NPA-NXX) of the telephone numbers that an order brought, and how many numbers each has.

The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/orders/{orderid}/npaNxx",
  examples: [orderExample("The exchanges of an order")],
  output: { npaNxxs },
  read: (api, orderId, signal) => api.orderReports.npaNxxs(orderId, signal),
});
