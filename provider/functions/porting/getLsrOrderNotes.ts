import { z } from "zod";
import { orderNoteErrors } from "../../bandwidth/errorCodes/orderNotes.js";
import { unlessMissing } from "../../bandwidth/orders/missing.js";
import { lookup } from "../../resources/define.js";
import { notes } from "../shared/historyFields.js";
import { foundLsrOrder, lsrExample, lsrOrderInput } from "./lsrFields.js";

/** What was remarked on an LSR order. */
export const getLsrOrderNotes = lookup({
  name: "getLsrOrderNotes",
  description: `The notes on an LSR order, of whomever; \`OrderNote\` adds one.

The provider itself leaves a note where it takes over an order of an interrupted run, and where it gives one another
\`customerOrderId\`. It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/lsrorders/{orderid}/notes"],
  errors: orderNoteErrors,
  inputs: lsrOrderInput,
  examples: [lsrExample("What was remarked on an order")],
  outputs: z.object({ notes }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await unlessMissing("lsrorders", api.orderNotes.lsrorders.notes(orderId, signal));
    return { notes: foundLsrOrder(read, orderId, api.client.accountId) };
  },
});
