import { unlessMissing } from "../../bandwidth/orders/missing.js";
import { notes } from "../shared/historyFields.js";
import { orderExample } from "../shared/orderDetails.js";
import { newNumberOrders, orderLookUp } from "../shared/orderLookUp.js";

/** What was remarked on an order for new numbers. */
export const getOrderNotes = orderLookUp(newNumberOrders, {
  name: "getOrderNotes",
  description: `The notes on an order for new telephone numbers; \`OrderNote\` adds one.

The provider itself leaves a note where it takes over an order of an interrupted run. It is an error when no such order
exists.`,
  operation: "GET /accounts/{accountId}/orders/{orderid}/notes",
  examples: [orderExample("What was remarked on an order")],
  output: { notes },
  read: (api, orderId, signal) => unlessMissing("orders", api.orderNotes.orders.notes(orderId, signal)),
});
