import { areaCodes } from "../shared/historyFields.js";
import { orderExample } from "../shared/orderDetails.js";
import { newNumberOrders, orderLookUp } from "../shared/orderLookUp.js";

/** Where the numbers of an order are, by area code. */
export const getOrderAreaCodes = orderLookUp(newNumberOrders, {
  name: "getOrderAreaCodes",
  description: `The area codes of the telephone numbers that an order brought, and how many numbers each has.

The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/orders/{orderid}/areaCodes",
  examples: [orderExample("Where the numbers of an order are")],
  output: { areaCodes },
  read: (api, orderId, signal) => api.orderReports.areaCodes(orderId, signal),
});
