import { type Address, addressCodec, ofThePlace } from "../values/postalAddress.js";
import { routePlanCodec, type TnRoute, type TnRoutePlan } from "../values/routePlan.js";
import { normalizeTelephoneNumber } from "../values/telephoneNumber.js";
import { asFlag, asList, asObject, asPort, asText, type Codec, decode, type Field } from "../xml/codec.js";
import { element, texts, type XmlElement } from "../xml/xml.js";

/** Where calls go. */
export interface Host {
  hostName: string;
  port?: number;
}

/** Hosts that share calls at random. */
export interface VoiceHostGroup {
  hosts: Host[];
}

/** Where messages go. Has no port. */
export interface SmsHost {
  hostName: string;
}

/** Where calls may come from: an address, or a subnet in CIDR form. */
export interface TerminationHost {
  hostName: string;
  port?: number;
  customerTrafficAllowed?: string;
  dataAllowed?: boolean;
}

/** Calling names (CNAM) of a peer. */
export interface CallingName {
  display?: boolean;
  enforced?: boolean;
}

/**
 * A SIP peer (location), as it is written. When it is read, lists are always present, except SMS hosts that the answer
 * doesn't mention.
 */
export interface SipPeer {
  name: string;
  description?: string;
  isDefaultPeer?: boolean;
  finalDestinationUri?: string;
  shortMessagingProtocol?: string;
  /** The order is active, then standby. */
  voiceHosts?: Host[];
  voiceHostGroups?: VoiceHostGroup[];
  smsHosts?: SmsHost[];
  terminationHosts?: TerminationHost[];
  address?: Address;
  callingName?: CallingName;
  /** An empty plan takes the plan away. */
  originationRoutePlan?: TnRoute[];
  pindropEnabled?: boolean;
  callVerificationEnabled?: boolean;
  /** Which results of caller number checks (STIR/SHAKEN) go to the customer. */
  ssSendToCustomer?: string;
}

/** Data that the API shows for a peer and this version doesn't change. A PUT keeps it. */
export interface SipPeerFacts {
  billingIdentifier?: string;
  originationRoutePlan?: TnRoutePlan;
  premiseTrunks?: string;
  products?: string[];
}

/** For look-ups only. */
export const sipPeerFactsCodec: Codec<SipPeerFacts> = {
  billingIdentifier: asText(["BillingIdentifier"]),
  originationRoutePlan: asObject(["OriginationRoutePlan"], routePlanCodec),
  premiseTrunks: asText(["PremiseTrunks"]),
  products: {
    path: ["Products"],
    read: (peer) => (peer.Products === undefined ? undefined : texts(peer, "Products", "Product")),
    write: (names) => ({ Product: names }),
  },
};

const hostCodec: Codec<Host> = { hostName: asText(["HostName"]), port: asPort(["Port"]) };

const sameHost = (one: { hostName: string }, other: { hostName: string }) =>
  one.hostName?.toLowerCase() === other.hostName?.toLowerCase();
const samePort = (one: Host, other: Host) => sameHost(one, other) && one.port === other.port;

const sharesHost = (one: VoiceHostGroup, other: VoiceHostGroup) =>
  one.hosts.some((host) => other.hosts.some((its) => sameHost(host, its)));

const groupCodec: Codec<VoiceHostGroup> = { hosts: asList([], "Host", hostCodec, [samePort, sameHost]) };

const smsHostCodec: Codec<SmsHost> = { hostName: asText(["HostName"]) };

const terminationHostCodec: Codec<TerminationHost> = {
  hostName: asText(["HostName"]),
  port: asPort(["Port"]),
  customerTrafficAllowed: asText(["CustomerTrafficAllowed"]),
  dataAllowed: asFlag(["DataAllowed"]),
};

const callingNameCodec: Codec<CallingName> = { display: asFlag(["Display"]), enforced: asFlag(["Enforced"]) };

const smsHosts = asList(["SmsHosts"], "Host", smsHostCodec, [sameHost]);

/** A plan is written as a whole. Numbers are sent as ten digits, as the samples of both dialects do. */
const originationRoutePlan: Field<TnRoute[]> = {
  path: ["OriginationRoutePlan"],
  read(peer) {
    const found = element(peer, "OriginationRoutePlan");
    const { routes = [] } = found ? decode(routePlanCodec, found) : {};
    if (routes.length === 0) return undefined;
    return routes.map(({ endpointType: _derived, endpoint = "", ...route }) => ({
      ...route,
      endpoint: normalizeTelephoneNumber(endpoint) ?? endpoint,
    }));
  },
  write: (routes) =>
    routes.length === 0 ? { Action: "off" } : { Route: routes.map(routeElement), Action: "asSpecified" },
};

function routeElement({ endpoint = "", priority, weight, name }: TnRoute): XmlElement {
  const number = normalizeTelephoneNumber(endpoint)?.replace(/^\+1/, "");
  const named: XmlElement = name === undefined ? {} : { Name: name };
  return { Endpoint: number ?? endpoint, Priority: String(priority), Weight: String(weight), ...named };
}

/** A peer's elements, in the documented sequence. */
export const sipPeerCodec: Codec<SipPeer> = {
  name: asText(["PeerName"]),
  description: asText(["Description"]),
  isDefaultPeer: asFlag(["IsDefaultPeer"]),
  originationRoutePlan,
  // The API's own pages spell it in two ways (docs/maintainers/api.md#sip-peers).
  finalDestinationUri: asText(["FinalDestinationUri"], ["FinalDestinationURI"]),
  shortMessagingProtocol: asText(["ShortMessagingProtocol"]),
  voiceHosts: asList(["VoiceHosts"], "Host", hostCodec, [samePort, sameHost]),
  voiceHostGroups: asList(["VoiceHostGroups"], "VoiceHostGroup", groupCodec, [sharesHost]),
  smsHosts: {
    ...smsHosts,
    // The newer API has no messaging here. Then the answer says nothing about hosts, not even that there are none.
    read: (peer) =>
      peer.SmsHosts === undefined && peer.ShortMessagingProtocol === undefined ? undefined : smsHosts.read(peer),
  },
  terminationHosts: asList(["TerminationHosts"], "TerminationHost", terminationHostCodec, [samePort, sameHost]),
  address: asObject(["Address"], addressCodec, ofThePlace),
  callingName: asObject(["CallingName"], callingNameCodec),
  pindropEnabled: asFlag(["PindropEnabled"]),
  callVerificationEnabled: asFlag(["CallVerificationEnabled"]),
  ssSendToCustomer: asText(["SsSendToCustomer"]),
};
