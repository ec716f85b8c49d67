import { z } from "zod";
import { sipPeerLookUpErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { lookup } from "../../resources/define.js";
import { ofPeer, peerInput } from "../shared/peerFields.js";

const optional = (what: string) => z.string().optional().describe(what);
const flag = (what: string) => z.boolean().optional().describe(what);

const voice = z
  .object({
    protocol: z.string().describe("`HTTP`: an application. `SIP`: hosts."),
    applicationId: optional("The voice application, for `HTTP`."),
  })
  .meta({ typeName: "SipPeerProductVoice" });

const smppHost = z
  .object({
    hostName: optional("IP address, subnet or name."),
    priority: z.number().optional().describe("0 comes first."),
    connectionType: optional("What the connection is for, such as `TRANSCEIVER`."),
    port: z.number().optional().describe("Port, if it has one."),
  })
  .meta({ typeName: "SipPeerProductSmppHost" });

const sms = z
  .object({
    tollFree: flag("Whether toll-free numbers have messages."),
    shortCode: flag("Whether short codes have messages."),
    a2pLongCode: optional(
      "`ON`, `OFF`, `DefaultOn` or `DefaultOff`. The first two overrule every number's own setting.",
    ),
    a2pMessageClass: optional("The class of messages of applications."),
    a2pCampaignId: optional("The campaign of these messages."),
    protocol: optional("`HTTP`, `SMPP` or `SIP`."),
    zone1: flag("Messages to zone 1, the United States and Canada."),
    zone2: flag("Messages to zone 2."),
    zone3: flag("Messages to zone 3."),
    zone4: flag("Messages to zone 4."),
    zone5: flag("Messages to zone 5."),
    smppHosts: z.array(smppHost).optional().describe("The hosts for `SMPP`. Empty if there are none."),
  })
  .meta({ typeName: "SipPeerProductSms" });

/** What a SIP peer can do. */
export const getSipPeerProducts = lookup({
  name: "getSipPeerProducts",
  description: `What a SIP peer is used for, and how: voice over SIP or by an application, text and multimedia messages.

It tells whether messages of its numbers have an application. **Without one, Bandwidth accepts messages and never delivers
them.** The call fails if no such peer exists in the site.`,
  operations: [
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/settings",
  ],
  errors: sipPeerLookUpErrors,
  inputs: peerInput,
  outputs: z.object({
    products: z
      .array(z.string())
      .describe("The API's words, such as `Origination` and `Messaging`. Empty if there are none."),
    origination: voice.optional().describe("How calls to its numbers arrive. Absent if nobody has set it: over SIP."),
    termination: voice.optional().describe("How calls from its numbers leave. Absent if nobody has set it: over SIP."),
    sms: sms.optional().describe("Text messages. Absent if they are off."),
    mmsProtocol: optional("How multimedia messages travel: `HTTP` or `MM4`. Absent if they are off."),
    messagingApplicationId: optional("The application that gets the messages. Absent if there is none."),
    breakOutCountries: z.array(z.string()).describe("Countries to which messages leave through routes of their own."),
  }),

  async invoke({ api, inputs, signal }) {
    const { siteId, sipPeerId } = inputs;
    const { peerServices } = api;
    // What the services say means something only for a peer that exists.
    ofPeer(await api.sipPeers.get(siteId, sipPeerId, signal), inputs, api);
    const place = { siteId, sipPeerId };
    const [products, origination, termination, sms, mmsProtocol, messagingApplicationId, breakOutCountries] =
      await Promise.all([
        peerServices.products(place, signal),
        peerServices.voice(place, "origination", signal),
        peerServices.voice(place, "termination", signal),
        peerServices.sms(place, signal),
        peerServices.mms(place, signal),
        peerServices.application(place, signal),
        peerServices.breakOutCountries(place, signal),
      ]);
    const messages = { sms, mmsProtocol, messagingApplicationId, breakOutCountries };
    return { products, origination, termination, ...messages };
  },
});
