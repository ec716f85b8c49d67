import { z } from "zod";
import { lookup } from "../../resources/define.js";
import { campaign } from "./campaignFields.js";

const optional = (text: string) => z.string().optional().describe(text);
const flag = (text: string) => z.boolean().optional().describe(text);

const sms = z
  .object({
    tollFree: flag("Whether toll-free numbers may have messages."),
    shortCode: flag("Whether short codes may have messages."),
    zone1: flag("Messages to zone 1, the United States and Canada."),
    zone2: flag("Messages to zone 2."),
    zone3: flag("Messages to zone 3."),
    zone4: flag("Messages to zone 4."),
    zone5: flag("Messages to zone 5."),
    smppEnabled: flag("Whether messages may be exchanged by SMPP."),
  })
  .meta({ typeName: "AccountSmsSettings" });

const route = z
  .object({
    nnid: optional("Id of the route, as `nnid` of `TnOptions` names it."),
    tnType: optional("Kind of the numbers that use it, in the API's word, such as `TollFreeTns`."),
    isDefault: flag("Whether these numbers use it unless something else is set."),
    details: z
      .object({
        name: optional("Its name."),
        espid: optional("Id of the messaging provider."),
        deliveryNetwork: optional("The network that delivers the messages."),
        trafficType: optional("Kind of the messages, in the API's word."),
      })
      .meta({ typeName: "MessagingRouteDetails" })
      .optional()
      .describe("What the API says about it. Absent if it says nothing."),
  })
  .meta({ typeName: "AccountMessagingRoute" });

/** What is set up for the messages of the account. */
export const getMessagingSettings = lookup({
  name: "getMessagingSettings",
  description: `What Bandwidth has set up for the messages of the account: which kinds of messages it may send, its campaigns and its routes.

It tells beforehand what \`messaging\` of a \`SipPeer\` and the messaging options of numbers will be refused. A program can't
change it: ask Bandwidth. The account's SMPP password is not read. The call fails if the account has no messaging, or if
the credentials may not read all of it.`,
  operations: [
    "GET /accounts/{accountId}/products/messaging/settings",
    "GET /accounts/{accountId}/products/messaging/features/sms",
    "GET /accounts/{accountId}/products/messaging/a2pCampaigns",
    "GET /accounts/{accountId}/products/messaging/routes",
  ],
  inputs: z.object({}),
  outputs: z.object({
    enabled: flag("Whether the account has messaging."),
    enabledOnNewTn: flag("Whether new numbers get messages by themselves."),
    supportedOnImportedTns: flag("Whether numbers of other carriers can have messages."),
    enableOnNetMessageRoutes: flag("Whether numbers in Bandwidth's own network have routes of their own."),
    enableOffNetMessageRoutes: flag("Whether numbers of other networks have routes of their own."),
    preventUpdatingNetNumber: flag("Whether routes of numbers can't be changed."),
    breakOutCountries: z
      .array(z.string())
      .describe(
        "Countries to which messages may leave through routes of their own: three letters. Empty if there are none.",
      ),
    sms: sms.describe("Text messages."),
    campaigns: z.array(campaign).describe("The campaigns, in the API's order. Empty if there are none."),
    routes: z.array(route).describe("The routes by which messages leave. Empty if there are none."),
  }),

  async invoke({ api: { messagingSettings }, signal }) {
    const [settings, smsSettings, campaigns, routes] = await Promise.all([
      messagingSettings.settings(signal),
      messagingSettings.sms(signal),
      messagingSettings.campaigns(signal),
      messagingSettings.routes(signal),
    ]);
    return { ...settings, sms: smsSettings, campaigns, routes };
  },
});
