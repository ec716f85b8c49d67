import { orderNoteErrors } from "../../bandwidth/errorCodes/orderNotes.js";
import { unlessMissing } from "../../bandwidth/orders/missing.js";
import { notes } from "../shared/historyFields.js";
import { orderLookUp } from "../shared/orderLookUp.js";
import { lsrExample, lsrOrders } from "./lsrFields.js";

/** The notes on an LSR order. */
export const getLsrOrderNotes = orderLookUp(lsrOrders, {
  name: "getLsrOrderNotes",
  description: `The notes on an LSR order, from anybody. \`OrderNote\` adds one.

The provider adds a note itself when it adopts an order of an interrupted run, and when it gives an order another
\`customerOrderId\`. The call fails if no such order exists.`,
  operation: "GET /accounts/{accountId}/lsrorders/{orderid}/notes",
  errors: orderNoteErrors,
  examples: [lsrExample("The notes on an order")],
  output: { notes },
  read: (api, orderId, signal) => unlessMissing("lsrorders", api.orderNotes.lsrorders.notes(orderId, signal)),
});
