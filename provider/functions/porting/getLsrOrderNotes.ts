import { orderNoteErrors } from "../../bandwidth/errorCodes/orderNotes.js";
import { unlessMissing } from "../../bandwidth/orders/missing.js";
import { notes } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { lsrExample, lsrOrders } from "./lsrFields.js";

/** What was remarked on an LSR order. */
export const getLsrOrderNotes = orderLookUp(lsrOrders, {
  name: "getLsrOrderNotes",
  description: `The notes on an LSR order, of whomever; \`OrderNote\` adds one.

The provider itself leaves a note where it takes over an order of an interrupted run, and where it gives one another
\`customerOrderId\`. It is an error when no such order exists.`,
  operation: "GET /accounts/{accountId}/lsrorders/{orderid}/notes",
  errors: orderNoteErrors,
  examples: [lsrExample("What was remarked on an order")],
  output: { notes },
  read: (api, orderId, signal) => unlessMissing("lsrorders", api.orderNotes.lsrorders.notes(orderId, signal)),
});
