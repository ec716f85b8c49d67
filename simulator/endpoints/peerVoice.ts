import type { VoiceSettings } from "../account/services.js";
import type { Peer } from "../account/types.js";
import { type Call, emptyReply, type Reply, requestBody, simulatorRefusal, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import { group, shapeProblems } from "../shape.js";
import { child, textOf } from "../xml.js";
import { noSettings } from "./peerServices.js";
import { peerOf } from "./sipPeers.js";

type Direction = "origination" | "termination";

const roots: Record<Direction, string> = {
  origination: "SipPeerOriginationSettings",
  termination: "SipPeerTerminationSettings",
};

const shape = group({ VoiceProtocol: "text", HttpSettings: group({ HttpVoiceV2AppId: "text" }) });

const tree = ({ protocol, applicationId }: VoiceSettings) => ({
  VoiceProtocol: protocol,
  HttpSettings: applicationId && { HttpVoiceV2AppId: applicationId },
});

function getVoice(call: Call, direction: Direction): Reply {
  const settings = peerOf(call).services?.[direction];
  const root = `${roots[direction]}Response`;
  return settings ? xmlReply(200, root, { [roots[direction]]: tree(settings) }) : noSettings(call, root);
}

function writeVoice(call: Call, direction: Direction): Reply {
  const peer = peerOf(call);
  const root = `${roots[direction]}Response`;
  const isNew = peer.services?.[direction] === undefined;
  if (isNew !== (call.method === "POST")) {
    throw simulatorRefusal(root, `the settings ${isNew ? "do not exist: POST them" : "exist: PUT them"}`);
  }
  const settings = readVoice(call, direction, root);
  if (settings.protocol === "HTTP") Object.assign(peer, { voiceHosts: [], voiceHostGroups: [], terminationHosts: [] });
  peer.services = { ...peer.services, [direction]: settings };
  call.account.changed();
  return isNew ? xmlReply(201, root, { [roots[direction]]: tree(settings) }) : emptyReply(200);
}

function readVoice(call: Call, direction: Direction, root: string): VoiceSettings {
  const { account, settings } = call;
  const element = requestBody(call, roots[direction], root);
  const [problem] = shapeProblems(element, shape);
  if (problem) throw simulatorRefusal(root, problem);
  const refuse = (code: string, words: string) => statusRefusal(400, root, code, words);
  const protocol = textOf(element, "VoiceProtocol");
  if (protocol !== "HTTP" && protocol !== "SIP") {
    throw refuse("13647", `Voice protocol '${protocol}' does not exist. Valid values: SIP, HTTP`);
  }
  if (protocol === "SIP") {
    if (child(element, "HttpSettings")) throw refuse("13649", "Http settings are not allowed for SIP protocol.");
    return { protocol };
  }
  if (settings.withoutHttpVoice) {
    const words = `Can not assign Http setting for SipPeer because Account ${account.accountId} does not have the 'HttpVoice' Feature enabled.`;
    throw refuse("13651", words);
  }
  const voiceApplications = [...account.applications.values()].filter(({ serviceType }) => serviceType === "Voice-V2");
  if (voiceApplications.length === 0) {
    throw refuse(
      "13650",
      `Can not select HTTP Voice protocol as Account '${account.accountId}' has no Voice Applications.`,
    );
  }
  const applicationId = textOf(element, "HttpSettings", "HttpVoiceV2AppId");
  if (applicationId === undefined)
    throw refuse("13630", "Both VoiceV2ProxyPeerId and HttpVoiceV2AppId should be present or set to null");
  const application = account.applications.get(applicationId);
  if (!application) throw refuse("13629", `Application with id '${applicationId}' not found`);
  if (application.serviceType !== "Voice-V2") {
    throw refuse("13648", `Application service type '${application.serviceType}' is not allowed for voice.`);
  }
  return { protocol, applicationId };
}

/** Whether a peer's document may have hosts: not while its voice is over HTTP (13646). */
export function refuseHosts(root: string, peer: Peer | undefined, hosts: Partial<Peer>): void {
  const { origination, termination } = peer?.services ?? {};
  if (origination?.protocol !== "HTTP" && termination?.protocol !== "HTTP") return;
  for (const name of ["voiceHosts", "voiceHostGroups", "terminationHosts"] as const) {
    if ((hosts[name]?.length ?? 0) > 0)
      throw statusRefusal(400, root, "13646", `${name} are not allowed for HTTP Voice`);
  }
}

const base = "/accounts/:account/sites/:site/sippeers/:peer/products";

export const peerVoiceRoutes: Route[] = (["origination", "termination"] as const).flatMap((direction): Route[] => [
  ["GET", `${base}/${direction}/settings`, (call) => getVoice(call, direction)],
  ["POST", `${base}/${direction}/settings`, (call) => writeVoice(call, direction)],
  ["PUT", `${base}/${direction}/settings`, (call) => writeVoice(call, direction)],
]);
