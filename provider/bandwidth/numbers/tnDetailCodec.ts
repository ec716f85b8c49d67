import { elements } from "../http/expected.js";
import { type FoundEmergencyAddress, foundEmergencyCodec } from "../values/emergencyAddress.js";
import { routePlanCodec, type TnRoutePlan } from "../values/routePlan.js";
import { asFlag, asObject, asText, type Codec, decode } from "../xml/codec.js";
import { list, texts, type XmlElement } from "../xml/xml.js";

/** Messaging of a number. */
export interface TnMessaging {
  smsEnabled?: boolean;
  a2pState?: string;
  campaignId?: string;
  messageClass?: string;
  nnRoute?: { nnid?: string; name?: string };
}

/** How the number's emergency address was set. */
export interface TnEmergencyState {
  status?: string;
  lastOrderOutcome?: string;
  sipPeerAddress?: boolean;
  notificationGroup?: { notificationGroupId?: string; description?: string };
}

/**
 * One account's data about a number: the account with its voice service, or an account that uses it for messages or
 * 911.
 */
export interface TnShare {
  site?: { siteId: string; name?: string };
  sipPeer?: { sipPeerId: string; name?: string };
  smsEnabled?: boolean;
  messaging?: TnMessaging;
  emergency?: TnEmergencyState;
  serviceTypes: string[];
  tnAttributes: string[];
}

/** Another account's data about a number. */
export interface HostedTn extends TnShare {
  accountId?: string;
  emergencyAddress?: FoundEmergencyAddress;
}

const messagingCodec: Codec<TnMessaging> = {
  smsEnabled: asFlag(["SmsEnabled"]),
  a2pState: asText(["A2pState"]),
  campaignId: asText(["CampaignId"]),
  messageClass: asText(["MessageClass"]),
  // Some answers write the middle letters of its name in capitals.
  nnRoute: {
    ...asObject(["AssignedNnRoute"], { nnid: asText(["Nnid"]), name: asText(["Name"]) }),
    read: (parent) =>
      [["AssignedNnRoute"], ["AssignedNNRoute"]]
        .map((path) => asObject(path, { nnid: asText(["Nnid"]), name: asText(["Name"]) }).read(parent))
        .find((route) => route !== undefined),
  },
};

const emergencyStateCodec: Codec<TnEmergencyState> = {
  status: asText(["Status"]),
  lastOrderOutcome: asText(["LastE911OrderOutcome"]),
  sipPeerAddress: asFlag(["SipPeerAddress"]),
  notificationGroup: asObject(["EmergencyNotificationGroup"], {
    notificationGroupId: asText(["Identifier"]),
    description: asText(["Description"]),
  }),
};

type Told = Omit<TnShare, "serviceTypes" | "tnAttributes">;

const shareCodec: Codec<Told> = {
  site: asObject(["Site"], { siteId: asText(["Id"]), name: asText(["Name"]) }),
  sipPeer: asObject(["SipPeer"], {
    sipPeerId: asText(["PeerId"], ["Id"]),
    name: asText(["PeerName"], ["Name"]),
  }),
  smsEnabled: asFlag(["MessagingSettings", "SmsEnabled"]),
  messaging: asObject(["MessagingSettings"], messagingCodec),
  emergency: asObject(["Features", "E911"], emergencyStateCodec),
};

const hostedCodec: Codec<Pick<HostedTn, "accountId" | "emergencyAddress">> = {
  accountId: asText(["AccountId"]),
  emergencyAddress: asObject(["Features", "E911"], foundEmergencyCodec),
};

/** What an answer says about a number's messages. */
export const messagingIn = (found: XmlElement): TnMessaging | undefined =>
  asObject(["MessagingSettings"], messagingCodec).read(found);

/** One account's data about a number, from `TelephoneNumberDetails` or an element for another account. */
export const shareIn = (found: XmlElement): TnShare => ({
  ...decode(shareCodec, found),
  serviceTypes: texts(found, "ServiceTypes", "ServiceType"),
  tnAttributes: texts(found, "TnAttributes", "TnAttribute"),
});

/** Other accounts' data about the number. */
export const hostedIn = (details: XmlElement): HostedTn[] =>
  elements(list(details, "HostedTelephoneNumberDetails", "HostedTelephoneNumberDetail")).map((one) => ({
    ...decode(hostedCodec, one),
    ...shareIn(one),
  }));

/** Where calls to the number go, if it has its own plan. */
export const routePlanIn = (details: XmlElement): TnRoutePlan | undefined =>
  asObject(["OriginationRoutePlan"], routePlanCodec).read(details);
