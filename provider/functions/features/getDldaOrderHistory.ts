import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { orderHistory } from "../shared/historyFields.js";
import { found, orderInput } from "../shared/orderDetails.js";

/** The life of an order that lists numbers in the directory. */
export const getDldaOrderHistory = lookup({
  name: "getDldaOrderHistory",
  description: `What happened to an order that lists telephone numbers in the directory (DL/DA): the states that it went through.

The last event shows how the order stands now. It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/dldas/{orderid}/history"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [{ title: "What happened to an order", inputs: { orderId: "$directoryListing.orderIds[0]" } }],
  outputs: z.object({ history: orderHistory }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.orderHistory("dldas", orderId, signal);
    return { history: found(read, "DLDA order", orderId, api.client.accountId) };
  },
});
