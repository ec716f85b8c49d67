import { z } from "zod";
import { dldaErrors } from "../../bandwidth/errorCodes/dlda.js";
import { lookup } from "../../resources/define.js";
import { listing } from "../shared/featureValues.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const group = z.object({ telephoneNumbers: orderedNumbers, ...listing }).meta({ typeName: "DldaTnGroup" });

/** One order for directory listings. */
export const getDldaOrder = lookup({
  name: "getDldaOrder",
  description: `An order that lists telephone numbers in the directory (DL/DA) by its id: its status, and how each number is listed.

It shows the order at this moment and doesn't wait for its end. The call fails if no such order exists.`,
  operations: ["GET /accounts/{accountId}/dldas/{orderid}"],
  errors: dldaErrors,
  inputs: orderInput,
  examples: [{ title: "The result of an order", inputs: { orderId: "$directoryListing.orderIds[0]" } }],
  outputs: z.object({
    ...orderHead,
    dldaTnGroups: z.array(group).describe("How each number is listed."),
  }),

  invoke: async ({ api, inputs: { orderId }, signal }) =>
    found(await api.featureOrders.dldas.get(orderId, signal), "DLDA order", orderId, api.client.accountId),
});
