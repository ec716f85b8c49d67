import { z } from "zod";
import { tnOptionErrors } from "../../bandwidth/errorCodes/tnOptions.js";
import { lookup } from "../../resources/define.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const said = (what: string) =>
  z.string().optional().describe(`${what}, in the API's word; absent when the order leaves it alone.`);

const a2pSettings = z
  .object({
    messageClass: said("Class of the messages, as the carriers rate them"),
    campaignId: said("Campaign under which messages are sent"),
    action: said("What becomes of the campaign: `asSpecified`, `unchanged` or `systemDefault`"),
  })
  .meta({ typeName: "TnOptionA2pSettings" });

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
    a2pSettings: a2pSettings
      .optional()
      .describe("How messages are registered with the carriers; absent when the order leaves it alone."),
  })
  .meta({ typeName: "TnOptionGroup" });

/** What such an order is about. */
export const tnOptionGroups = z.array(group).describe("Which numbers get which options.");

const warning = z
  .object({
    telephoneNumber: z.string().optional().describe("The number, as E.164; absent when it is about the whole order."),
    description: z.string().describe("What there is to say, in the API's words."),
  })
  .meta({ typeName: "TnOptionWarning" });

/** What such an order has to say. */
export const tnOptionWarnings = z
  .array(warning)
  .describe(
    "What the API has to say of numbers that did not fail, as that an option was on before; empty when nothing.",
  );

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
    warnings: tnOptionWarnings,
  }),

  invoke: async ({ api, inputs: { orderId }, signal }) =>
    found(await api.featureOrders.tnOptions.get(orderId, signal), "TN option order", orderId, api.client.accountId),
});
