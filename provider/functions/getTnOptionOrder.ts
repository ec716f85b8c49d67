import { z } from "zod";
import { tnOptionErrors } from "../bandwidth/errorCodes/tnOptions.js";
import { lookup } from "../resources/define.js";
import { found, orderedNumbers, orderHead, orderInput } from "./orderDetails.js";

const said = (what: string) =>
  z.string().optional().describe(`${what}, in the API's word; absent when the order leaves it alone.`);

const group = z
  .object({
    telephoneNumbers: orderedNumbers,
    callingNameDisplay: said("Whether a calling name is shown"),
    numberFormat: said("Form of the called number in SIP"),
    rpidFormat: said("Form of the calling number in SIP"),
    rewriteUser: said("What replaces the user part of the SIP URI"),
    callForward: said("Where calls are forwarded to"),
    protected: said("Protection against port-out"),
    sms: said("Messages"),
    finalDestinationUri: said("Last attempt for the routing of calls"),
  })
  .meta({ typeName: "TnOptionGroup" });

/** What such an order is about. */
export const tnOptionGroups = z.array(group).describe("Which numbers get which options.");

/** One order that sets options of numbers. */
export const getTnOptionOrder = lookup({
  name: "getTnOptionOrder",
  description: `An order that sets options of telephone numbers by its id: how it stands, and which numbers it gives what.

It shows the order at this moment and does not wait for its end. It is an error when no such order exists.`,
  operations: ["GET /accounts/{accountId}/tnoptions/{orderid}"],
  errors: tnOptionErrors,
  inputs: orderInput,
  examples: [{ title: "What became of an order", inputs: { orderId: "$tnOptions.orderIds[0]" } }],
  outputs: z.object({
    ...orderHead,
    tnOptionGroups,
  }),

  invoke: async ({ api, inputs: { orderId }, signal }) =>
    found(await api.featureOrders.tnOptions.get(orderId, signal), "TN option order", orderId, api.client.accountId),
});
