import { type Facts, keyOf } from "./facts.js";
import type { FoundSite } from "./inventory.js";
import type { IdleLine, NumberLine } from "./model.js";

/** What is set and has no effect, and places with nothing in them. Only what could be read counts. */
export function idleIn(sites: readonly FoundSite[], numbers: readonly NumberLine[], facts: Facts): IdleLine[] {
  return [...idleMessages(sites, numbers, facts), ...idleCampaigns(sites, facts), ...emptyPlaces(sites)];
}

function idleMessages(sites: readonly FoundSite[], numbers: readonly NumberLine[], { messages }: Facts): IdleLine[] {
  const byPeer = new Map<string, string[]>();
  for (const { number, sms, siteId = "", sipPeerId = "" } of numbers) {
    if (!sms) continue;
    const key = keyOf({ siteId, sipPeerId });
    const enabled = byPeer.get(key) ?? [];
    enabled.push(number);
    byPeer.set(key, enabled);
  }
  return sites.flatMap(({ name: site, peers = [] }) =>
    peers.flatMap((peer) => {
      const feature = messages.get(keyOf(peer));
      const enabled = byPeer.get(keyOf(peer)) ?? [];
      if (feature === undefined || enabled.length === 0) return [];
      const what = `Messages: ${site} / ${peer.name}`;
      if (feature === null) return [{ what, reason: "messages are off at the SIP peer", numbers: enabled }];
      if (feature.a2pLongCode !== "OFF") return [];
      const long = enabled.filter((number) => number.startsWith("+1"));
      return [
        { what, reason: "the SIP peer switches messages of long codes off, whatever a number says", numbers: long },
      ];
    }),
  );
}

function idleCampaigns(sites: readonly FoundSite[], { looked }: Facts): IdleLine[] {
  return sites.flatMap(({ name: site, peers = [] }) =>
    peers.flatMap((peer) => {
      const idle = [...(peer.numbers ?? [])].flatMap(([number, options]) => {
        const a2p = options?.a2p ?? looked.get(number)?.options.a2p;
        const isOwn = a2p?.campaignId !== undefined && a2p.state !== "system_default" && a2p.state !== "off";
        return isOwn && options && !options.smsEnabled ? [number] : [];
      });
      if (idle.length === 0) return [];
      return [
        {
          what: `Campaigns: ${site} / ${peer.name}`,
          reason: "the numbers have messages off",
          numbers: idle,
        },
      ];
    }),
  );
}

function emptyPlaces(sites: readonly FoundSite[]): IdleLine[] {
  return sites.flatMap(({ siteId, name, peers }): IdleLine[] => {
    if (peers?.length === 0) return [{ what: `Site: ${name} (${siteId})`, reason: "it has no SIP peer", numbers: [] }];
    return (peers ?? [])
      .filter(({ numbers }) => numbers?.size === 0)
      .map((peer) => ({
        what: `SIP peer: ${name} / ${peer.name}`,
        reason: "it has no numbers",
        numbers: [],
      }));
  });
}
