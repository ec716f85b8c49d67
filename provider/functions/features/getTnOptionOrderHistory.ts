import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { orderHistory } from "../shared/historyFields.js";
import { found, orderInput } from "../shared/orderDetails.js";

/** The life of an order that sets options. */
export const getTnOptionOrderHistory = lookup({
  name: "getTnOptionOrderHistory",
  description: `What happened to an order that sets options of telephone numbers: the states that it went through.

The last event shows how the order stands now. It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/tnoptions/{orderid}/history"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [{ title: "What happened to an order", inputs: { orderId: "$tnOptions.orderIds[0]" } }],
  outputs: z.object({ history: orderHistory }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.orderHistory("tnoptions", orderId, signal);
    return { history: found(read, "TN option order", orderId, api.client.accountId) };
  },
});
