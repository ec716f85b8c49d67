import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { orderHistory } from "../shared/historyFields.js";
import { foundLsrOrder, lsrExample, lsrOrderInput } from "./lsrFields.js";

/** The life of an LSR order. */
export const getLsrOrderHistory = lookup({
  name: "getLsrOrderHistory",
  description: `What happened to an LSR order: its states, who brought them about, and what changed.

It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/lsrorders/{orderid}/history"],
  errors: orderLookUpErrors,
  inputs: lsrOrderInput,
  examples: [lsrExample("What happened to an order")],
  outputs: z.object({ history: orderHistory }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const history = await api.orderHistory("lsrorders", orderId, signal);
    return { history: foundLsrOrder(history, orderId, api.client.accountId) };
  },
});
