import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { unlessMissing } from "../../bandwidth/orders/missing.js";
import { lookup } from "../../resources/define.js";
import { notes } from "../shared/historyFields.js";
import { found, orderInput } from "../shared/orderDetails.js";

/** The notes on a disconnect. */
export const getDisconnectNotes = lookup({
  name: "getDisconnectNotes",
  description: `The notes on an order that disconnects telephone numbers. \`OrderNote\` adds one.

The call fails if no such disconnect exists.`,
  operations: ["GET /accounts/{accountId}/disconnects/{disconnectid}/notes"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  outputs: z.object({ notes }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await unlessMissing("disconnects", api.orderNotes.disconnects.notes(orderId, signal));
    return { notes: found(read, "disconnect", orderId, api.client.accountId) };
  },
});
