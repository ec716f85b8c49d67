import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { orderHistory } from "../shared/historyFields.js";
import { found, orderInput } from "../shared/orderDetails.js";

/** The life of an order about emergency addresses. */
export const getE911OrderHistory = lookup({
  name: "getE911OrderHistory",
  description: `What happened to an order about the emergency address of telephone numbers: the states that it went through.

The last event shows how the order stands now. It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/e911s/{orderid}/history"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [{ title: "What happened to an order", inputs: { orderId: "$e911Address.orderIds[0]" } }],
  outputs: z.object({ history: orderHistory }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.orderHistory("e911s", orderId, signal);
    return { history: found(read, "E911 order", orderId, api.client.accountId) };
  },
});
