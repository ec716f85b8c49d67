import type { SipPeer, SipPeerRecord } from "../../bandwidth/account/sipPeers.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { PartialFailure } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { createOnce, wholeDocument } from "../ordering/createOnce.js";
import { messageOf } from "../ordering/failures.js";
import { heldTwice, markAnew, notOurs, tellTaken } from "../ordering/ownership.js";
import { isMark, markOf, withMark } from "../ordering/ownMark.js";
import { saidOfPeer } from "../ordering/silentNumbers.js";
import type { PeerServiceInputs } from "./peerServiceInputs.js";
import { applyMessaging, applyVoice } from "./peerServices.js";
import { peerPath } from "./sipPeerDelete.js";

interface Made {
  id: string;
  outputs: { sipPeerId: string };
}

type Inputs = SipPeer & PeerServiceInputs & { siteId: string };

/**
 * Creates a peer with its services, or continues with the peer that an earlier run of this state created. A service that
 * fails leaves the peer in the state.
 */
export async function createPeer(call: Call<Bandwidth> & { inputs: Inputs }): Promise<Made> {
  const { voice, messaging, ...own } = call.inputs;
  const made = await createDocument({ ...call, inputs: own });
  const place = { siteId: own.siteId, sipPeerId: made.outputs.sipPeerId };
  try {
    await applyVoice(call, place, undefined, voice);
    await applyMessaging(call, place, undefined, messaging);
  } catch (error) {
    throw unfinished(made.id, "exists, and", error, { id: made.id, outputs: made.outputs });
  }
  if (messaging?.sms && messaging.applicationId === undefined) saidOfPeer(call, place, messaging.sms);
  return made;
}

/** The state keeps what was asked for: what is not done yet is done by the next run, and what is taken out is switched off. */
function unfinished(
  path: string,
  how: string,
  error: unknown,
  done: { id?: string; outputs: Record<string, unknown> },
): Error {
  const words = `SIP peer ${path} ${how} not all of it is as declared; the next \`pulumi up\` continues. ${messageOf(error)}`;
  return new PartialFailure(words, done, { cause: error });
}

type Update = Call<Bandwidth> & { id: string; state: Partial<Inputs>; inputs: Inputs };

/** What a property that is taken out goes back to. Whether a PUT without it resets it, no page says. */
const off = {
  pindropEnabled: false,
  callVerificationEnabled: false,
  ssSendToCustomer: "NONE",
  originationRoutePlan: [],
};

/** Changes a peer and its services. Voice comes first: its hosts have to go before, or may only come after it (13646). */
export async function updatePeer(call: Update): Promise<{ sipPeerId: string }> {
  const { api, id: path, state, signal } = call;
  const { siteId, voice, messaging, ...peer } = call.inputs;
  const { sipPeerId } = peerPath(path);
  const place = { siteId, sipPeerId };
  const { voice: voiceBefore, messaging: messagingBefore, ...own } = state;
  // If the program no longer declares it, leave the default peer as it is: a site needs one (13522).
  const before = { ...own, isDefaultPeer: undefined };
  const gone = Object.entries(off).filter(([name]) => own[name as keyof typeof off] !== undefined);
  const wanted = (current: SipPeer) => wholeDocument(current, before, { ...Object.fromEntries(gone), ...peer });
  const services = { voice: voice ?? voiceBefore, messaging: messagingLeft(messagingBefore, messaging) };
  const partly = (error: unknown, done: Record<string, unknown>) =>
    unfinished(path, "is there, but", error, { outputs: { ...done, ...services, sipPeerId } });
  try {
    await applyVoice(call, place, voiceBefore, voice);
  } catch (error) {
    throw partly(error, {});
  }
  const changed = await api.sipPeers.change(siteId, sipPeerId, wanted, signal).catch((error: unknown) => {
    throw voice || voiceBefore ? partly(error, {}) : error;
  });
  if (!changed) throw new Error(`SIP peer ${path} no longer exists; run \`pulumi refresh\`, then \`pulumi up\``);
  try {
    await applyMessaging(call, place, messagingBefore, messaging);
  } catch (error) {
    throw partly(error, peer);
  }
  if (messaging?.sms && messaging.applicationId === undefined) saidOfPeer(call, place, messaging.sms);
  return { sipPeerId };
}

/** What may be switched on after a change that failed: what was declared before, and what is now. */
function messagingLeft(before: PeerServiceInputs["messaging"], wanted: PeerServiceInputs["messaging"]) {
  return before || wanted ? { ...before, ...wanted } : undefined;
}

/** What an earlier program may have left to the dashboard: never declared, it stays. */
function undeclared(current: SipPeer): Partial<SipPeer> {
  const { pindropEnabled, callVerificationEnabled, ssSendToCustomer, originationRoutePlan } = current;
  return { pindropEnabled, callVerificationEnabled, ssSendToCustomer, originationRoutePlan };
}

async function createDocument(call: Call<Bandwidth> & { inputs: SipPeer & { siteId: string } }): Promise<Made> {
  const { api, signal } = call;
  const { siteId, ...peer } = call.inputs;
  const marked = withMark(call, peer, ["description"]);
  // Names are unique in a site.
  const look = async () => {
    const listed = (await api.sipPeers.list(siteId, signal)).find(({ name }) => name === peer.name);
    return listed && api.sipPeers.get(siteId, listed.sipPeerId, signal);
  };
  const settle = async ({ sipPeerId, isDefaultPeer }: SipPeerRecord, isOwn: boolean): Promise<Made> => {
    const path = `${siteId}/${sipPeerId}`;
    const what = `SIP peer ${path} ("${peer.name}")`;
    if (call.isHeldByOther(path)) throw heldTwice(what);
    if (!isOwn && !call.wasMine(path)) {
      const exists = `site ${siteId} already has a SIP peer named "${peer.name}": ${path}`;
      throw notOurs(call, {
        type: "SipPeer",
        id: path,
        exists,
        instead: "To create another peer, choose another name.",
      });
    }
    // An older program may have created it, so write all of it. A site keeps its default peer (13522).
    const document = { ...marked.document, isDefaultPeer: peer.isDefaultPeer ?? (isDefaultPeer || undefined) };
    await api.sipPeers.change(siteId, sipPeerId, (current) => ({ ...undeclared(current), ...document }), signal);
    tellTaken(call, what, path);
    return { id: path, outputs: { sipPeerId } };
  };
  const before = marked.isPlaced ? undefined : await look();
  if (before) return settle(before, marked.isOn(before));
  const isMade = (found: SipPeerRecord) => (marked.isPlaced ? marked.isOn(found) : isLike(found, peer));
  const find = async () => {
    const found = await look();
    return found && isMade(found) ? found.sipPeerId : undefined;
  };
  try {
    const sipPeerId = await createOnce(api.client, signal, () => api.sipPeers.create(siteId, marked.document), find);
    return { id: `${siteId}/${sipPeerId}`, outputs: { sipPeerId } };
  } catch (error) {
    const found = error instanceof BandwidthError && error.has("13524") ? await look() : undefined;
    if (!found) throw error;
    return settle(found, marked.isOn(found));
  }
}

/** When a stack adopts a peer, it removes the mark of the state that created the peer. */
export async function markAdopted(
  call: Call<Bandwidth> & { state: { siteId?: string; sipPeerId?: string } },
): Promise<void> {
  const { api, signal } = call;
  const { siteId, sipPeerId } = call.state;
  if (siteId === undefined || sipPeerId === undefined) return;
  const found = await api.sipPeers.get(siteId, sipPeerId, signal);
  if (!found || !isMark(found.description) || found.description === markOf(call)) return;
  await markAnew(call, `SIP peer ${siteId}/${sipPeerId}`, () =>
    api.sipPeers.change(siteId, sipPeerId, (current) => ({ ...current, description: markOf(call) }), signal),
  );
}

/** Whether a peer is what was asked for, as far as that can be seen at once. */
function isLike(found: SipPeer, wanted: SipPeer): boolean {
  const hosts = (list: { hostName: string }[] = []) =>
    list
      .map((entry) => entry.hostName.toLowerCase())
      .sort()
      .join();
  return (
    (found.description ?? "") === (wanted.description ?? "") &&
    (found.finalDestinationUri ?? "") === (wanted.finalDestinationUri ?? "") &&
    hosts(found.voiceHosts) === hosts(wanted.voiceHosts) &&
    hosts(found.terminationHosts) === hosts(wanted.terminationHosts)
  );
}
