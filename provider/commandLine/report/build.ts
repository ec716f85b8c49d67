import manifest from "../../../package.json" with { type: "json" };
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";
import { isTollFree } from "../../bandwidth/values/telephoneNumber.js";
import type { Unplaced } from "./absence.js";
import { differencesOf, Holdings, holdersOf, knownIds } from "./compare.js";
import { campaignOf, emergencyOf, type Facts, keyOf, passcodeOf } from "./facts.js";
import { idleIn } from "./idle.js";
import type { FoundPeer, FoundSite, Inventory } from "./inventory.js";
import type { AreaLine, NumberLine, OrderLine, Report, SiteLine } from "./model.js";
import { counted, type Stack } from "./states.js";

/** Everything that was read. */
export interface Read {
  accountId: string;
  now: number;
  inventory: Inventory;
  unplaced: Unplaced;
  facts: Facts;
  orders: OrderLine[];
  stacks: readonly Stack[];
}

/** Makes the report of what was read. */
export function buildReport({ accountId, now, unplaced, facts, orders, stacks, ...read }: Read): Report {
  const holdings = new Holdings(stacks);
  const inventory = knownIds(read.inventory, holdings);
  const { sites = [], unread, external = new Set<string>() } = inventory;
  const numbers = numberLines(inventory, unplaced, facts, holdings);
  const others = [...inventory.others].flatMap(([type, list]) =>
    list.map(({ id, name }) => ({ type, id, name, stacks: stacksOf(type, id, holdings) })),
  );
  const hidden = stacks.flatMap(({ name, hidden: all }) =>
    all.map((resource) => ({
      what: `numbers of ${resource} in ${name}`,
      reason: "the state has them as a secret. So it is not known which numbers no stack has",
    })),
  );
  const all = [...unread, ...hidden];
  return {
    formatVersion: 1,
    madeBy: `${manifest.name} ${manifest.version}`,
    createdAt: new Date(now).toISOString(),
    accountId,
    complete: all.length === 0,
    unread: all,
    notes: notesOn(stacks),
    totals: {
      sites: sites.length,
      sipPeers: sites.reduce((sum, { peers = [] }) => sum + peers.length, 0),
      numbers: numbers.length,
      externalNumbers: numbers.filter(({ number }) => external.has(number)).length,
      inStacks: numbers.filter(({ holders }) => holders.length > 0).length,
    },
    stacks: stacks.map(({ name, file, declared }) => ({
      name,
      file,
      resources: declared.length,
      numbers: new Set(declared.flatMap((one) => one.numbers)).size,
    })),
    sites: sites.map((site) => siteLine(site, holdings)),
    areas: areasOf(numbers.map(({ number }) => number)),
    others,
    differences: differencesOf(inventory, unplaced, holdings),
    orders,
    idle: idleIn(sites, numbers, facts),
    numbers,
  };
}

function notesOn(stacks: readonly Stack[]): string[] {
  const names = stacks.map(({ name }) => name);
  const same = stacks.filter(({ name }) => names.indexOf(name) !== names.lastIndexOf(name));
  const files = same.map(({ file }) => file).join(", ");
  return [
    ...stacks.flatMap(({ notes }) => notes),
    ...(same.length > 0
      ? [
          `${counted(same.length, "file")} with the same stack ${same[0]?.name}: ${files}. What it holds is told as held twice`,
        ]
      : []),
  ];
}

const stacksOf = (type: string, id: string, holdings: Holdings): string[] => [
  ...new Set(holdings.ofThing(type, id).map(({ stack }) => stack)),
];

function siteLine({ siteId, name, peers }: FoundSite, holdings: Holdings): SiteLine {
  const sipPeers = peers?.map((peer) => {
    const numbers = peer.numbers && [...peer.numbers.keys()];
    return {
      sipPeerId: peer.sipPeerId,
      name: peer.name,
      stacks: stacksOf("SipPeer", keyOf(peer), holdings),
      numbers: numbers?.length,
      unmanaged: holdings.isWhole ? numbers?.filter((one) => holdings.ofNumber(one).length === 0).length : undefined,
      areas: areasOf(numbers ?? []),
    };
  });
  return { siteId, name, stacks: stacksOf("Site", siteId, holdings), sipPeers };
}

function numberLines(inventory: Inventory, unplaced: Unplaced, facts: Facts, holdings: Holdings): NumberLine[] {
  const lines = new Map<string, NumberLine>();
  const add = (number: string, peer?: FoundPeer, options?: OptionValues) => {
    // A number that moved while the account was read is at two SIP peers.
    if (lines.has(number)) return;
    const isExternal = inventory.external?.has(number) ?? false;
    lines.set(number, {
      number,
      siteId: peer?.siteId,
      sipPeerId: peer?.sipPeerId,
      external: isExternal,
      holders: holdersOf(holdings.ofNumber(number)),
      emergencyAddress: isExternal ? "notNeeded" : emergencyOf(number, facts),
      campaign: isExternal ? "notNeeded" : peer ? campaignOf(number, options, peer, facts) : "unknown",
      portOutPasscode: passcodeOf(number, isExternal, facts),
      // An answer about options leaves out what is off.
      sms: options && options.smsEnabled === true,
      callForward: options?.callForward,
    });
  };
  for (const { peers = [] } of inventory.sites ?? [])
    for (const peer of peers) for (const [number, options] of peer.numbers ?? []) add(number, peer, options);
  for (const number of unplaced.present) add(number);
  return [...lines.values()].sort((one, other) => (one.number < other.number ? -1 : 1));
}

/** `919` of a North American number, `toll-free`, or `+44`: the country code as far as its digits tell. */
export function areaOf(number: string): string {
  if (isTollFree(number)) return "toll-free";
  return number.startsWith("+1") ? number.slice(2, 5) : countryCodeOf(number);
}

/** Country codes have one to three digits. All that begin with these digits have two (ITU-T E.164). */
const TWO_DIGITS = /^\+(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

function countryCodeOf(number: string): string {
  if (number.startsWith("+7")) return "+7";
  return number.slice(0, TWO_DIGITS.test(number) ? 3 : 4);
}

/** Numbers by area, the most first. */
export function areasOf(numbers: readonly string[]): AreaLine[] {
  const counts = new Map<string, number>();
  for (const number of numbers) counts.set(areaOf(number), (counts.get(areaOf(number)) ?? 0) + 1);
  return [...counts]
    .map(([area, count]) => ({ area, numbers: count }))
    .sort((one, other) => other.numbers - one.numbers || (one.area < other.area ? -1 : 1));
}
