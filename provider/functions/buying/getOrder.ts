import { numberOrderErrors } from "../../bandwidth/errorCodes/numberOrders.js";
import { lookup } from "../../resources/define.js";
import { found, ofNewNumbers, orderExample, orderInput } from "../shared/orderDetails.js";
import { newNumberOrder, shownOrder } from "./newNumberOrder.js";

/** One order for new numbers, whoever placed it. */
export const getOrder = lookup({
  name: "getOrder",
  description: `An order for new telephone numbers by its id: how it stands, and what it brought.

It shows the order at this moment and does not wait for its end. It is an error when no such order exists.`,
  operations: [
    "GET /accounts/{accountId}/orders/{orderid}",
    "GET (v2) /accounts/{accountId}/orders/{orderid}",
    "GET /accounts/{accountId}/orders/{orderid}/tns",
  ],
  errors: numberOrderErrors,
  inputs: orderInput,
  examples: [orderExample("What became of an order")],
  outputs: newNumberOrder,

  async invoke({ api, inputs: { orderId }, signal }) {
    const order = found(await api.orders.get(orderId, signal), ofNewNumbers, orderId, api.client.accountId);
    // It brought numbers, and the API does not tell which: half a list would be taken for the whole one.
    if (order.interruption) throw order.interruption;
    return shownOrder(order);
  },
});
