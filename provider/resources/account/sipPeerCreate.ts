import type { SipPeer, SipPeerRecord } from "../../bandwidth/account/sipPeers.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { createOnce } from "../ordering/createOnce.js";
import { heldTwice, markAnew, notOurs, tellTaken } from "../ordering/ownership.js";
import { isMark, markOf, withMark } from "../ordering/ownMark.js";

interface Made {
  id: string;
  outputs: { sipPeerId: string };
}

/** Creates a peer, or continues with the peer that an earlier run of this state created. */
export async function createPeer(call: Call<Bandwidth> & { inputs: SipPeer & { siteId: string } }): Promise<Made> {
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
    await api.sipPeers.change(siteId, sipPeerId, () => document, signal);
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
