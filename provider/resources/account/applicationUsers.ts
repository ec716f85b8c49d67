import type { Bandwidth } from "../define.js";

/** A refused delete asks this many SIP peers at most, with three requests each. */
const MOST_PEERS = 200;

/**
 * The SIP peers that use an application, for a person who has to take it out of them. Bandwidth's own list may miss some
 * (docs/maintainers/api.md#applications). If it is empty, the settings of the peers are read, which are sure. Whatever
 * can't be read is left out.
 */
export async function usersOf(api: Bandwidth, applicationId: string): Promise<string[]> {
  const listed = (await api.applications.sipPeers(applicationId).catch(() => undefined)) ?? [];
  if (listed.length > 0) return listed.map(({ siteId, sipPeerId, name }) => named(siteId, sipPeerId, name));
  const found: string[] = [];
  let asked = 0;
  for (const { siteId } of await api.sites.list().catch(() => [])) {
    for (const { sipPeerId, name } of await api.sipPeers.list(siteId).catch(() => [])) {
      asked += 1;
      if (asked > MOST_PEERS) return found;
      if (await uses(api, { siteId, sipPeerId }, applicationId)) found.push(named(siteId, sipPeerId, name));
    }
  }
  return found;
}

async function uses(api: Bandwidth, place: { siteId: string; sipPeerId: string }, applicationId: string) {
  const { peerServices } = api;
  const told = await Promise.all([
    peerServices.application(place).catch(() => undefined),
    peerServices.voice(place, "origination").then(
      (voice) => voice?.applicationId,
      () => undefined,
    ),
    peerServices.voice(place, "termination").then(
      (voice) => voice?.applicationId,
      () => undefined,
    ),
  ]);
  return told.includes(applicationId);
}

const named = (siteId: string, sipPeerId: string, name = "") => `${siteId}/${sipPeerId} ("${name}")`;
