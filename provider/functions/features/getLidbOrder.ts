import { z } from "zod";
import { lidbErrors } from "../../bandwidth/errorCodes/lidb.js";
import { lookup } from "../../resources/define.js";
import { callingName } from "../shared/featureValues.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const group = z.object({ telephoneNumbers: orderedNumbers, ...callingName }).meta({ typeName: "LidbTnGroup" });

/** One order for calling names. */
export const getLidbOrder = lookup({
  name: "getLidbOrder",
  description: `An order that gives telephone numbers their calling names (LIDB) by its id: its status, and which numbers get which name.

It shows the order at this moment and doesn't wait for its end. The call fails if no such order exists.`,
  operations: ["GET /accounts/{accountId}/lidbs/{lidbid}"],
  errors: lidbErrors,
  inputs: orderInput,
  examples: [{ title: "The result of an order", inputs: { orderId: "$lidbRecord.orderIds[0]" } }],
  outputs: z.object({
    ...orderHead,
    lidbTnGroups: z.array(group).describe("Which numbers get which calling name."),
  }),

  invoke: async ({ api, inputs: { orderId }, signal }) =>
    found(await api.featureOrders.lidbs.get(orderId, signal), "LIDB order", orderId, api.client.accountId),
});
