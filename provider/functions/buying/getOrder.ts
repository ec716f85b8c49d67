import { numberOrderErrors } from "../../bandwidth/errorCodes/numberOrders.js";
import { lookup } from "../../resources/define.js";
import { found, ofNewNumbers, orderExample, orderInput } from "../shared/orderDetails.js";
import { newNumberOrder, shownOrder } from "./newNumberOrder.js";

/** One order for new numbers, whoever placed it. */
export const getOrder = lookup({
  name: "getOrder",
  description: `An order for new telephone numbers by its id: its status, and what it brought.

It shows the order at this moment and doesn't wait for its end. The call fails if no such order exists.`,
  operations: [
    "GET /accounts/{accountId}/orders/{orderid}",
    "GET (v2) /accounts/{accountId}/orders/{orderid}",
    "GET /accounts/{accountId}/orders/{orderid}/tns",
  ],
  errors: numberOrderErrors,
  inputs: orderInput,
  examples: [orderExample("The result of an order")],
  outputs: newNumberOrder,

  async invoke({ api, inputs: { orderId }, signal }) {
    const order = found(await api.orders.get(orderId, signal), ofNewNumbers, orderId, api.client.accountId);
    // It brought numbers, and the API doesn't say which. Half a list would look like the whole list.
    if (order.interruption) throw order.interruption;
    return shownOrder(order);
  },
});
