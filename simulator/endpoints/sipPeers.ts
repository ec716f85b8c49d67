import { isOpen } from "../account/portIns.js";
import type { Host, Peer } from "../account/types.js";
import { type Call, emptyReply, parameter, type Reply, statusRefusal, xmlReply } from "../call.js";
import type { Route } from "../routing.js";
import type { XmlTree } from "../xml.js";
import { addressTree } from "./address.js";
import { created, location } from "./created.js";
import { readPeer } from "./peerBody.js";
import { refuseHosts } from "./peerVoice.js";
import { siteOf } from "./sites.js";

const root = "SipPeerResponse";

/** The peer in the path. A missing peer is 400 with 13563, not 404 (docs/maintainers/api.md#missing-things). */
export function peerOf(call: Call): Peer {
  const siteId = parameter(call, "site");
  const peerId = parameter(call, "peer");
  const peer = call.account.peerAt(siteId, peerId);
  if (peer === undefined) {
    const words = `Sip Peer '${peerId}' account '${call.account.accountId}' and site '${siteId}' does not exist`;
    throw statusRefusal(400, root, "13563", words);
  }
  return peer;
}

function listPeers(call: Call): Reply {
  const peers = call.account.peersOf(siteOf(call).id).map((peer) => peerTree(call, peer));
  return xmlReply(200, "TNSipPeersResponse", { SipPeers: { SipPeer: peers } });
}

function createPeer(call: Call): Reply {
  const site = siteOf(call);
  const fields = readPeer(call, site.id);
  const peer: Peer = { id: call.account.nextNumber(), siteId: site.id, ...fields };
  if (peer.isDefault) loseDefault(call, site.id);
  call.account.peers.set(peer.id, peer);
  call.account.changed();
  return created(call, location(call, "sites", site.id, "sippeers", peer.id), root, { SipPeer: peerTree(call, peer) });
}

function getPeer(call: Call): Reply {
  return xmlReply(200, root, { SipPeer: peerTree(call, peerOf(call)) });
}

/** A PUT replaces the whole document: elements that it leaves out get their default. */
function replacePeer(call: Call): Reply {
  const peer = peerOf(call);
  const { id, siteId } = peer;
  const fields = readPeer(call, siteId, id, peerTree(call, peer));
  refuseHosts(root, peer, fields);
  if (fields.isDefault) loseDefault(call, siteId);
  call.account.peers.set(id, { id, siteId, ...fields, services: peer.services });
  call.account.changed();
  return emptyReply(200);
}

function loseDefault(call: Call, siteId: string): void {
  for (const other of call.account.peersOf(siteId)) other.isDefault = false;
}

function deletePeer(call: Call): Reply {
  const siteId = parameter(call, "site");
  const peer = call.account.peerAt(siteId, parameter(call, "peer"));
  if (peer === undefined) throw statusRefusal(404, root, "13557", "Delete not allowed for non-existent SIP Peer");
  const refusal = deletionProblem(call, peer);
  if (refusal) throw statusRefusal(400, root, ...refusal);
  call.account.peers.delete(peer.id);
  call.account.changed();
  return emptyReply(200);
}

/** What prevents a peer's deletion (docs/maintainers/api.md#sip-peers). */
function deletionProblem(call: Call, peer: Peer): [code: string, description: string] | undefined {
  const { account, settings } = call;
  if (account.holdsNumbers(peer.id)) {
    return [
      "13555",
      "All Telephone Number porting activity affecting this Location must be completed, and all Telephone Numbers must be removed from this Location, before the Location can be deleted.",
    ];
  }
  const waiting = account
    .ordersOf("orders")
    .some((order) => order.assignedPeerId === peer.id && order.status === "BACKORDERED");
  if (waiting) {
    return [
      "13681",
      "All Telephone Number backorder activity affecting this Location must be completed or canceled before the Location can be deleted.",
    ];
  }
  if ([...account.portIns.values()].some((portIn) => portIn.sipPeerId === peer.id && isOpen(portIn))) {
    return [
      "13605",
      "Delete not allowed because some external phone numbers are already being processed by PortIn order(s).",
    ];
  }
  if (peer.isDefault && account.peersOf(peer.siteId).length > 1) {
    return ["13558", "Delete not allowed for default SIP Peer unless it is the only SIP Peer"];
  }
  const { sms, mms, origination, termination } = peer.services ?? {};
  if (sms) return ["13613", "Delete not allowed while a SIP Peer has SMS feature"];
  if (mms) return ["13622", "Delete not allowed while a SIP Peer has MMS feature"];
  if (origination?.protocol === "HTTP" || termination?.protocol === "HTTP") {
    return ["13652", "Can not remove location which has HTTP voice configured. Please switch it to SIP first."];
  }
  if (settings.hostsBlockPeerDelete && peer.terminationHosts.length > 0) {
    return ["13556", "Delete not allowed while a SIP Peer has Termination Host"];
  }
  if (settings.hostsBlockPeerDelete && peer.smsHosts.length > 0) {
    return ["13601", "Delete not allowed while a SIP Peer has Sms Host"];
  }
  return undefined;
}

function peerTree({ settings }: Call, peer: Peer): XmlTree {
  return {
    PeerId: peer.id,
    PeerName: peer.name,
    Description: peer.description,
    IsDefaultPeer: peer.isDefault,
    FinalDestinationUri: peer.finalDestinationUri,
    ShortMessagingProtocol: settings.peersWithoutMessaging ? undefined : peer.shortMessagingProtocol,
    VoiceHosts: { Host: peer.voiceHosts },
    VoiceHostGroups: { VoiceHostGroup: peer.voiceHostGroups.map((hosts) => ({ Host: hosts })) },
    SmsHosts: settings.peersWithoutMessaging ? undefined : { Host: peer.smsHosts },
    TerminationHosts: {
      // The server shows what it added: port 0, no data.
      TerminationHost: peer.terminationHosts.map((host) => ({
        HostName: host.HostName,
        Port: host.Port ?? "0",
        CustomerTrafficAllowed: host.CustomerTrafficAllowed ?? "DOMESTIC",
        DataAllowed: host.DataAllowed ?? "false",
        ...othersOf(host),
      })),
    },
    Address: peer.address && addressTree(peer.address),
    PremiseTrunks: peer.premiseTrunks,
    CallingName: {
      Display: peer.callingName.display,
      Enforced: peer.callingName.enforced,
      ...peer.callingName.others,
    },
    ...peer.others,
  };
}

function othersOf({ HostName, Port, CustomerTrafficAllowed, DataAllowed, ...others }: Host): XmlTree {
  return others;
}

export const sipPeerRoutes: Route[] = [
  ["GET", "/accounts/:account/sites/:site/sippeers", listPeers],
  ["POST", "/accounts/:account/sites/:site/sippeers", createPeer],
  ["GET", "/accounts/:account/sites/:site/sippeers/:peer", getPeer],
  ["PUT", "/accounts/:account/sites/:site/sippeers/:peer", replacePeer],
  ["DELETE", "/accounts/:account/sites/:site/sippeers/:peer", deletePeer],
];
