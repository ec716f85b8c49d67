import { z } from "zod";
import { emergencyPlace } from "./featureValues.js";
import { sipPeerName, siteName } from "./tnFields.js";

const optional = (text: string) => z.string().optional().describe(text);

const messaging = z
  .object({
    smsEnabled: z.boolean().optional().describe("Whether messages are enabled."),
    a2pState: optional(
      "Whether the number sends for businesses: `system_default` (its SIP peer decides), `overridden` (the number decides), or `off`.",
    ),
    campaignId: optional("The campaign of the number. Carriers refuse messages from a long code without one."),
    messageClass: optional("Class of its messages, in the API's word."),
    nnRoute: z
      .object({ nnid: optional("Id of the route."), name: optional("Name of the route.") })
      .meta({ typeName: "TnNnRoute" })
      .optional()
      .describe("The route (NNID) of its messages."),
  })
  .meta({ typeName: "TnMessaging" });

const emergencyState = z
  .object({
    status: optional("Status of the last order of an emergency address, in the API's word, such as `Success`."),
    lastOrderOutcome: optional("Result of the last order of an emergency address, such as `SUCCESS` or `NONE`."),
    sipPeerAddress: z.boolean().optional().describe("Whether emergency services go to the address of the SIP peer."),
    notificationGroup: z
      .object({
        notificationGroupId: optional("Id of the group."),
        description: optional("Description of the group."),
      })
      .meta({ typeName: "TnNotificationGroup" })
      .optional()
      .describe("Who is notified when the number calls 911."),
  })
  .meta({ typeName: "TnEmergencyState" });

/** Where calls go. */
export const routePlan = z
  .object({
    routePlanId: optional("Id of the plan."),
    routes: z
      .array(
        z
          .object({
            endpoint: optional("Where a call goes: a number, a SIP URI, an IP address or a host."),
            endpointType: optional(
              "Kind of the destination, in the API's word, such as `TN`, `SIP`, `IPv4` or `FQDN`.",
            ),
            priority: z.number().optional().describe("Calls go to the route with the lowest priority first."),
            weight: z.number().optional().describe("Share of the calls among routes of one priority."),
            name: optional("Name of the route."),
          })
          .meta({ typeName: "TnRoute" }),
      )
      .optional()
      .describe("The routes, in the API's order."),
  })
  .meta({ typeName: "TnRoutePlan" });

/** Options of the number itself. */
export const tnDetailOptions = z
  .object({
    callForward: optional("Where calls are forwarded to, as E.164."),
    numberFormat: optional("Form of the called number in SIP."),
    rpidFormat: optional("Form of the calling number in SIP."),
    rewriteUser: optional("What replaces the user part of the SIP URI."),
    finalDestinationUri: optional("Where calls go when all other routing fails."),
    callVerificationEnabled: z.boolean().optional().describe("Whether calling numbers are verified (STIR/SHAKEN)."),
    pindropEnabled: z.boolean().optional().describe("Whether Pindrop looks at the calls."),
  })
  .meta({ typeName: "TnDetailOptions" })
  .optional()
  .describe("Its own options. A missing option is unset, or the API doesn't give it.");

/** Where emergency services go for a number, and who calls. */
export const e911 = z
  .object({
    callerName: optional("Who calls."),
    address: emergencyPlace.optional().describe("Where emergency services go."),
  })
  .meta({ typeName: "TnEmergencyAddress" });

/** What an account uses a number for. */
export const tnShare = {
  site: siteName.optional().describe("The site that it is in."),
  sipPeer: sipPeerName.optional().describe("The SIP peer that it is in."),
  smsEnabled: z.boolean().optional().describe("Whether messages are enabled."),
  messaging: messaging.optional().describe("Its messaging: campaign, class and route."),
  emergency: emergencyState.optional().describe("How it got its emergency address."),
  serviceTypes: z
    .array(z.string())
    .describe("What the account uses it for, such as `Voice`, `Messaging` or `Hosted E911`."),
  tnAttributes: z.array(z.string()).describe("Attributes, such as `Protected` (against port-out)."),
};

/** Where calls to a number go. */
export const originationRoutePlan = routePlan
  .optional()
  .describe("Where calls to it go, if it has its own plan. Without one, the SIP peer decides.");

/** What other accounts use a number for. */
export const hosted = z
  .array(
    z
      .object({
        accountId: optional("The account."),
        ...tnShare,
        emergencyAddress: e911.optional().describe("The emergency address that this account gave it."),
      })
      .meta({ typeName: "HostedTn" }),
  )
  .describe("What other accounts use it for, if it is lent to them for messages or 911. Otherwise empty.");
