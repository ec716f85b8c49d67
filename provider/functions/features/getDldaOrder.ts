import { z } from "zod";
import { dldaErrors } from "../../bandwidth/errorCodes/dlda.js";
import { lookup } from "../../resources/define.js";
import { listing } from "../shared/featureValues.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const group = z.object({ telephoneNumbers: orderedNumbers, ...listing }).meta({ typeName: "DldaTnGroup" });

/** One order for directory listings. */
export const getDldaOrder = lookup({
  name: "getDldaOrder",
  description: `An order that lists telephone numbers in the directory (DL/DA) by its id: how it stands, and which numbers are listed how.

It shows the order at this moment and does not wait for its end. It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/dldas/{orderid}"],
  errors: dldaErrors,
  inputs: orderInput,
  examples: [{ title: "What became of an order", inputs: { orderId: "$directoryListing.orderIds[0]" } }],
  outputs: z.object({
    ...orderHead,
    dldaTnGroups: z.array(group).describe("Which numbers are listed how."),
  }),

  invoke: async ({ api, inputs: { orderId }, signal }) =>
    found(await api.featureOrders.dldas.get(orderId, signal), "DLDA order", orderId, api.client.accountId),
});
