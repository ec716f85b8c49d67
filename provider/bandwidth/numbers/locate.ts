import { lacksRole, type NumberLookUps } from "./numberLookUps.js";
import type { PeerNumbers, PeerPlace, Placement } from "./peerNumbers.js";

/** So many numbers are looked at together, where no list shows them. */
const many = 20;

/** Tells which of these numbers, that no list shows, are proven to have left. */
export type GoneAmong = (numbers: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Finds out where numbers are: the hinted peers first, page by page; then, of the numbers that are not there, one at a
 * time, each telling of a further peer whose pages are read. So the cost is counted in peers, not in numbers. Only a number
 * that no list shows costs a request of its own: lists may not show one whose service is not active yet. A number that is
 * absent from the result is proven not to be on this account.
 *
 * Credentials that may not look at numbers learn of such a number from no list. `goneAmong` tells those of them that have left
 * all the same; every other one stays where it was (`unseen`). Without it, what is not seen is not there.
 */
export async function locate(
  peers: PeerNumbers,
  lookUps: NumberLookUps,
  numbers: readonly string[],
  hints: readonly PeerPlace[],
  goneAmong?: GoneAmong,
): Promise<Map<string, Placement>> {
  const found = new Map<string, Placement>();
  const missing = new Set(numbers);
  const read = new Set<string>();
  const unseen = new Set<string>();

  const take = (number: string, placement: Placement) => {
    found.set(number, placement);
    missing.delete(number);
  };
  const readPeer = async (place: PeerPlace) => {
    read.add(keyOf(place));
    const atPeer = await peers.read(place);
    for (const number of [...missing]) {
      const placement = atPeer.get(number);
      if (placement !== undefined) take(number, placement);
    }
  };

  const places = new Map(hints.filter(isPeer).map((place) => [keyOf(place), place]));
  await Promise.all([...places.values()].map(readPeer));
  for (let atOnce = 1; missing.size > 0; ) {
    const part = [...missing].slice(0, atOnce);
    const looks = await Promise.all(part.map((number) => placeOf(lookUps, number)));
    const isBlind = looks.some(({ byList }) => byList);
    // One that is on another peer may settle many; where no peer does, each has to tell of itself.
    atOnce = looks.every(({ place }) => !place || !isPeer(place) || read.has(keyOf(place))) ? many : 1;
    for (const [index, number] of part.entries()) {
      const place = looks[index]?.place;
      if (place === undefined) {
        missing.delete(number);
        if (looks[index]?.byList) unseen.add(number);
      } else {
        if (isPeer(place) && !read.has(keyOf(place))) await readPeer(place);
        // The number itself says where it is, though the list of the peer does not show it (yet).
        if (missing.has(number)) take(number, place);
      }
    }
    if (!isBlind) continue;
    // Credentials that may not look at numbers learn no more from one than from the list of the numbers in service.
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

const keyOf = ({ siteId, sipPeerId }: PeerPlace) => `${siteId}/${sipPeerId}`;

/** Whether a place is a whole one. Of a number without service, the API may tell the site and no peer, or neither. */
const isPeer = ({ siteId, sipPeerId }: PeerPlace) => siteId !== "" && sipPeerId !== "";

/** On this account, but these credentials may not see where. */
const nowhere: PeerPlace = { siteId: "", sipPeerId: "" };

/** Without a place the number is not on this account. `byList`: the list of the numbers in service has told it. */
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
