import PQueue from "p-queue";
import { lacksRole, type NumberLookUps } from "./numberLookUps.js";
import type { PeerNumbers, PeerPlace, Placement } from "./peerNumbers.js";

/** Look up this many numbers together when no list shows them. */
const many = 20;
/** So many callers that know no place look up a number at the same time, once it has shown that they don't help each other. */
const mostSearches = 8;

/** After so many numbers that can't be read, or lie at a peer that can't, the rest isn't looked up. */
const mostUnread = 20;

/** Hears of a number that can't be read. Without it, one such number fails the whole search. */
export type OnUnread = (number: string, error: unknown) => void;

/** Returns which of these unlisted numbers are proven to have left the account. */
export type GoneAmong = (numbers: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Finds out where numbers are. It reads the hinted peers first, page by page, and asks the peers that this run has read
 * already. Then it looks up one missing number at a time. Each one may name another peer, whose pages it reads. So the
 * cost grows with the number of peers, not with the number of numbers. Only a number that no list shows costs its own
 * request: lists may omit a number whose service isn't active yet. A number that is missing from the result is proven
 * not to be on this account.
 *
 * Credentials without the right to look up numbers can't learn about an unlisted number. `goneAmong` returns which of
 * these numbers have left. Every other number stays where it was (`unseen`). Without `goneAmong`, a number that isn't
 * seen counts as gone.
 */
export async function locate(
  peers: PeerNumbers,
  lookUps: NumberLookUps,
  numbers: readonly string[],
  hints: readonly PeerPlace[],
  goneAmong?: GoneAmong,
  onUnread?: OnUnread,
): Promise<Map<string, Placement>> {
  const found = new Map<string, Placement>();
  const missing = new Set(numbers);
  const read = new Set<string>();
  const unseen = new Set<string>();
  const unreadable = new Map<string, unknown>();
  const failures: unknown[] = [];

  const take = (number: string, placement: Placement) => {
    found.set(number, placement);
    missing.delete(number);
  };
  const readPeer = async (place: PeerPlace) => {
    read.add(keyOf(place));
    const atPeer = await peers.read(place, { until: missing }).catch((error: unknown) => {
      if (onUnread === undefined) throw error;
      unreadable.set(keyOf(place), error);
      return new Map<string, Placement>();
    });
    for (const number of [...missing]) {
      const placement = atPeer.get(number);
      if (placement !== undefined) take(number, placement);
    }
  };
  /** Asks the peers that other callers have read, or are reading. It costs no request. */
  const askKnownPeers = async () => {
    for (const place of peers.known()) {
      if (missing.size === 0) break;
      // Another caller's read that fails says nothing about these numbers.
      if (!read.has(keyOf(place))) await readPeer(place).catch(() => read.delete(keyOf(place)));
    }
  };
  const tellUnread =
    (number: string) =>
    (error: unknown): { place?: Placement; byList?: boolean } => {
      if (onUnread === undefined) throw error;
      onUnread(number, error);
      failures.push(error);
      return {};
    };
  /** Looks up so many of the missing numbers. Returns whether the credentials may not, and how many to look up next. */
  const lookUp = async (atOnce: number): Promise<{ isBlind: boolean; next: number }> => {
    const part = [...missing].slice(0, atOnce);
    const looks = await Promise.all(part.map((number) => placeOf(lookUps, number).catch(tellUnread(number))));
    // A number on another peer may settle many numbers. When no number names a new peer, look up each of them.
    const next = looks.every(({ place }) => !place || !isPeer(place) || read.has(keyOf(place))) ? many : 1;
    for (const [index, number] of part.entries()) {
      const place = looks[index]?.place;
      if (place === undefined) {
        missing.delete(number);
        if (looks[index]?.byList) unseen.add(number);
      } else {
        if (isPeer(place) && !read.has(keyOf(place))) await readPeer(place);
        // The number itself says where it is, though its peer's list doesn't show it (yet).
        if (missing.has(number)) take(number, place);
        if (unreadable.has(keyOf(place))) failures.push(unreadable.get(keyOf(place)));
      }
    }
    return { isBlind: looks.some(({ byList }) => byList), next };
  };

  const places = new Map(hints.filter(isPeer).map((place) => [keyOf(place), place]));
  await Promise.all([...places.values()].map(readPeer));
  if (missing.size > 0) await askKnownPeers();
  for (let atOnce = 1, first = places.size === 0; missing.size > 0; first = false) {
    const turn = () => lookUp(atOnce);
    const looked = first ? await inTurn(peers, askKnownPeers, () => missing.size === 0, turn) : await turn();
    if (!looked) break;
    atOnce = looked.next;
    if (failures.length >= mostUnread) {
      for (const number of missing) onUnread?.(number, failures.at(-1));
      break;
    }
    if (!looked.isBlind) continue;
    // For credentials without the right to look up numbers, a look-up shows no more than the list of numbers in
    // service.
    for (const number of await lookUps.inServiceAmong([...missing])) take(number, nowhere);
    for (const number of missing) unseen.add(number);
    break;
  }
  if (goneAmong && unseen.size > 0) {
    const gone = await goneAmong([...unseen]);
    const last = hints.find(isPeer) ?? nowhere;
    for (const number of unseen) if (!gone.has(number)) found.set(number, { ...last, unseen: true });
  }
  return found;
}

const searches = new WeakMap<PeerNumbers, PQueue>();

/**
 * Callers that know no place look one after the other: the peer that one of them finds may have the numbers of all. When
 * it has not, more of them look at the same time. Undefined when the peers that others found have all numbers.
 */
async function inTurn<Looked>(
  peers: PeerNumbers,
  askKnownPeers: () => Promise<void>,
  isDone: () => boolean,
  look: () => Promise<Looked>,
): Promise<Looked | undefined> {
  const queue = searches.get(peers) ?? new PQueue({ concurrency: 1 });
  searches.set(peers, queue);
  return queue.add(async () => {
    await askKnownPeers();
    if (isDone()) {
      queue.concurrency = 1;
      return undefined;
    }
    const looked = await look();
    queue.concurrency = Math.min(2 * queue.concurrency, mostSearches);
    return looked;
  });
}

const keyOf = ({ siteId, sipPeerId }: PeerPlace) => `${siteId}/${sipPeerId}`;

/** Whether a place has both parts. For a number without service, the API may show only the site, or nothing. */
const isPeer = ({ siteId, sipPeerId }: PeerPlace) => siteId !== "" && sipPeerId !== "";

/** On this account, but these credentials can't see where. */
const nowhere: PeerPlace = { siteId: "", sipPeerId: "" };

/** Without a place, the number isn't on this account. `byList`: the list of numbers in service decided this. */
async function placeOf(lookUps: NumberLookUps, number: string): Promise<{ place?: Placement; byList?: boolean }> {
  try {
    const details = await lookUps.details(number);
    if (details === undefined || !(await lookUps.holds(number, details))) return {};
    const { siteId = "", sipPeerId = "", options: ownOptions } = details;
    return { place: { siteId, sipPeerId, ...(ownOptions && { ownOptions }) } };
  } catch (error) {
    if (!lacksRole(error)) throw error;
    return { place: (await lookUps.isInService(number)) ? nowhere : undefined, byList: true };
  }
}
