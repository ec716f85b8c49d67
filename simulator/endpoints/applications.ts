import { type Application, applicationsOf } from "../account/services.js";
import { type Call, emptyReply, parameter, type Reply, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import type { XmlTree } from "../xml.js";
import { credsElements, patchApplication, readApplication, root, textElements } from "./applicationBody.js";
import { location } from "./created.js";

function applicationOf(call: Call, answerRoot = root): Application {
  const id = parameter(call, "application");
  const found = call.account.applications.get(id);
  if (found) return found;
  // Two codes say it, depending on the endpoint.
  const code = answerRoot === root ? "12144" : "13629";
  throw statusRefusal(404, answerRoot, code, `Application with id '${id}' not found`);
}

/** Passwords are never shown. For messaging, older elements repeat newer ones, and credentials are echoed. */
function tree(
  { settings }: Call,
  { id, serviceType, name, texts, creds, callbackTypes, others }: Application,
): XmlTree {
  const isVoice = serviceType === "Voice-V2";
  const inbound = creds.InboundCallbackCreds;
  return {
    ApplicationId: id,
    ServiceType: settings.olderServiceTypes ? serviceType.replace("-V2", "") : serviceType,
    AppName: name,
    ...(!isVoice && { MsgCallbackUrl: texts.InboundCallbackUrl, CallbackUrl: texts.InboundCallbackUrl }),
    ...(inbound && { MsgCallbackCreds: { UserId: inbound.userId }, CallbackCreds: { UserId: inbound.userId } }),
    ...Object.fromEntries(textElements.map((element) => [element, texts[element]])),
    // The server shows its default.
    ...(isVoice && { CallInitiatedMethod: texts.CallInitiatedMethod ?? "POST" }),
    ...(isVoice && { CallStatusMethod: texts.CallStatusMethod ?? "POST" }),
    ...Object.fromEntries(
      credsElements.flatMap((element) => {
        const one = creds[element];
        return one ? [[element, { UserId: one.userId }]] : [];
      }),
    ),
    RequestedCallbackTypes: callbackTypes && { CallbackType: callbackTypes },
    ...others,
  };
}

function listApplications(call: Call): Reply {
  const all = [...call.account.applications.values()];
  return xmlReply(200, root, { ApplicationList: { Application: all.map((one) => tree(call, one)) } });
}

const shown = (call: Call, status: number, application: Application, headers?: Record<string, string>) =>
  xmlReply(status, root, { Application: tree(call, application) }, headers);

function createApplication(call: Call): Reply {
  const application = readApplication(call, call.account.nextUuid());
  store(call, application);
  return shown(call, 201, application, location(call, "applications", application.id));
}

function store(call: Call, application: Application): void {
  call.account.applications.set(application.id, application);
  call.account.changed();
}

function replaceApplication(call: Call): Reply {
  const before = applicationOf(call);
  const application = readApplication(call, before.id, before, tree(call, before));
  store(call, application);
  return shown(call, 200, application);
}

function patch(call: Call): Reply {
  const before = applicationOf(call);
  const application = patchApplication(call, before, tree(call, before));
  store(call, application);
  return shown(call, 200, application);
}

function deleteApplication(call: Call): Reply {
  const { id } = applicationOf(call);
  const users = peersUsing(call, id);
  if (users.length > 0) {
    const places = users.map((peer) => peer.id).join(", ");
    const words = `The Application cannot be removed until references in the following Locations are removed: ${places}`;
    throw statusRefusal(400, root, "12107", words);
  }
  call.account.applications.delete(id);
  call.account.changed();
  return emptyReply(200);
}

const peersUsing = ({ account }: Call, id: string) =>
  [...account.peers.values()].filter((peer) => applicationsOf(peer).includes(id));

function listPeers(call: Call): Reply {
  const answerRoot = "AssociatedSipPeersResponse";
  const { id } = applicationOf(call, answerRoot);
  const { account, settings } = call;
  const peers = settings.associationsIncomplete ? [] : peersUsing(call, id);
  const list = peers.map((peer) => ({
    SiteId: peer.siteId,
    SiteName: account.sites.get(peer.siteId)?.name,
    PeerId: peer.id,
    PeerName: peer.name,
  }));
  return xmlReply(200, answerRoot, { AssociatedSipPeers: { AssociatedSipPeer: list } });
}

export const applicationRoutes: Route[] = [
  ["GET", "/accounts/:account/applications", listApplications],
  ["POST", "/accounts/:account/applications", createApplication],
  ["GET", "/accounts/:account/applications/:application", (call) => shown(call, 200, applicationOf(call))],
  ["PUT", "/accounts/:account/applications/:application", replaceApplication],
  ["PATCH", "/accounts/:account/applications/:application", patch],
  ["DELETE", "/accounts/:account/applications/:application", deleteApplication],
  ["GET", "/accounts/:account/applications/:application/associatedsippeers", listPeers],
];
