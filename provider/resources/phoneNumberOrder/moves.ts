import { moveErrors } from "../../bandwidth/errorCodes/moves.js";
import { mayHaveActed } from "../../bandwidth/orders/submit.js";
import type { Bandwidth } from "../define.js";
import { describeFailures } from "../ordering/failures.js";
import { keeperOf } from "../ordering/things.js";
import { AGAIN, interrupted, type NumberCall, type Waiting, wordsOf } from "./call.js";
import { surplusOf } from "./plan.js";
import type { NumberStock } from "./stock.js";

interface Place {
  siteId: string;
  sipPeerId: string;
}

/** Numbers are moved, never bought again. */
export async function putInPlace(call: NumberCall, stock: NumberStock, waiting: Waiting): Promise<void> {
  const { api, inputs } = call;
  const { book } = stock;
  const target = await targetOf(call, stock);
  const stays = target.siteId === book.siteId && target.sipPeerId === book.sipPeerId;
  const leaving = new Set(
    surplusOf({ telephoneNumbers: stock.numbers }, inputs, (number) => keeperOf(call.others, number) !== undefined),
  );
  const there = (number: string) =>
    stock.misplaced.some((one) => one.telephoneNumber === number && one.sipPeerId === target.sipPeerId);
  const all = stays ? stock.misplaced.map(({ telephoneNumber }) => telephoneNumber) : stock.numbers;
  // What is to be disconnected, or passes to another resource, is moved by nobody.
  const away = all.filter((number) => !leaving.has(number) && !there(number));
  if (away.length > 0) {
    const sipPeerId = target.sipPeerId ?? (await defaultPeer(api, target.siteId));
    const to = { siteId: target.siteId, sipPeerId };
    const { failed } = await api.numbers.move([...away], to, waiting).catch(async (error) => {
      await seeWhatMoves(call, stock, to, mayHaveActed(error) ? away : []);
      throw interrupted(stock, call, wordsOf(error), error);
    });
    if (failed.length > 0) {
      const late = failed.flatMap(({ telephoneNumber, code }) => (code === undefined ? (telephoneNumber ?? []) : []));
      await seeWhatMoves(call, stock, to, late);
      throw interrupted(stock, call, describeFailures("numbers were not moved", failed, AGAIN, moveErrors));
    }
    book.sipPeerId = sipPeerId;
  } else if (!stays) book.sipPeerId = target.sipPeerId;
  book.siteId = target.siteId;
  stock.misplaced = [];
}

/**
 * Where the numbers should be. Without `sipPeerId` that is the site's default peer: the one that is remembered, unless the
 * program named a peer before, or the remembered peer is gone.
 */
async function targetOf(call: NumberCall, stock: NumberStock): Promise<{ siteId: string; sipPeerId?: string }> {
  const { api, inputs, state } = call;
  const { book, misplaced } = stock;
  if (inputs.sipPeerId !== undefined || inputs.siteId !== book.siteId || book.sipPeerId === undefined) {
    return { siteId: inputs.siteId, sipPeerId: inputs.sipPeerId };
  }
  const named = state?.sipPeerId !== undefined;
  if (!named && misplaced.length === 0) return { siteId: book.siteId, sipPeerId: book.sipPeerId };
  const peers = await api.sipPeers.list(inputs.siteId);
  const isThere = peers.some(({ sipPeerId }) => sipPeerId === book.sipPeerId);
  if (!named && isThere) return { siteId: book.siteId, sipPeerId: book.sipPeerId };
  return { siteId: inputs.siteId, sipPeerId: chosenPeer(peers)?.sipPeerId };
}

/**
 * After a move that went wrong: which numbers are where the state does not have them. Of a `doubtful` one nobody knows whether it
 * is still to arrive there: it counts as arrived, so that a program that wants it back moves it.
 */
async function seeWhatMoves(
  call: NumberCall,
  stock: NumberStock,
  to: Place,
  doubtful: readonly string[],
): Promise<void> {
  const { siteId, sipPeerId } = stock.book;
  const places = [to, ...(sipPeerId === undefined ? [] : [{ siteId, sipPeerId }])];
  const seen = await call.api.numbers.locateOwn(stock.numbers, places).catch(() => undefined);
  if (seen) stock.see(seen);
  const known = new Set(stock.misplaced.map(({ telephoneNumber }) => telephoneNumber));
  const arriving = stock.numbers.filter((number) => doubtful.includes(number) && !known.has(number));
  stock.misplaced = [...stock.misplaced, ...arriving.map((telephoneNumber) => ({ telephoneNumber, ...to }))];
}

type Peer = Awaited<ReturnType<Bandwidth["sipPeers"]["list"]>>[number];

const chosenPeer = (peers: readonly Peer[]): Peer | undefined =>
  peers.find(({ isDefaultPeer }) => isDefaultPeer) ?? (peers.length === 1 ? peers[0] : undefined);

/**
 * Remembers the site's default peer for numbers that come from elsewhere, where the program names no peer: else they would stay in
 * the peer of who had them before.
 */
export async function rememberDefaultPeer({ api, inputs }: NumberCall, { book }: NumberStock): Promise<void> {
  if (inputs.sipPeerId !== undefined || book.sipPeerId !== undefined) return;
  book.sipPeerId = chosenPeer(await api.sipPeers.list(inputs.siteId))?.sipPeerId;
}

/** The peer that takes what names none. */
export async function defaultPeer(api: Bandwidth, siteId: string): Promise<string> {
  const chosen = chosenPeer(await api.sipPeers.list(siteId));
  if (chosen) return chosen.sipPeerId;
  throw new Error(`site ${siteId} has no default SIP peer to move numbers to: give sipPeerId. Nothing was moved.`);
}
