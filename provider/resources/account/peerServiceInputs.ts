import { z } from "zod";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import { id, oneOf, repeated, trimmed, words } from "../properties/fields.js";
import { hostName } from "../properties/hosts.js";

/** Voice over HTTP. */
export const voice = z
  .object({
    applicationId: id().describe(
      "The `Voice-V2` application that answers calls to the numbers of the peer (error 13648).",
    ),
  })
  .meta({ typeName: "SipPeerVoice" });

const smppHost = z
  .object({
    hostName: z
      .string()
      .refine(
        (given) => /^[\d.]+\/\d{1,2}$/.test(given) || hostName().safeParse(given).success,
        "must be an IP address, a subnet as in 192.0.2.0/28, or a fully qualified domain name",
      )
      .describe("IP address, a subnet in CIDR form, or a fully qualified domain name."),
    priority: z
      .int("must be a whole number")
      .min(0, "must be from 0 to 9")
      .max(9, "must be from 0 to 9")
      .optional()
      .describe("0 to 9. 0 comes first."),
    connectionType: oneOf("SmppConnectionType", ["TRANSCEIVER", "SENDER_ONLY", "RECEIVER_ONLY"])
      .optional()
      .describe("What the connection is for: `TRANSCEIVER`, `SENDER_ONLY` or `RECEIVER_ONLY`."),
    port: z
      .int("must be a whole number")
      .min(1, "must be a port from 1 to 65535")
      .max(65_535, "must be a port from 1 to 65535")
      .optional()
      .describe("Port, 1 to 65535."),
  })
  .meta({ typeName: "SmppHost" });

const zone = (what: string) => z.boolean().optional().describe(what);

const sms = z
  .object({
    tollFree: z.boolean().optional().describe("Whether toll-free numbers have messages. Off unless you set it."),
    shortCode: z.boolean().optional().describe("Whether short codes have messages. Off unless you set it."),
    a2pLongCode: oneOf("A2pLongCode", ["ON", "OFF", "DefaultOn", "DefaultOff"])
      .optional()
      .describe(
        "Whether long codes send messages of applications (A2P). **`ON` and `OFF` overrule the own settings of every number of the peer.** " +
          "`DefaultOn` and `DefaultOff` (the default here) only count for numbers without a setting of their own.",
      ),
    a2pMessageClass: words(64)
      .optional()
      .describe(
        "The class of these messages, at most 64 characters. It must be authorized on the account (error 13640). Bandwidth asks for it when one of " +
          "`tollFree`, `shortCode` and `a2pLongCode` is on, and refuses it when all are off (errors 13641, 13642).",
      ),
    a2pCampaignId: trimmed()
      .regex(/^[A-Za-z0-9 ._-]{1,64}$/, "must be 1 to 64 letters, digits, spaces, dots, dashes and underscores")
      .optional()
      .describe(
        "The campaign of these messages. It must be authorized on the account (error 13639). The same rule as for the class (errors 13637, 13638).",
      ),
    protocol: oneOf("SmsProtocol", ["HTTP", "SMPP", "SIP"])
      .optional()
      .describe("`HTTP` (the default here), `SMPP` or `SIP`. An application needs `HTTP` (error 13645)."),
    zone1: zone("Messages to zone 1 (the United States and Canada). Must be on, and is unless you say otherwise."),
    zone2: zone("Messages to zone 2. Off unless you set it."),
    zone3: zone("Messages to zone 3. Off unless you set it."),
    zone4: zone("Messages to zone 4. Off unless you set it."),
    zone5: zone("Messages to zone 5. Off unless you set it."),
    smppHosts: z
      .array(smppHost)
      .optional()
      .describe("The hosts with which messages are exchanged. Only for `SMPP` (error 13612).")
      .meta({ set: true }),
  })
  .meta({ typeName: "SipPeerSms" });

/** Messages. */
export const messaging = z
  .object({
    applicationId: id()
      .optional()
      .describe(
        "The `Messaging-V2` application that gets the messages. Needs `sms` over `HTTP`. **Without it, Bandwidth accepts messages and never " +
          "delivers them, and no error says so.**",
      ),
    sms: sms.optional().describe("Text messages. Without it, they are left alone; taken out, they are switched off."),
    mms: z
      .boolean()
      .optional()
      .describe(
        "Whether the peer has multimedia messages, over HTTP. They need `sms` (error 13623). MMS over MM4 counts as on, and stays as it is.",
      ),
    breakOutCountries: z
      .array(z.string().regex(/^[A-Z]{3}$/, "must be three capital letters of ISO 3166-1, as in CAN"))
      .optional()
      .describe(
        "Countries to which messages leave through routes of their own: three letters of ISO 3166-1, such as `CAN`. They must be approved " +
          "(error 13656). Taken out, the list becomes empty; that Bandwidth clears it then is likely, but documented nowhere.",
      )
      .meta({ set: true }),
  })
  .meta({ typeName: "SipPeerMessaging" });

/** The services among the inputs of a SIP peer. */
export interface PeerServiceInputs {
  voice?: z.infer<typeof voice>;
  messaging?: z.infer<typeof messaging>;
}

type Sms = NonNullable<NonNullable<PeerServiceInputs["messaging"]>["sms"]>;

/** What has no place beside voice over HTTP (13646), or beside the newer settings of messages. */
const clashes: readonly (readonly [property: string, service: "voice" | "messaging", reason: string])[] = [
  ...(["voiceHosts", "voiceHostGroups", "terminationHosts"] as const).map(
    (name) =>
      [name, "voice", "cannot be given together with voice: voice over HTTP has no hosts (error 13646)"] as const,
  ),
  ...(["smsHosts", "shortMessagingProtocol"] as const).map(
    (name) => [name, "messaging", "cannot be given together with messaging, which replaces it"] as const,
  ),
];

/** Rules about the services of a peer. */
export function checkServices(
  inputs: PeerServiceInputs & Record<string, unknown>,
  given: (path: string) => boolean,
): { failures: PropertyFailure[]; warnings: PropertyFailure[] } {
  const isFilled = (name: string) => given(name) && !(Array.isArray(inputs[name]) && (inputs[name] as []).length === 0);
  const failures: PropertyFailure[] = clashes.flatMap(([property, service, reason]) =>
    given(service) && isFilled(property) ? [{ property, reason }] : [],
  );
  const { messaging: wanted = {} } = inputs;
  const hasSms = given("messaging.sms");
  if (wanted.mms === true && !hasSms) {
    failures.push({ property: "messaging.mms", reason: "needs messaging.sms (error 13623)" });
  }
  const protocol = wanted.sms?.protocol ?? (given("messaging.sms.protocol") ? undefined : "HTTP");
  const needsHttp = given("messaging.applicationId") && (!hasSms || (protocol !== undefined && protocol !== "HTTP"));
  if (needsHttp) {
    failures.push({ property: "messaging.applicationId", reason: "needs messaging.sms over HTTP (error 13645)" });
  }
  if (wanted.sms?.zone1 === false) failures.push({ property: "messaging.sms.zone1", reason: "must be on" });
  const { smppHosts = [] } = wanted.sms ?? {};
  if (smppHosts.length > 0 && protocol !== undefined && protocol !== "SMPP") {
    failures.push({ property: "messaging.sms.smppHosts", reason: "are only for the protocol SMPP (error 13612)" });
  }
  failures.push(...repeated(smppHosts, "messaging.sms.smppHosts", (host) => host.hostName, "host"));
  failures.push(...repeated(wanted.breakOutCountries ?? [], "messaging.breakOutCountries", (name) => name, "country"));
  return { failures, warnings: hasSms ? smsWarnings(wanted.sms ?? {}, given, protocol) : [] };
}

/** What the pages of the API are not of one mind about, or what no error would tell. */
function smsWarnings(wanted: Sms, given: (path: string) => boolean, protocol: string | undefined): PropertyFailure[] {
  const warnings: PropertyFailure[] = [];
  if (protocol === "HTTP" && !given("messaging.applicationId")) {
    const reason = "is missing: Bandwidth accepts messages then and never delivers them, and no error says so";
    warnings.push({ property: "messaging.applicationId", reason });
  }
  const switches = ["tollFree", "shortCode", "a2pLongCode"] as const;
  const areKnown = switches.every((name) => wanted[name] !== undefined || !given(`messaging.sms.${name}`));
  if (!areKnown) return warnings;
  const isOn = wanted.tollFree || wanted.shortCode || ["ON", "DefaultOn"].includes(wanted.a2pLongCode ?? "");
  for (const [name, codes] of [
    ["a2pMessageClass", isOn ? "error 13641" : "error 13642"],
    ["a2pCampaignId", isOn ? "error 13638" : "error 13637"],
  ] as const) {
    const property = `messaging.sms.${name}`;
    if (isOn === given(property)) continue;
    const reason = isOn
      ? `is missing: Bandwidth may ask for it when tollFree, shortCode or a2pLongCode is on (${codes})`
      : `is given while tollFree, shortCode and a2pLongCode are off: Bandwidth may refuse it (${codes})`;
    warnings.push({ property, reason });
  }
  return warnings;
}
