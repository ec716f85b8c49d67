import { typesWhere } from "../types.js";
import type { Unplaced } from "./absence.js";
import { keyOf } from "./facts.js";
import type { FoundPeer, FoundThing, Inventory } from "./inventory.js";
import type { Difference, Holder } from "./model.js";
import { optionDifferences } from "./options.js";
import type { Declared, Stack } from "./states.js";

/** The type of a difference about one number. */
export const NUMBER = "TelephoneNumber";

/** What stacks hold, by what it is. */
export class Holdings {
  readonly #byThing = new Map<string, Declared[]>();
  readonly #byNumber = new Map<string, Declared[]>();
  /** Whether it is known of every number which stacks hold it. */
  readonly isWhole: boolean;

  constructor(readonly stacks: readonly Stack[]) {
    this.isWhole = stacks.length > 0 && stacks.every(({ hidden }) => hidden.length === 0);
    for (const { declared } of stacks) {
      for (const one of declared) {
        add(this.#byThing, thingKey(one.type, one.id), one);
        for (const number of new Set(one.numbers)) add(this.#byNumber, number, one);
      }
    }
  }

  ofThing(type: string, id: string): readonly Declared[] {
    return this.#byThing.get(thingKey(type, id)) ?? [];
  }

  ofNumber(number: string): readonly Declared[] {
    return this.#byNumber.get(number) ?? [];
  }

  get numbers(): Iterable<[string, readonly Declared[]]> {
    return this.#byNumber;
  }

  get things(): Iterable<readonly Declared[]> {
    return this.#byThing.values();
  }
}

/** The same inventory, with each thing under the id by which a stack has it. */
export function knownIds(inventory: Inventory, holdings: Holdings): Inventory {
  const others = [...inventory.others].map(([type, list]): [string, FoundThing[]] => [
    type,
    list.map(({ id, name, otherId = id }) => ({ id: holdings.ofThing(type, otherId).length > 0 ? otherId : id, name })),
  ]);
  return { ...inventory, others: new Map(others) };
}

/** Everything in which the account and the stacks differ. Without stacks there is nothing to compare. */
export function differencesOf(inventory: Inventory, unplaced: Unplaced, holdings: Holdings): Difference[] {
  if (holdings.stacks.length === 0) return [];
  const peers = inventory.sites?.flatMap(({ peers = [] }) => peers) ?? [];
  return [
    ...unmanagedThings(inventory, peers, holdings),
    ...unmanagedNumbers(peers, unplaced, holdings),
    ...missingThings(inventory, holdings),
    ...numberDifferences(peers, unplaced, holdings),
    ...optionDifferences(peers, holdings.stacks),
    ...renamed(inventory, peers, holdings),
    ...thingsHeldTwice(holdings),
  ];
}

export const holdersOf = (declared: readonly Declared[]): Holder[] =>
  declared.map(({ stack, type, name }) => ({ stack, type, name }));

const staying = (declared: readonly Declared[]) => declared.filter(({ isLeaving }) => !isLeaving);

function unmanagedThings(inventory: Inventory, peers: readonly FoundPeer[], holdings: Holdings): Difference[] {
  const all = [
    ...(inventory.sites ?? []).map(({ siteId, name }) => ({ type: "Site", id: siteId, name })),
    ...peers.map((peer) => ({ type: "SipPeer", id: keyOf(peer), name: peer.name })),
    ...[...inventory.others].flatMap(([type, list]) => list.map((one) => ({ type, ...one }))),
  ];
  return all
    .filter(({ type, id }) => holdings.ofThing(type, id).length === 0)
    .map((one) => ({ kind: "unmanaged", ...one, holders: [] }));
}

function unmanagedNumbers(peers: readonly FoundPeer[], { present }: Unplaced, holdings: Holdings): Difference[] {
  // A list that a state does not show may have any of them.
  if (!holdings.isWhole) return [];
  const found: Difference[] = [];
  const seen = new Set<string>();
  const tell = (id: string, place?: string) => {
    if (seen.has(id) || holdings.ofNumber(id).length > 0) return;
    seen.add(id);
    found.push({ kind: "unmanaged", type: NUMBER, id, holders: [], found: place });
  };
  for (const peer of peers) for (const number of peer.numbers?.keys() ?? []) tell(number, keyOf(peer));
  for (const number of present) tell(number);
  return found;
}

/** Only where the list could be read is anything missing from it. */
function missingThings({ sites, others }: Inventory, holdings: Holdings): Difference[] {
  const bySite = sites && new Map(sites.map((site) => [site.siteId, site]));
  const isMissing = ({ type, id, siteId = "" }: Declared): boolean => {
    if (type === "Site") return bySite !== undefined && !bySite.has(id);
    if (type !== "SipPeer") return others.has(type) && !others.get(type)?.some((one) => one.id === id);
    if (bySite === undefined) return false;
    const site = bySite.get(siteId);
    return site === undefined || (site.peers !== undefined && !site.peers.some((peer) => keyOf(peer) === id));
  };
  return [...holdings.things].flatMap((declared) => {
    const [first] = staying(declared);
    if (!first || !isMissing(first)) return [];
    const { type, id, label: name } = first;
    return [{ kind: "missing" as const, type, id, name, holders: holdersOf(staying(declared)) }];
  });
}

function numberDifferences(peers: readonly FoundPeer[], { absent }: Unplaced, holdings: Holdings): Difference[] {
  const places = new Map<string, FoundPeer>();
  for (const peer of peers) for (const number of peer.numbers?.keys() ?? []) places.set(number, peer);
  const found: Difference[] = [];
  for (const [id, declared] of holdings.numbers) {
    const held = staying(declared);
    const holders = holdersOf(held);
    if (held.length > 1) found.push({ kind: "twice", type: NUMBER, id, holders });
    if (absent.has(id)) found.push({ kind: "missing", type: NUMBER, id, holders });
    const place = places.get(id);
    const wanted = held.find(({ siteId, sipPeerId }) => siteId !== undefined && sipPeerId !== undefined);
    if (!place || !wanted) continue;
    const declaredAt = `${wanted.siteId}/${wanted.sipPeerId}`;
    if (keyOf(place) !== declaredAt)
      found.push({ kind: "moved", type: NUMBER, id, holders, found: keyOf(place), declared: declaredAt });
  }
  return found;
}

function renamed({ sites = [] }: Inventory, peers: readonly FoundPeer[], holdings: Holdings): Difference[] {
  const all = [
    ...sites.map(({ siteId, name }) => ({ type: "Site", id: siteId, name })),
    ...peers.map((peer) => ({ type: "SipPeer", id: keyOf(peer), name: peer.name })),
  ];
  return all.flatMap(({ type, id, name }) => {
    const held = staying(holdings.ofThing(type, id));
    const [other] = held.filter(({ label }) => label !== undefined && label !== name);
    if (!other || name === "") return [];
    return [{ kind: "renamed" as const, type, id, name, holders: holdersOf(held), found: name, declared: other.label }];
  });
}

/** What only one resource may have: each holder changes it, or takes it away. Notes and reports are shared. */
const OWNED = typesWhere(({ hasOneOwner }) => hasOneOwner === true);

function thingsHeldTwice(holdings: Holdings): Difference[] {
  return [...holdings.things].flatMap((declared) => {
    const held = staying(declared);
    const [first] = held;
    if (!first || held.length < 2 || first.id === "" || !OWNED.has(first.type)) return [];
    const { type, id, label: name } = first;
    return [{ kind: "twice" as const, type, id, name, holders: holdersOf(held) }];
  });
}

const thingKey = (type: string, id: string) => `${type} ${id}`;

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
