import type { Peer } from "../account/types.js";
import { type Call, requestBody, simulatorRefusal, statusRefusal } from "../call.js";
import { group, many, othersIn, shapeOf, shapeProblems } from "../shape.js";
import { child, every, textOf, type XmlElement, type XmlTree } from "../xml.js";
import { acceptedAddress, addressShape } from "./address.js";
import { checkDuplicates, checkHost, checkTerminationHosts, readHost } from "./hosts.js";

const root = "SipPeerResponse";

const host = group({ HostName: "text", Port: "text" });

const peerShape = group({
  PeerId: "text",
  SiteId: "text",
  PeerName: "text",
  Description: "text",
  IsDefaultPeer: "text",
  FinalDestinationUri: "text",
  ShortMessagingProtocol: "text",
  VoiceHosts: group({ Host: many(host) }),
  VoiceHostGroups: group({ VoiceHostGroup: many(group({ Host: many(host) })) }),
  SmsHosts: group({ Host: many(host) }),
  TerminationHosts: group({
    TerminationHost: many(
      group({ HostName: "text", Port: "text", CustomerTrafficAllowed: "text", DataAllowed: "text" }),
    ),
  }),
  Address: addressShape,
  PremiseTrunks: "text",
  BillingIdentifier: "any",
  OriginationRoutePlan: "any",
  CallVerificationEnabled: "any",
  PindropEnabled: "any",
  SsSendToCustomer: "any",
  CallingName: group({ Display: "text", Enforced: "text" }),
});

type PeerFields = Omit<Peer, "id" | "siteId">;

/**
 * Reads and checks a peer's document. `ownId` is the peer that it replaces, and `shown` is what a GET shows of that
 * peer.
 */
export function readPeer(call: Call, siteId: string, ownId?: string, shown?: XmlTree): PeerFields {
  const element = requestBody(call, "SipPeer", root);
  const [problem] = shapeProblems(element, peerShape, shown);
  if (problem) throw simulatorRefusal(root, problem);
  const address = child(element, "Address");
  return {
    name: readName(call, element, siteId, ownId),
    description: textOf(element, "Description"),
    isDefault: readDefault(call, element, siteId, ownId),
    shortMessagingProtocol: readProtocol(element),
    ...readHosts(call, element, ownId),
    ...(call.settings.peersWithoutMessaging && { shortMessagingProtocol: "", smsHosts: [] }),
    address: address && acceptedAddress(call, address, root),
    callingName: readCallingName(element),
    finalDestinationUri: textOf(element, "FinalDestinationUri"),
    premiseTrunks: textOf(element, "PremiseTrunks"),
    others: withPlan(othersIn(element, peerShape)),
  };
}

/** A plan with an action is a new one: it gets an id, and the kinds of its endpoints. `off` takes it away. */
function withPlan(others: XmlTree): XmlTree {
  const [plan] = [others.OriginationRoutePlan].flat();
  if (typeof plan !== "object" || Array.isArray(plan) || plan.Action === undefined) return others;
  const { Action: action, Route: routes } = plan;
  if (action === "off") {
    const { OriginationRoutePlan: _gone, ...rest } = others;
    return rest;
  }
  const kindOf = (endpoint: string) =>
    /^\d{10}$/.test(endpoint) ? "TN" : /^sips?:/.test(endpoint) ? "SIP" : /^[\d.]+$/.test(endpoint) ? "IPv4" : "FQDN";
  const typed = [routes].flat().map((route) => {
    const one = route as XmlTree;
    return { ...one, EndpointType: kindOf(String(one.Endpoint)) };
  });
  return { ...others, OriginationRoutePlan: { Id: "77", Route: typed } };
}

function readName(call: Call, element: XmlElement, siteId: string, ownId: string | undefined): string {
  const name = textOf(element, "PeerName");
  if (name === undefined) throw statusRefusal(400, root, "13500", "Peer Name is required");
  if (name.length > 50) {
    throw statusRefusal(400, root, "13501", `Peer Name '${name}' is too long. Max length 50 characters`);
  }
  if (!/^[A-Za-z0-9 ._-]+$/.test(name)) {
    const words = `'${name}' is not a valid Peer Name. Peer Name can only contain alphanumerics (a-z, A-Z, 0-9)`;
    throw statusRefusal(400, root, "13502", words);
  }
  const twin = call.account.peersOf(siteId).find((peer) => peer.name === name && peer.id !== ownId);
  if (twin) {
    const words = `SipPeer name '${name}' already exists for Account '${call.account.accountId}' and Site '${siteId}'`;
    throw statusRefusal(409, root, "13524", words);
  }
  return name;
}

/** A site with any peer has one default peer (13522). */
function readDefault(call: Call, element: XmlElement, siteId: string, ownId: string | undefined): boolean {
  const given = booleanOf(element, "IsDefaultPeer");
  const current = call.account.defaultPeer(siteId);
  const mustBe = current === undefined || current.id === ownId;
  if (!mustBe) return given ?? false;
  const omittedAtCreate = ownId === undefined && given === undefined;
  if (given !== true && !omittedAtCreate) {
    const words = "IsDefaultPeer cannot be false right now. The account requires at least one Default Sip Peer";
    throw statusRefusal(400, root, "13522", words);
  }
  return true;
}

function readProtocol(element: XmlElement): string {
  const protocol = textOf(element, "ShortMessagingProtocol") ?? "SMPP";
  if (!["SIP", "SMPP", "HTTP"].includes(protocol)) {
    const words = `Messaging protocol '${protocol}' does not exist. Valid values: SIP, SMPP, HTTP`;
    throw statusRefusal(400, root, "13567", words);
  }
  return protocol;
}

type Hosts = Pick<Peer, "voiceHosts" | "voiceHostGroups" | "smsHosts" | "terminationHosts">;

function readHosts(call: Call, element: XmlElement, ownId: string | undefined): Hosts {
  const voiceHosts = every(element, "VoiceHosts", "Host").map(readHost);
  const voiceHostGroups = every(element, "VoiceHostGroups", "VoiceHostGroup").map((one) =>
    every(one, "Host").map(readHost),
  );
  const smsHosts = every(element, "SmsHosts", "Host").map(readHost);
  const terminationHosts = every(element, "TerminationHosts", "TerminationHost").map(readHost);
  if (voiceHosts.length > 0 && voiceHostGroups.length > 0) {
    throw statusRefusal(400, root, "13504", "VoiceHosts and VoiceHostGroups not allowed together");
  }
  if (voiceHosts.length > 10) throw statusRefusal(400, root, "13506", "Too many Voice Hosts provided. Max 10");
  if (voiceHostGroups.length > 5) throw statusRefusal(400, root, "13507", "Too many Voice Host Groups provided. Max 5");
  if (voiceHostGroups.some((hosts) => hosts.length > 10)) {
    throw statusRefusal(400, root, "13506", "Too many Voice Hosts provided. Max 10");
  }
  if (smsHosts.length > 10) throw statusRefusal(400, root, "13508", "Too many SMS Hosts provided. Max 10");
  if (terminationHosts.length > 10) {
    throw statusRefusal(400, root, "13561", "Too many Termination Hosts provided. Max 10");
  }
  if (smsHosts.some((one) => one.Port !== undefined)) {
    throw statusRefusal(400, root, "13568", "Port not allowed for SMS Hosts");
  }
  for (const one of [...voiceHosts, ...voiceHostGroups.flat(), ...smsHosts]) checkHost(one);
  checkDuplicates(voiceHosts, "VoiceHosts");
  checkDuplicates(smsHosts, "SmsHosts");
  for (const hosts of voiceHostGroups) checkDuplicates(hosts, "VoiceHostGroup");
  checkTerminationHosts(call, terminationHosts, ownId);
  return { voiceHosts, voiceHostGroups, smsHosts, terminationHosts };
}

function readCallingName(element: XmlElement): Peer["callingName"] {
  const given = child(element, "CallingName");
  if (given === undefined) return { display: false, enforced: false };
  const display = booleanOf(given, "Display");
  const enforced = booleanOf(given, "Enforced");
  if (display === undefined) throw statusRefusal(400, root, "13581", "Display option is missing");
  if (enforced === undefined) throw statusRefusal(400, root, "13582", "Enforce option is missing");
  return { display, enforced, others: othersIn(given, shapeOf(peerShape, "CallingName")) };
}

function booleanOf(element: XmlElement, name: string): boolean | undefined {
  const text = textOf(element, name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text !== "true" && text !== "false") throw simulatorRefusal(root, `${name} is neither true nor false`);
  return text === "true";
}
