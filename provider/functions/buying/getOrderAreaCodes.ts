import { z } from "zod";
import { orderLookUpErrors } from "../../bandwidth/errorCodes/orderLists.js";
import { lookup } from "../../resources/define.js";
import { areaCodes } from "../shared/historyFields.js";
import { found, ofNewNumbers, orderExample, orderInput } from "../shared/orderDetails.js";

/** Where the numbers of an order are, by area code. */
export const getOrderAreaCodes = lookup({
  name: "getOrderAreaCodes",
  description: `The area codes of the telephone numbers that an order brought, each with how many numbers it has.

It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/orders/{orderid}/areaCodes"],
  errors: orderLookUpErrors,
  inputs: orderInput,
  examples: [orderExample("Where the numbers of an order are")],
  outputs: z.object({ areaCodes }),

  async invoke({ api, inputs: { orderId }, signal }) {
    const read = await api.orderReports.areaCodes(orderId, signal);
    return { areaCodes: found(read, ofNewNumbers, orderId, api.client.accountId) };
  },
});
