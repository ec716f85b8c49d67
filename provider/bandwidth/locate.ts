import { lacksRole, type NumberLookUps } from "./numberLookUps.js";
import type { PeerNumbers, PeerPlace, Placement } from "./peerNumbers.js";

/** More missing numbers than this are first sorted into those in service and those that are gone, by lists. */
const fewMissing = 10;

/**
 * Finds out where numbers are: the hinted peers first, page by page; then, of the numbers that are not there, one at a
 * time, each telling of a further peer whose pages are read. So the cost is counted in peers, not in numbers. A number
 * that is absent from the result is proven not to be in service on this account.
 */
export async function locate(
  peers: PeerNumbers,
  lookUps: NumberLookUps,
  numbers: readonly string[],
  hints: readonly PeerPlace[],
): Promise<Map<string, Placement>> {
  const found = new Map<string, Placement>();
  const missing = new Set(numbers);
  const read = new Set<string>();

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

  const places = new Map(hints.map((place) => [keyOf(place), place]));
  await Promise.all([...places.values()].map(readPeer));
  if (missing.size > fewMissing) {
    const inService = await lookUps.inServiceAmong([...missing]);
    for (const number of [...missing]) if (!inService.has(number)) missing.delete(number);
  }
  for (const number of missing) {
    // A peer that was read for the sake of an earlier number may have settled this one.
    const place = await placeOf(lookUps, number);
    if (place === undefined) {
      missing.delete(number);
      continue;
    }
    if (place.siteId !== "" && !read.has(keyOf(place))) await readPeer(place);
    // The number itself says where it is, though the list of the peer does not show it (yet).
    if (missing.has(number)) take(number, place);
  }
  return found;
}

const keyOf = ({ siteId, sipPeerId }: PeerPlace) => `${siteId}/${sipPeerId}`;

/** Undefined: not in service on this account. Empty ids: in service, but these credentials may not see where. */
async function placeOf(lookUps: NumberLookUps, number: string): Promise<PeerPlace | undefined> {
  try {
    const details = await lookUps.details(number);
    if (details === undefined || !lookUps.isHere(details)) return undefined;
    return { siteId: details.siteId ?? "", sipPeerId: details.sipPeerId ?? "" };
  } catch (error) {
    if (!lacksRole(error)) throw error;
    return (await lookUps.isInService(number)) ? { siteId: "", sipPeerId: "" } : undefined;
  }
}
