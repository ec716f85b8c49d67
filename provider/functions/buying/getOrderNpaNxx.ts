import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { npaNxxs } from "../shared/historyFields.js";
import { found, ofNewNumbers, orderExample, orderInput } from "../shared/orderDetails.js";

/** Where the numbers of an order are, by exchange. */
export const getOrderNpaNxx = lookup({
  name: "getOrderNpaNxx",
  description: `The exchanges (NPA-NXX) of the telephone numbers that an order brought, each with how many numbers it has.

It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/orders/{orderid}/npaNxx"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [orderExample("The exchanges of an order")],
  outputs: z.object({ npaNxxs }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.orderReports.npaNxxs(orderId, signal);
    return { npaNxxs: found(read, ofNewNumbers, orderId, api.client.accountId) };
  },
});
