import { z } from "zod";
import { tnOptionErrors } from "../../bandwidth/errorCodes/tnOptions.js";
import { lookup } from "../../resources/define.js";
import { found, orderedNumbers, orderHead, orderInput } from "../shared/orderDetails.js";

const said = (what: string) =>
  z.string().optional().describe(`${what}, in the API's word. Absent if the order doesn't change it.`);

const a2pSettings = z
  .object({
    messageClass: said("Class of the messages, as the carriers rate them"),
    campaignId: said("Campaign under which messages are sent"),
    action: said("How the campaign changes: `asSpecified`, `unchanged` or `systemDefault`"),
  })
  .meta({ typeName: "TnOptionA2pSettings" });

const route = z
  .object({
    endpoint: z
      .string()
      .optional()
      .describe("Where calls go: a telephone number, a SIP URI, an address or a host name."),
    priority: z.number().optional().describe("1 is tried first."),
    weight: z.number().optional().describe("Share of the calls among routes with the same priority."),
    name: z.string().optional().describe("Its name in the dashboard."),
  })
  .meta({ typeName: "TnOptionRoute" });

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
    finalDestinationUri: said("Where calls go when all other routing fails"),
    a2pSettings: a2pSettings
      .optional()
      .describe("How messages are registered with the carriers. Absent if the order doesn't change it."),
    originationRoutePlan: z
      .array(route)
      .optional()
      .describe("Where calls go. Empty if the order takes the plan away. Absent if it doesn't change it."),
    callVerificationEnabled: z.boolean().optional().describe("Whether calls are verified, if the order changes it."),
    pindropEnabled: z.boolean().optional().describe("Whether Pindrop checks the calls, if the order changes it."),
    nnid: said("The messaging route (NNID)"),
    espid: said("The messaging provider's id (ESPID)"),
  })
  .meta({ typeName: "TnOptionGroup" });

/** What such an order is about. */
export const tnOptionGroups = z.array(group).describe("The numbers, and the options that they get.");

const warning = z
  .object({
    telephoneNumber: z.string().optional().describe("The number, as E.164. Absent if it is about the whole order."),
    description: z.string().describe("The message, in the API's words."),
  })
  .meta({ typeName: "TnOptionWarning" });

/** A message of such an order. */
export const tnOptionWarnings = z
  .array(warning)
  .describe("Messages about numbers that didn't fail, such as that an option was on before. Empty if there are none.");

/** One order that sets options of numbers. */
export const getTnOptionOrder = lookup({
  name: "getTnOptionOrder",
  description: `An order that sets options of telephone numbers by its id: its status, and which options each number gets.

It shows the order at this moment and doesn't wait for its end. The call fails if no such order exists.`,
  operations: ["GET /accounts/{accountId}/tnoptions/{orderid}"],
  errors: tnOptionErrors,
  inputs: orderInput,
  examples: [{ title: "The result of an order", inputs: { orderId: "$tnOptions.orderIds[0]" } }],
  outputs: z.object({
    ...orderHead,
    tnOptionGroups,
    warnings: tnOptionWarnings,
  }),

  invoke: async ({ api, inputs: { orderId }, signal }) =>
    found(await api.featureOrders.tnOptions.get(orderId, signal), "TN option order", orderId, api.client.accountId),
});
