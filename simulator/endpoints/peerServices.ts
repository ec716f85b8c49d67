import type { SmsFeature } from "../account/services.js";
import type { Peer } from "../account/types.js";
import {
  type Call,
  emptyReply,
  Refusal,
  type Reply,
  requestBody,
  simulatorRefusal,
  statusRefusal,
  xmlReply,
} from "../call.js";
import type { Route } from "../routing.js";
import { shapeProblems } from "../shape.js";
import { child, every, textOf, textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { checkSms, mmsShape, readSms, smsShape } from "./peerMessagingBody.js";
import { peerOf } from "./sipPeers.js";

/** How the API answers a look at settings that nobody has made. No page shows it. */
export function noSettings({ settings }: Call, root: string): Reply {
  if (settings.serviceOff === "empty element") return xmlReply(200, root, {});
  if (settings.serviceOff === "nothing") return emptyReply(404);
  throw statusRefusal(404, root, undefined, "Settings were not found");
}

function refusalOf(reply: Reply): Refusal {
  return new Refusal(reply);
}

const smsRoot = "SipPeerSmsFeatureResponse";
const mmsRoot = "MmsFeatureResponse";

function write(call: Call, peer: Peer, part: Partial<NonNullable<Peer["services"]>>): void {
  peer.services = { ...peer.services, ...part };
  call.account.changed();
}

function getProducts(call: Call): Reply {
  const { services = {} } = peerOf(call);
  const names = [
    ...(services.origination ? ["Origination"] : []),
    ...(services.termination ? ["Termination"] : []),
    ...(services.sms ? ["Messaging"] : []),
  ];
  return xmlReply(200, "SipPeerProductResponse", { Products: { Product: names.map((name) => ({ Name: name })) } });
}

/** Answers have ids of hosts, and a proxy for HTTP, which requests have not. */
function smsTree({ settings, smppHosts, others }: SmsFeature): XmlTree {
  const isHttp = settings.Protocol === "HTTP";
  return {
    SipPeerSmsFeatureSettings: settings,
    ...(isHttp && { HttpSettings: { ProxyPeerId: "500017" } }),
    ...(smppHosts.length > 0 && { SmppHosts: { SmppHost: smppHosts } }),
    ...others,
  };
}

function getSms(call: Call): Reply {
  const sms = peerOf(call).services?.sms;
  return sms ? xmlReply(200, smsRoot, { SipPeerSmsFeature: smsTree(sms) }) : noSettings(call, smsRoot);
}

function writeSms(call: Call): Reply {
  const peer = peerOf(call);
  const before = peer.services?.sms;
  if ((before === undefined) !== (call.method === "POST")) {
    if (before === undefined) throw statusRefusal(404, smsRoot, "13678", "Sip Peer doesn't have SMS feature");
    throw simulatorRefusal(smsRoot, "the feature exists: PUT it");
  }
  const element = requestBody(call, "SipPeerSmsFeature", smsRoot);
  const [problem] = shapeProblems(element, smsShape, before && smsTree(before));
  if (problem) throw simulatorRefusal(smsRoot, problem);
  const sms = readSms(call, element);
  checkSms(call, sms, smsRoot);
  write(call, peer, { sms });
  return xmlReply(before ? 200 : 201, smsRoot, { SipPeerSmsFeature: smsTree(sms) });
}

function deleteSms(call: Call): Reply {
  const peer = peerOf(call);
  const { sms, mms } = peer.services ?? {};
  if (!sms) throw refusalOf(emptyReply(404));
  if (mms) {
    throw statusRefusal(
      400,
      smsRoot,
      "13624",
      "SMS feature can't be removed because MMS feature is present, remove it first.",
    );
  }
  const using = call.account
    .held({ sipPeerId: peer.id })
    .filter((number) => call.account.numbers.get(number)?.options.sms === "on");
  if (using.length > 0) {
    const words = "Can not disable SMS feature on Sip Peer because it has telephone numbers with messaging enabled.";
    throw statusRefusal(400, smsRoot, "13673", words);
  }
  write(call, peer, { sms: undefined });
  return emptyReply(200);
}

function getMms(call: Call): Reply {
  const mms = peerOf(call).services?.mms;
  if (!mms) return noSettings(call, mmsRoot);
  // A sample of an answer spells it in lower case.
  const settings = call.settings.lowerCaseMms ? { protocol: mms.protocol } : { Protocol: mms.protocol };
  return xmlReply(200, mmsRoot, { MmsFeature: { MmsSettings: settings, Protocols: mms.content } });
}

function createMms(call: Call): Reply {
  const peer = peerOf(call);
  if (peer.services?.mms) throw simulatorRefusal(mmsRoot, "the feature exists: PUT it");
  if (!peer.services?.sms) {
    throw statusRefusal(400, mmsRoot, "13623", "MMS feature is not allowed without SMS feature enabled");
  }
  const element = requestBody(call, "MmsFeature", mmsRoot);
  const [problem] = shapeProblems(element, mmsShape);
  if (problem) throw simulatorRefusal(mmsRoot, problem);
  const protocols = child(element, "Protocols")?.children ?? [];
  if (protocols.length > 1)
    throw statusRefusal(400, mmsRoot, "13606", "Messaging feature may have only one protocol assigned.");
  const protocol = textOf(element, "MmsSettings", "Protocol");
  if (protocol === undefined || protocol !== protocols[0]?.name) {
    throw statusRefusal(400, mmsRoot, "13608", "Messaging feature has conflict in protocol type and protocol settings");
  }
  write(call, peer, { mms: { protocol, content: { [protocol]: {} } } });
  return xmlReply(201, mmsRoot, { MmsFeature: { MmsSettings: { Protocol: protocol } } });
}

function deleteMms(call: Call): Reply {
  const peer = peerOf(call);
  if (!peer.services?.mms) throw refusalOf(emptyReply(404));
  write(call, peer, { mms: undefined });
  return emptyReply(200);
}

const applicationRoot = "ApplicationsSettingsResponse";

function getApplication(call: Call): Reply {
  const applicationId = peerOf(call).services?.applicationId;
  if (applicationId === undefined) return noSettings(call, applicationRoot);
  return xmlReply(200, applicationRoot, { ApplicationsSettings: { HttpMessagingV2AppId: applicationId } });
}

function setApplication(call: Call): Reply {
  const peer = peerOf(call);
  const refuse = (code: string, words: string) => statusRefusal(400, applicationRoot, code, words);
  const element = requestBody(call, "ApplicationsSettings", applicationRoot);
  if (element.text.toUpperCase() === "REMOVE") {
    write(call, peer, { applicationId: undefined });
    return emptyReply(200);
  }
  const applicationId = textOf(element, "HttpMessagingV2AppId");
  if (applicationId === undefined)
    throw refuse("13628", "The HttpMessagingV2AppId must either valid string or have 'REMOVE' value");
  const { sms, mms, applicationId: before } = peer.services ?? {};
  if (sms?.settings.Protocol !== "HTTP" && mms?.protocol !== "HTTP") {
    throw refuse(
      "13645",
      "Please assign SMS or MM4 protocol to HTTP before associating the application to the location.",
    );
  }
  const application = call.account.applications.get(applicationId);
  if (!application) throw refuse("13629", `Application with id '${applicationId}' not found`);
  if (application.serviceType !== "Messaging-V2") {
    throw refuse("13648", `Application service type '${application.serviceType}' is not allowed for messaging.`);
  }
  if (before !== undefined && before !== applicationId && call.settings.applicationsByDetour) {
    throw refuse(
      "12147",
      "There is no direct transition from a previous Http Messaging Associated Identifier to a new one.",
    );
  }
  write(call, peer, { applicationId });
  return xmlReply(200, applicationRoot, { ApplicationsSettings: { HttpMessagingV2AppId: applicationId } });
}

const messagingRoot = "SipPeerMessagingSettingsResponse";

const countriesTree = (countries: string[]): XmlTree => ({
  SipPeerMessagingSettings: { BreakOutCountries: { Country: countries } },
});

function getMessaging(call: Call): Reply {
  const countries = peerOf(call).services?.breakOutCountries ?? [];
  return countries.length > 0
    ? xmlReply(200, messagingRoot, countriesTree(countries))
    : noSettings(call, messagingRoot);
}

function setMessaging(call: Call): Reply {
  const peer = peerOf(call);
  const element: XmlElement = requestBody(call, "SipPeerMessagingSettings", messagingRoot);
  if (every(element, "BreakOutCountries").length === 0)
    throw simulatorRefusal(messagingRoot, "BreakOutCountries is missing");
  const countries = textsOf(element, "BreakOutCountries", "Country");
  const strange = countries.filter((country) => !call.settings.breakOutCountries.includes(country));
  if (strange.length > 0) {
    const words = `The country values '${strange}' do not match a 3-character country code that has been approved for this account.`;
    throw statusRefusal(400, messagingRoot, "13656", words);
  }
  if (new Set(countries).size < countries.length) {
    throw statusRefusal(400, messagingRoot, "13657", "There are duplicate countries in the payload.");
  }
  write(call, peer, { breakOutCountries: countries });
  return xmlReply(200, messagingRoot, countriesTree(countries));
}

const base = "/accounts/:account/sites/:site/sippeers/:peer/products";

export const peerServiceRoutes: Route[] = [
  ["GET", base, getProducts],
  ["GET", `${base}/messaging/features/sms`, getSms],
  ["POST", `${base}/messaging/features/sms`, writeSms],
  ["PUT", `${base}/messaging/features/sms`, writeSms],
  ["DELETE", `${base}/messaging/features/sms`, deleteSms],
  ["GET", `${base}/messaging/features/mms`, getMms],
  ["POST", `${base}/messaging/features/mms`, createMms],
  ["DELETE", `${base}/messaging/features/mms`, deleteMms],
  ["GET", `${base}/messaging/applicationSettings`, getApplication],
  ["PUT", `${base}/messaging/applicationSettings`, setApplication],
  ["GET", `${base}/messaging/settings`, getMessaging],
  ["PUT", `${base}/messaging/settings`, setMessaging],
];
