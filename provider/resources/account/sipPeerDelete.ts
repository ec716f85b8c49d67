import type { SipPeer } from "../../bandwidth/account/sipPeers.js";
import { pausesOf, rhythms } from "../../bandwidth/http/backOff.js";
import { BandwidthError } from "../../bandwidth/http/errors.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { namesOf } from "../ordering/failures.js";
import { switchOff } from "./peerServices.js";

/** The parts of a peer's id. */
export function peerPath(path: string): { siteId: string; sipPeerId: string } {
  const [siteId, sipPeerId, ...more] = path.split("/");
  if (!siteId || !sipPeerId || more.length > 0) {
    throw new Error(`"${path}" is not the id of a SIP peer; expected: siteId/sipPeerId, as in 13606/500709`);
  }
  return { siteId, sipPeerId };
}

/** Deletes a peer when everything in it is gone. */
export async function deletePeer({
  api,
  id: path,
  signal,
  status,
  timeoutMs = 120_000,
}: Call<Bandwidth> & { id: string }): Promise<void> {
  const { siteId, sipPeerId } = peerPath(path);
  const { clock } = api.client;
  const start = clock.now();
  for (const wait of pausesOf(rhythms.sipPeer)) {
    const refusal = await refusedBy(() => api.sipPeers.remove(siteId, sipPeerId, signal));
    if (!refusal) return;
    // A peer can't be deleted while it has termination hosts or SMS hosts (docs/maintainers/api.md#sip-peers). While it has
    // numbers, it keeps the hosts: calls of the numbers go there.
    const hosts = refusal.has("13556", "13601");
    // The same holds for its services: numbers that are still there ring and get messages by them.
    const services = refusal.has("13613", "13622", "13652");
    const used = (hosts || services) && (await api.numbers.atPeer(siteId, sipPeerId)).size > 0;
    if (hosts && !used && (await emptyHosts(api, siteId, sipPeerId))) continue;
    const off =
      services && !used ? await switchedOff(() => switchOff({ api, signal }, { siteId, sipPeerId })) : "nothing";
    if (off === "done") continue;
    // Numbers leave a peer some time after their disconnect (13555). The default peer is deleted last (13558).
    const elapsed = clock.now() - start;
    if (!used && off !== "not yet" && !refusal.has("13555", "13558")) throw refusal;
    if (elapsed + wait > timeoutMs) throw await explained(api, siteId, sipPeerId, refusal);
    const what = refusal.has("13558") ? "the site's other peers to be deleted" : "its numbers to be freed";
    if (elapsed > 1_500) status(`SipPeer: waiting for ${what}, ${Math.round(elapsed / 1000)} s`);
    await clock.sleep(wait, signal);
  }
}

/** Numbers that were just disconnected may keep their messages for a while (13673, 13677). */
async function switchedOff(act: () => Promise<boolean>): Promise<"done" | "nothing" | "not yet"> {
  try {
    return (await act()) ? "done" : "nothing";
  } catch (error) {
    if (error instanceof BandwidthError && error.has("13673", "13677")) return "not yet";
    throw error;
  }
}

async function refusedBy(act: () => Promise<void>): Promise<BandwidthError | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof BandwidthError) return error;
    throw error;
  }
}

/** The API says that something is left in the way, but not what. */
async function explained(api: Bandwidth, siteId: string, sipPeerId: string, refusal: BandwidthError): Promise<Error> {
  const inTheWay = refusal.has("13558") ? otherPeers : remainingNumbers;
  // If that can't be read, the API's own words have to do.
  const words = await inTheWay(api, siteId, sipPeerId).catch(() => undefined);
  return words === undefined ? refusal : new Error(`${words}\n${refusal.message}`, { cause: refusal });
}

async function otherPeers(api: Bandwidth, siteId: string, sipPeerId: string): Promise<string | undefined> {
  const others = (await api.sipPeers.list(siteId)).filter((one) => one.sipPeerId !== sipPeerId);
  if (others.length === 0) return undefined;
  const names = others.map((one) => `${siteId}/${one.sipPeerId} ("${one.name}")`).join(", ");
  const what = `SIP peer ${siteId}/${sipPeerId} is the default peer of its site, and the site still has other peers: ${names}`;
  return `${what}. It was not deleted. Delete those first.`;
}

async function remainingNumbers(api: Bandwidth, siteId: string, sipPeerId: string): Promise<string | undefined> {
  const left = [...(await api.numbers.atPeer(siteId, sipPeerId)).keys()];
  if (left.length === 0) return undefined;
  const what = `SIP peer ${siteId}/${sipPeerId} still has ${left.length === 1 ? "a number" : "numbers"}: ${namesOf(left, 10)}`;
  return `${what}. It was not deleted. Move or disconnect them, or keep the peer with the resource option retainOnDelete.`;
}

/** Returns whether there was something to remove. */
async function emptyHosts(api: Bandwidth, siteId: string, sipPeerId: string): Promise<boolean> {
  const hasHosts = ({ terminationHosts = [], smsHosts = [] }: SipPeer) => terminationHosts.length + smsHosts.length > 0;
  const before = await api.sipPeers.change(siteId, sipPeerId, (current) =>
    hasHosts(current) ? { ...current, terminationHosts: [], smsHosts: [] } : undefined,
  );
  return before !== undefined && hasHosts(before);
}
