import { moveErrors } from "../../../bandwidth/errorCodes/moves.js";
import { mayHaveActed } from "../../../bandwidth/orders/submit.js";
import type { Bandwidth } from "../../define.js";
import { describeFailures, messageOf, namesOf } from "../../ordering/failures.js";
import { ordersOwnedByOthers } from "../../ordering/ownershipNotes.js";
import { keeperOf } from "../../ordering/things.js";
import { AGAIN, type NumberCall, partialFailure, type Waiting } from "../call.js";
import type { Holdings } from "../holdings.js";
import { adoptId } from "../refusals.js";
import { surplusOf } from "../surplusAndMissing.js";

interface Place {
  siteId: string;
  sipPeerId: string;
}

/** Numbers are moved, never bought again. */
export async function putInPlace(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const { api, inputs } = call;
  const { ledger } = holdings;
  const target = await targetOf(call, holdings);
  const stays = target.siteId === ledger.siteId && target.sipPeerId === ledger.sipPeerId;
  const leaving = new Set(
    surplusOf({ telephoneNumbers: holdings.numbers }, inputs, (number) => keeperOf(call.others, number) !== undefined),
  );
  const there = (number: string) =>
    holdings.misplaced.some((one) => one.telephoneNumber === number && one.sipPeerId === target.sipPeerId);
  const all = stays ? holdings.misplaced.map(({ telephoneNumber }) => telephoneNumber) : holdings.numbers;
  // Don't move what will be disconnected or passes to another resource.
  const away = all.filter((number) => !leaving.has(number) && !there(number));
  if (away.length > 0) {
    await refuseOthers(call, holdings, away);
    const sipPeerId = target.sipPeerId ?? (await defaultPeer(api, target.siteId));
    const to = { siteId: target.siteId, sipPeerId };
    const { failed } = await api.numbers.move([...away], to, waiting).catch(async (error) => {
      await seeWhatMoves(call, holdings, to, mayHaveActed(error) ? away : []);
      throw partialFailure(holdings, call, messageOf(error), error);
    });
    if (failed.length > 0) {
      const late = failed.flatMap(({ telephoneNumber, code }) => (code === undefined ? (telephoneNumber ?? []) : []));
      await seeWhatMoves(call, holdings, to, late);
      throw partialFailure(holdings, call, describeFailures("numbers were not moved", failed, AGAIN, moveErrors));
    }
    ledger.sipPeerId = sipPeerId;
  } else if (!stays) ledger.sipPeerId = target.sipPeerId;
  ledger.siteId = target.siteId;
  holdings.misplaced = [];
}

/** What another stack has adopted is not moved. Both have it in their states, and only the note on its order says so. */
async function refuseOthers(call: NumberCall, holdings: Holdings, away: readonly string[]): Promise<void> {
  const adopted = await ordersOwnedByOthers(call, holdings);
  const theirs = adopted.flatMap(({ completed }) => completed).filter((number) => away.includes(number));
  if (theirs.length === 0) return;
  const it = theirs.length === 1 ? "it" : "them";
  const orderIds = adopted.map(({ orderId }) => orderId).join(", ");
  const message =
    `${namesOf(theirs, 10)}: not moved. Another resource has adopted order ${orderIds} since, as a note on it says, and this state ` +
    `still has ${it}. Nothing was moved. If another stack has ${it}, take ${it} out of this program: nothing that others have is disconnected. ` +
    `If none has ${it}, run \`pulumi state delete\` for this resource, and adopt ${it}: write \`adopt\` (TypeScript classes) or the ` +
    `resource option \`import\` (plugin) with "${adoptId(holdings.numbers)}".`;
  throw partialFailure(holdings, call, message);
}

/**
 * Where the numbers should be. Without `sipPeerId`, that is the site's default peer: the remembered one, unless the program
 * named a peer before, or the remembered peer is gone.
 */
async function targetOf(call: NumberCall, holdings: Holdings): Promise<{ siteId: string; sipPeerId?: string }> {
  const { api, inputs, state } = call;
  const { ledger, misplaced } = holdings;
  if (inputs.sipPeerId !== undefined || inputs.siteId !== ledger.siteId || ledger.sipPeerId === undefined) {
    return { siteId: inputs.siteId, sipPeerId: inputs.sipPeerId };
  }
  const named = state?.sipPeerId !== undefined;
  if (!named && misplaced.length === 0) return { siteId: ledger.siteId, sipPeerId: ledger.sipPeerId };
  const peers = await api.sipPeers.list(inputs.siteId);
  const isThere = peers.some(({ sipPeerId }) => sipPeerId === ledger.sipPeerId);
  if (!named && isThere) return { siteId: ledger.siteId, sipPeerId: ledger.sipPeerId };
  return { siteId: inputs.siteId, sipPeerId: chosenPeer(peers)?.sipPeerId };
}

/**
 * After a failed move: the numbers that aren't where the state has them. For a `doubtful` one, nobody knows whether it will
 * still arrive. It counts as arrived, so that a program that wants it back moves it.
 */
async function seeWhatMoves(
  call: NumberCall,
  holdings: Holdings,
  to: Place,
  doubtful: readonly string[],
): Promise<void> {
  const { siteId, sipPeerId } = holdings.ledger;
  const places = [to, ...(sipPeerId === undefined ? [] : [{ siteId, sipPeerId }])];
  const seen = await call.api.numbers.locateOwn(holdings.numbers, places).catch(() => undefined);
  if (seen) holdings.see(seen);
  const known = new Set(holdings.misplaced.map(({ telephoneNumber }) => telephoneNumber));
  const arriving = holdings.numbers.filter((number) => doubtful.includes(number) && !known.has(number));
  holdings.misplaced = [...holdings.misplaced, ...arriving.map((telephoneNumber) => ({ telephoneNumber, ...to }))];
}

type Peer = Awaited<ReturnType<Bandwidth["sipPeers"]["list"]>>[number];

const chosenPeer = (peers: readonly Peer[]): Peer | undefined =>
  peers.find(({ isDefaultPeer }) => isDefaultPeer) ?? (peers.length === 1 ? peers[0] : undefined);

/**
 * Records the site's default peer for numbers that come from elsewhere, if the program names no peer. Otherwise they would stay
 * in their former peer.
 */
export async function rememberDefaultPeer({ api, inputs }: NumberCall, { ledger }: Holdings): Promise<void> {
  if (inputs.sipPeerId !== undefined || ledger.sipPeerId !== undefined) return;
  ledger.sipPeerId = chosenPeer(await api.sipPeers.list(inputs.siteId))?.sipPeerId;
}

/** The peer for numbers of orders that name none. */
export async function defaultPeer(api: Bandwidth, siteId: string): Promise<string> {
  const chosen = chosenPeer(await api.sipPeers.list(siteId));
  if (chosen) return chosen.sipPeerId;
  throw new Error(`site ${siteId} has no default SIP peer to move numbers to: give sipPeerId. Nothing was moved.`);
}
