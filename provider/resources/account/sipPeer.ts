import { z } from "zod";
import { sipPeerCodec } from "../../bandwidth/account/sipPeerCodec.js";
import type { SipPeerRecord } from "../../bandwidth/account/sipPeers.js";
import { sipPeerErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { inWordsOf } from "../../bandwidth/values/routePlan.js";
import type { Claim } from "../../pulumi/run/program.js";
import { resource } from "../define.js";
import { isMark, markIsReserved, withoutMark } from "../ordering/ownMark.js";
import { sipPeerAddress } from "../properties/address.js";
import { id, oneOf, repeated, text, words } from "../properties/fields.js";
import { hostName, port, terminationHostName } from "../properties/hosts.js";
import { numberOptionInputs } from "../properties/numberOptionInputs.js";
import { planFailures } from "../properties/numberOptionRules.js";
import { confirms } from "./confirms.js";
import { checkServices, messaging, voice } from "./peerServiceInputs.js";
import { announceServices, readServices, serviceOperations } from "./peerServices.js";
import { createPeer, markAdopted, updatePeer } from "./sipPeerCreate.js";
import { deletePeer, peerPath } from "./sipPeerDelete.js";

const host = z
  .object({ hostName: hostName().describe("IP address or fully qualified domain name."), port: port() })
  .meta({ typeName: "Host" });

const terminationHost = z
  .object({
    hostName: terminationHostName().describe(
      "IPv4 address, or a subnet in CIDR form (mask 20 to 32) that starts with the address of the network. No other SIP peer can have it (error 13569).",
    ),
    port: port(),
    customerTrafficAllowed: oneOf("CustomerTrafficAllowed", ["LITE", "DOMESTIC", "ALL"])
      .optional()
      .describe("The calls that are allowed: `LITE`, `DOMESTIC` or `ALL`."),
    dataAllowed: z.boolean().optional().describe("Whether messages (SMS) are allowed."),
  })
  .meta({ typeName: "TerminationHost" });

/** The API once had messaging in the peer's own document. */
const messagingMoved =
  "Bandwidth's API no longer has it, and most accounts ignore it. Use `messaging` instead: `messaging.sms.protocol`, and for SMPP " +
  "`messaging.sms.smppHosts`.";

/** Where calls of a site's numbers go to and come from. The API also says "location". */
export const sipPeer = resource({
  name: "SipPeer",
  description: `A SIP peer (location) of a site: the hosts to which calls to its telephone numbers go, and from which calls come.

The first SIP peer of a site must be its default peer. Bandwidth deletes a peer only when it has no numbers left. The API
frees disconnected numbers after a delay, and the provider waits for that.

If the program gives no description, the peer's description at Bandwidth is a mark, such as \`pulumi-bandwidth 3f2a…\`.
By it, an interrupted run finds the peer that it created. A mark never shows as a difference.

\`voice\` and \`messaging\` are services of the peer. A service that the program never declared stays as it is, and is no
difference. One that you take out is switched off. If a service can't be switched on, the peer stays in the state, and the
next run continues from there. Before the provider deletes a peer, it switches its services off.`,
  operations: [
    "GET /accounts/{accountId}/sites",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers",
    "POST /accounts/{accountId}/sites/{siteId}/sippeers",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
    "PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
    "DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns",
    ...serviceOperations,
  ],
  errors: sipPeerErrors,
  inputs: z.object({
    siteId: id()
      .describe(
        "The site that the peer belongs to. **A peer cannot move to another site: the provider replaces it.** It creates a " +
          "peer at the new site, moves the numbers of each `PhoneNumberOrder` that follows the peer, and deletes the old peer. " +
          "If the peer keeps a termination host, the old peer is deleted first, because such a host belongs to one peer (error " +
          "13569). Move its numbers away before that.",
      )
      .meta({ replaces: true }),
    name: words(50).describe(
      "At most 50 characters, unique in its site (error 13524). An old page of the API says 10, so a longer name gives a warning.",
    ),
    description: text(50).optional().describe("Free text, at most 50 characters (error 13503)."),
    isDefaultPeer: z
      .boolean()
      .optional()
      .describe(
        "Whether the numbers of orders that name no peer go here. A site has exactly one default peer (errors 13522, 13558).",
      ),
    shortMessagingProtocol: oneOf("ShortMessagingProtocol", ["SIP", "SMPP"])
      .optional()
      .describe(
        "`SIP` or `SMPP` (the API's default). You can change it only when SMS is enabled on the account and the peer.",
      )
      .meta({ untold: true, deprecatedFor: messagingMoved }),
    voiceHosts: z
      .array(host)
      .max(10, "must contain at most 10 hosts")
      .optional()
      .describe(
        "The hosts to which calls to the numbers go, at most 10. The active host comes first, then the standby. Not together with `voiceHostGroups`.",
      ),
    voiceHostGroups: z
      .array(
        z
          .object({
            hosts: z
              .array(host)
              .min(1, "must contain at least one host")
              .max(10, "must contain at most 10 hosts")
              .describe("The hosts of the group, 1 to 10."),
          })
          .meta({ typeName: "VoiceHostGroup" }),
      )
      .max(5, "must contain at most 5 groups")
      .optional()
      .describe("At most 5 groups of at most 10 hosts each. Bandwidth spreads calls at random within a group.")
      .meta({ set: true }),
    smsHosts: z
      .array(
        z
          .object({ hostName: hostName().describe("IP address or fully qualified domain name, without a port.") })
          .meta({ typeName: "SmsHost" }),
      )
      .max(10, "must contain at most 10 hosts")
      .optional()
      .describe("The hosts to which messages go, at most 10. A port is not allowed here.")
      .meta({ set: true, untold: true, deprecatedFor: messagingMoved }),
    terminationHosts: z
      .array(terminationHost)
      .max(10, "must contain at most 10 hosts")
      .optional()
      .describe("The hosts from which calls may come, at most 10.")
      .meta({ set: true }),
    callingName: z
      .object({
        display: z.boolean().describe("Whether calls show a calling name."),
        enforced: z
          .boolean()
          .describe("Whether the setting applies to every number. If so, no number can override it."),
      })
      .meta({ typeName: "CallingName" })
      .optional()
      .describe("The calling name (CNAM) of the peer. Needs the CNAM product (error 13576)."),
    finalDestinationUri: text(255)
      .optional()
      .describe(
        "Where calls go when all other routing fails: a SIP URI of at most 255 characters (error 13510 if it isn't one).",
      ),
    address: sipPeerAddress.optional(),
    voice: voice
      .optional()
      .describe(
        "Voice over HTTP: an application answers the calls. **When you add it, Bandwidth deletes the hosts of the peer.** Not together with " +
          "`voiceHosts`, `voiceHostGroups` and `terminationHosts` (error 13646). Without it, calls use SIP; taken out, they use SIP again.",
      ),
    messaging: messaging
      .optional()
      .describe(
        "Text and multimedia messages of the numbers of the peer. Each part that is never declared is left alone.",
      ),
    originationRoutePlan: numberOptionInputs.shape.originationRoutePlan
      .describe(
        "Where calls to numbers without a plan of their own go, with failover and shares, on accounts that have the feature. At least one route; the order means nothing. Taken out, the peer has no plan.",
      )
      .meta({ set: true }),
    pindropEnabled: z
      .boolean()
      .optional()
      .describe("Whether Pindrop looks at the calls, on accounts that have it. Taken out, it is off."),
    callVerificationEnabled: z
      .boolean()
      .optional()
      .describe("Whether calling numbers are verified, on accounts that have it. Taken out, they are not."),
    ssSendToCustomer: oneOf("SsSendToCustomer", [
      "NONE",
      "VERSTAT",
      "ENH_VERSTAT",
      "VERSTAT_AND_IDENTITY",
      "ENH_VERSTAT_AND_IDENTITY",
      "IDENTITY",
    ])
      .optional()
      .describe("What calls to you tell of the check of their number (STIR/SHAKEN). Taken out, it is `NONE`."),
  }),
  outputs: z.object({ sipPeerId: id().describe("Assigned by Bandwidth.").meta({ stable: true }) }),
  importId: { form: "siteId/sipPeerId", example: "13606/500709" },
  examples: [
    {
      title: "The default peer of a site",
      inputs: {
        siteId: "$site.siteId",
        name: "Main",
        isDefaultPeer: true,
        voiceHosts: [{ hostName: "192.0.2.7", port: 5060 }],
      },
    },
    {
      title: "Calls and messages by applications",
      inputs: {
        siteId: "13606",
        name: "Cloud",
        voice: { applicationId: "93de2206-9669-4e07-948d-329f4b722ee2" },
        messaging: {
          applicationId: "4a4ca6c1-156b-4fca-84e9-34e35e2afc32",
          sms: { tollFree: true, a2pMessageClass: "Campaign-A", a2pCampaignId: "CDEMO01" },
          mms: true,
        },
      },
    },
  ],
  // A host that calls come from belongs to one peer of the account (13569). Without such hosts, the new peer is created first,
  // and the numbers of the old one can move there.
  deleteBeforeReplace({ terminationHosts: old = [] }, { terminationHosts = [] }) {
    const taken = new Set(old.map(({ hostName }) => hostName));
    return terminationHosts.some(({ hostName }) => taken.has(hostName));
  },
  leavesMark: true,
  hasOneOwner: true,
  referredBy: "sipPeerId",

  check(inputs, given) {
    const { voiceHosts = [], terminationHosts = [] } = inputs;
    const key = (entry: { hostName: string; port?: number }) =>
      `${entry.hostName}${entry.port ? `:${entry.port}` : ""}`;
    const failures = [
      ...repeated(voiceHosts, "voiceHosts", key, "host"),
      ...repeated(terminationHosts, "terminationHosts", key, "host"),
    ];
    if (voiceHosts.length > 0 && (inputs.voiceHostGroups?.length ?? 0) > 0) {
      failures.push({ property: "voiceHostGroups", reason: "cannot be given together with voiceHosts (error 13504)" });
    }
    const services = checkServices(inputs, given);
    failures.push(...services.failures, ...planFailures(inputs.originationRoutePlan ?? []));
    if (isMark(inputs.description)) failures.push({ property: "description", reason: markIsReserved });
    const warnings = [];
    if ((inputs.name?.length ?? 0) > 10) {
      warnings.push({ property: "name", reason: `has ${inputs.name?.length} characters; some accounts allow only 10` });
    }
    const old = (["smsHosts", "shortMessagingProtocol"] as const).filter((name) => inputs[name]?.length);
    const reason = `is deprecated. ${messagingMoved}`;
    return {
      failures,
      warnings: [...warnings, ...services.warnings, ...old.map((property) => ({ property, reason }))],
    };
  },

  claims({ siteId, name, isDefaultPeer, terminationHosts = [] }) {
    const claims: Claim[] = terminationHosts.map((entry, index) => ({
      what: `the termination host ${entry.hostName}${entry.port ? `:${entry.port}` : ""}`,
      property: `terminationHosts[${index}].hostName`,
    }));
    // While the site is unknown, nothing about it can be said. The engine checks again when it is known.
    if (siteId === undefined) return claims;
    if (name !== undefined)
      claims.push({ what: `the SIP peer "${name}" of site ${siteId}`, property: "name", stays: true });
    if (isDefaultPeer) claims.push({ what: `the default peer of site ${siteId}`, property: "isDefaultPeer" });
    return claims;
  },

  announce: (state, wanted, isReplaced) =>
    isReplaced ? undefined : announceServices(state, wanted).join("\n") || undefined,

  create: createPeer,
  noteOwnership: markAdopted,

  async read(call) {
    const { api, id: path, signal } = call;
    const { siteId, sipPeerId } = peerPath(path);
    const inputsOf = ({ sipPeerId: _id, ...document }: SipPeerRecord) => ({ siteId, ...withoutMark(call, document) });
    // The list of the site's peers may show less than the peer itself. So it can confirm the state, and nothing else.
    const listed = call.state && (await api.sipPeers.listed(siteId, sipPeerId));
    const isConfirmed = listed && confirms(inputsOf(listed), call.state ?? {}, Object.keys(sipPeerCodec));
    const found = isConfirmed ? listed : await api.sipPeers.get(siteId, sipPeerId, signal);
    if (!found) return undefined;
    const services = await readServices(call, { siteId, sipPeerId }, call.state);
    const { originationRoutePlan: plan = [], ...document } = inputsOf(found);
    const originationRoutePlan = plan.length > 0 ? inWordsOf(call.state?.originationRoutePlan, plan) : undefined;
    const inputs = { ...document, originationRoutePlan, ...services };
    // Older APIs still tell of messages in the peer itself. A program can declare only one of both.
    if (!call.state && services.messaging)
      Object.assign(inputs, { smsHosts: undefined, shortMessagingProtocol: undefined });
    return { id: `${siteId}/${sipPeerId}`, inputs, outputs: { sipPeerId } };
  },

  update: updatePeer,

  delete: deletePeer,

  list: {
    inputs: z.object({ siteId: id().optional().describe("Only the peers of this site.") }),
    async *find({ api, query, signal }) {
      const wanted = query.siteId;
      const siteIds =
        typeof wanted === "string" ? [wanted] : (await api.sites.list(signal)).map(({ siteId }) => siteId);
      for (const siteId of siteIds) {
        for (const { sipPeerId, name } of await api.sipPeers.list(siteId, signal))
          yield { id: `${siteId}/${sipPeerId}`, name };
      }
    },
  },
});
