import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { found, ofNewNumbers, orderExample, orderedNumbers, orderInput } from "../shared/orderDetails.js";

/** The numbers of an order. */
export const getOrderTns = lookup({
  name: "getOrderTns",
  description: `The telephone numbers that an order brought, whether they are still in service or not.

It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/orders/{orderid}/tns"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [orderExample("The numbers of an order")],
  outputs: z.object({ telephoneNumbers: orderedNumbers }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.orderReports.telephoneNumbers(orderId, signal);
    return { telephoneNumbers: found(read, ofNewNumbers, orderId, api.client.accountId) };
  },
});
