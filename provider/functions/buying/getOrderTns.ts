import { orderExample, orderedNumbers } from "../shared/orderDetails.js";
import { newNumberOrders, orderLookUp } from "../shared/orderLookUp.js";

/** The numbers of an order. */
export const getOrderTns = orderLookUp(newNumberOrders, {
  name: "getOrderTns",
  description: `The telephone numbers that an order brought, whether they are still in service or not.

The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/orders/{orderid}/tns",
  examples: [orderExample("The numbers of an order")],
  output: { telephoneNumbers: orderedNumbers },
  read: (api, orderId, signal) => api.orderReports.telephoneNumbers(orderId, signal),
});
