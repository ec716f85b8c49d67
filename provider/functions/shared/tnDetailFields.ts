import { z } from "zod";
import { emergencyPlace } from "./featureValues.js";
import { sipPeerName, siteName } from "./tnFields.js";

const optional = (text: string) => z.string().optional().describe(text);

const messaging = z
  .object({
    smsEnabled: z.boolean().optional().describe("Whether messages are enabled."),
    a2pState: optional(
      "Whether the number sends for businesses: `system_default` as its SIP peer says, `overridden` by the number itself, or `off`.",
    ),
    campaignId: optional("The campaign of the number. Carriers refuse messages from a long code without one."),
    messageClass: optional("Class of its messages, in the API's word."),
    nnRoute: z
      .object({ nnid: optional("Id of the route."), name: optional("Name of the route.") })
      .meta({ typeName: "TnNnRoute" })
      .optional()
      .describe("The route (NNID) that its messages take."),
  })
  .meta({ typeName: "TnMessaging" });

const emergencyState = z
  .object({
    status: optional("How the last order of an emergency address stands, in the API's word, as `Success`."),
    lastOrderOutcome: optional("How the last order of an emergency address ended, as `SUCCESS` or `NONE`."),
    sipPeerAddress: z.boolean().optional().describe("Whether help is sent to the address of the SIP peer."),
    notificationGroup: z
      .object({
        notificationGroupId: optional("Id of the group."),
        description: optional("Description of the group."),
      })
      .meta({ typeName: "TnNotificationGroup" })
      .optional()
      .describe("Who is told when the number calls 911."),
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
            endpointType: optional("What that is, in the API's word, as `TN`, `SIP`, `IPv4` or `FQDN`."),
            priority: z.number().optional().describe("Calls go to the lowest priority first."),
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
    finalDestinationUri: optional("Last attempt for the routing of calls."),
    callVerificationEnabled: z.boolean().optional().describe("Whether calling numbers are verified (STIR/SHAKEN)."),
    pindropEnabled: z.boolean().optional().describe("Whether Pindrop looks at the calls."),
  })
  .meta({ typeName: "TnDetailOptions" })
  .optional()
  .describe("Its own options; one that is left out is unset, or the API does not tell it.");

/** Where help is sent to for a number, and for whom. */
export const e911 = z
  .object({
    callerName: optional("Who calls."),
    address: emergencyPlace.optional().describe("Where help is sent to."),
  })
  .meta({ typeName: "TnEmergencyAddress" });

/** What an account has of a number. */
export const tnShare = {
  site: siteName.optional().describe("The site that it is in."),
  sipPeer: sipPeerName.optional().describe("The SIP peer that it is in."),
  smsEnabled: z.boolean().optional().describe("Whether messages are enabled."),
  messaging: messaging.optional().describe("Its messaging: campaign, class and route."),
  emergency: emergencyState.optional().describe("How its emergency address came about."),
  serviceTypes: z.array(z.string()).describe("What the account has of it, as `Voice`, `Messaging` or `Hosted E911`."),
  tnAttributes: z.array(z.string()).describe("Attributes, as `Protected`: that it is protected against port-out."),
};

/** Where calls to a number go. */
export const originationRoutePlan = routePlan
  .optional()
  .describe("Where calls to it go, when it has a plan of its own. The SIP peer decides for numbers without one.");

/** What other accounts have of a number. */
export const hosted = z
  .array(
    z
      .object({
        accountId: optional("The account."),
        ...tnShare,
        emergencyAddress: e911.optional().describe("The emergency address that this account has given it."),
      })
      .meta({ typeName: "HostedTn" }),
  )
  .describe("What other accounts have of it, when it is lent to them for messages or 911; empty when it is not.");
