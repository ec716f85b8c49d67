import { unlessMissing } from "../../bandwidth/orders/missing.js";
import { notes } from "../shared/historyFields.js";
import { orderExample } from "../shared/orderDetails.js";
import { newNumberOrders, orderLookUp } from "../shared/orderLookUp.js";

/** The notes on an order for new numbers. */
export const getOrderNotes = orderLookUp(newNumberOrders, {
  name: "getOrderNotes",
  description: `The notes on an order for new telephone numbers. \`OrderNote\` adds one.

The provider adds a note itself when it adopts an order of an interrupted run. The call fails if no such order
exists.`,
  operation: "GET /accounts/{accountId}/orders/{orderid}/notes",
  examples: [orderExample("The notes on an order")],
  output: { notes },
  read: (api, orderId, signal) => unlessMissing("orders", api.orderNotes.orders.notes(orderId, signal)),
});
