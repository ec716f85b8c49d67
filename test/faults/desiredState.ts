import { handovers } from "./desiredHandovers.js";
import type { Draw } from "./random.js";
import type { Held, Outputs } from "./stack.js";

export type PeerName = "voice" | "standby";

/** What somebody wants of an account, from which a program is written; `undefined`: does not want it at all. */
export interface DesiredState {
  siteName: string;
  found?: { quantity: number; peer: PeerName; trigger: number };
  chosen?: {
    numbers: string[];
    peer: PeerName;
    features?: { forward: number; rewriteUser?: string };
    /** What is told of the numbers to others, and on how many of them. */
    told?: { count: number; caller?: string; subscriber?: string; listing?: string };
    /** What is written on the order that brought them. */
    note?: string;
  };
  /** Numbers that come from the other two and go there again. */
  second?: {
    /** What it is called: it is renamed without an alias. */
    name: string;
    /** Listed; else so many are searched for. */
    numbers: string[];
    searched?: number;
    /** Unset: the site's default peer. */
    peer?: PeerName;
    forward?: number;
    caller?: string;
  };
  /** What is taken over in place of a create, by the names of resources. */
  adopted?: Record<string, { by: "adopt" | "import"; id: string }>;
  /** A number that is held back; each is another one, since what is in service cannot be reserved. */
  reserved?: number;
  own?: { lines: number[]; peer: PeerName };
  credential?: string;
  /** A realm, what it is described as, and the password of a credential in it. */
  realm?: { description?: string; password?: string };
  /** What answers calls: the password changes in place, the address makes another one. */
  calls?: { password: string; name: string };
  /** What the second peer does beside its own document. Texts stay: numbers that have them keep them on. */
  served?: { voice: boolean; texts: boolean; zone2: boolean; plan: boolean };
  mails?: string;
  ported?: { person: string; lines: number[]; letter?: { text: string; name?: string } };
  leaving?: { pon: number; person: string };
  /** How many things were wanted that there can be once only: reserved numbers and PONs. */
  spent?: number;
}

export const firstDesired: DesiredState = { siteName: "Raleigh", found: { quantity: 2, peer: "voice", trigger: 0 } };

/** One change of mind. `known` is what the resources have to show by then: who pins a number has read it there. */
export function nextDesired(desired: DesiredState, draw: Draw, known: Outputs = {}): DesiredState {
  const next = draw.one(draw.chance(0.4) ? handovers : changes)(structuredClone(desired), draw, known);
  // A number that is given up ages, and cannot be held back again.
  const isUsed = ({ reserved, chosen }: DesiredState) =>
    reserved !== undefined && chosen?.numbers.includes(number(reserved));
  return isUsed(desired) && !isUsed(next) ? { ...next, reserved: undefined } : next;
}

/**
 * Whether both declare the same resources, by the same names, and the same purchase. What nothing declares any more and no
 * state has heard of, nobody can find; and one that was deleted in part is declared again only after a refresh.
 */
export function isSameInKind(one: DesiredState, other: DesiredState): boolean {
  const lists = ({ chosen, second }: DesiredState) => [chosen?.numbers ?? [], second?.numbers ?? []];
  const [chosen, second] = [lists(one), lists(other)].map(([a = [], b = []]) => ({ a, b })) as [Lists, Lists];
  const passes =
    chosen.a.some((number) => second.b.includes(number)) || chosen.b.some((number) => second.a.includes(number));
  if (passes) return false;
  const kind = ({
    siteName,
    found,
    chosen,
    second,
    own,
    reserved,
    credential,
    realm,
    calls,
    served,
    mails,
    ported,
    leaving,
  }: DesiredState) => {
    const { caller, subscriber, listing } = chosen?.told ?? {};
    const single = [credential, realm, realm?.password, calls, ported?.letter];
    const parts: unknown[] = [chosen, chosen?.features, caller, subscriber, listing, ...single];
    const replacing = [
      siteName,
      mails,
      found?.trigger,
      own?.peer,
      ported?.lines,
      reserved,
      chosen?.note,
      leaving?.pon,
      calls?.name,
      ...[served === undefined, served?.voice, served?.texts, served?.plan],
    ];
    const more = [
      second?.name,
      second?.searched === undefined,
      second?.forward === undefined,
      second?.caller === undefined,
    ];
    return JSON.stringify([...replacing, ...more, found === undefined, ...parts.map((part) => part !== undefined)]);
  };
  return kind(one) === kind(other);
}

interface Lists {
  a: string[];
  b: string[];
}

/**
 * Who changes his mind after a create that was killed is told that it has bought numbers which are not wanted any more, and
 * how to take them over. Gives the desired that does so.
 */
export function withEarlierNumbers(desired: DesiredState, failure: string): DesiredState | undefined {
  const [, names = "", quantity] =
    /it does not declare: ([+\d, ]+)\. .*To adopt them, (?:set `quantity` to (\d+)|add them)/.exec(failure) ?? [];
  const { found, chosen } = desired;
  if (quantity !== undefined) return found && { ...desired, found: { ...found, quantity: Number(quantity) } };
  if (!names) return undefined;
  const earlier = names.split(", ");
  const { second } = desired;
  if (second?.numbers.some((number) => earlier.includes(number)) || !chosen) {
    return second && { ...desired, second: { ...second, numbers: united(second.numbers, earlier) } };
  }
  return { ...desired, chosen: { ...chosen, numbers: united(earlier, chosen.numbers) } };
}

/** The numbers that a search has ordered are with a resource that waits for its delete: it is to buy others. */
export function withOtherNumbers(
  { found, ...desired }: DesiredState,
  failure: string,
  condemned: readonly Pick<Held, "state">[],
): DesiredState | undefined {
  const [, names] =
    /^([+\d, ]+): ordered by an earlier run of this resource, and ha(?:s|ve) passed/m.exec(failure) ?? [];
  if (!names || !found || !failure.includes("set `replacementTriggers`")) return undefined;
  const waiting = condemned.flatMap(({ state }) => (state.telephoneNumbers ?? []) as string[]);
  const passed = names.split(", ");
  return passed.some((number) => waiting.includes(number))
    ? { ...desired, found: { ...found, trigger: found.trigger + 1 } }
    : undefined;
}

/**
 * The credential names no realm. On an account whose only realm is not the default one, Bandwidth refuses it until the program
 * names a realm or makes one the default. A default realm cannot be deleted in the end, so the credential is done without.
 */
export function withoutRealmless(desired: DesiredState, failure: string): DesiredState | undefined {
  return failure.includes("23021") ? { ...desired, credential: undefined } : undefined;
}

export const united = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])];

export const maybe = <T>(draw: Draw, these: readonly T[]): T | undefined =>
  draw.chance(0.7) ? draw.one(these) : undefined;

export const peers: readonly PeerName[] = ["voice", "standby"];
const features = (draw: Draw) => ({
  forward: draw.from(80, 99),
  rewriteUser: draw.chance(0.5) ? `desk${draw.below(9)}` : undefined,
});

/** Each of them is there or not, so that some come and go. */
const told = (draw: Draw) => ({
  count: draw.from(1, 7),
  caller: draw.chance(0.6) ? draw.one(["Office", "Lobby"]) : undefined,
  subscriber: draw.chance(0.4) ? draw.one(["Joes Garage", "Joes Bar"]) : undefined,
  listing: draw.chance(0.4) ? draw.one(["LISTED", "NON_LISTED"]) : undefined,
});

const changes: readonly ((desired: DesiredState, draw: Draw, known: Outputs) => DesiredState)[] = [
  (desired, draw) => ({ ...desired, siteName: `Raleigh ${draw.below(9)}` }),
  (desired, draw) => ({ ...desired, mails: draw.chance(0.3) ? undefined : `ops${draw.below(9)}@example.com` }),
  ({ found, ...desired }, draw) => ({
    ...desired,
    found: { quantity: draw.from(1, 5), peer: found?.peer ?? "voice", trigger: found?.trigger ?? 0 },
  }),
  ({ found, ...desired }, draw) => ({ ...desired, found: found && { ...found, peer: draw.one(peers) } }),
  ({ found, ...desired }) => ({ ...desired, found: found && { ...found, trigger: found.trigger + 1 } }),
  (desired, draw) => ({ ...desired, found: draw.chance(0.5) ? undefined : desired.found }),
  ({ chosen, ...desired }, draw) => ({
    ...desired,
    chosen: {
      peer: "standby",
      ...chosen,
      numbers: numbers.filter((one) => !desired.second?.numbers.includes(one) && draw.chance(0.4)).concat(last),
    },
  }),
  ({ chosen, ...desired }, draw) => ({ ...desired, chosen: chosen && { ...chosen, peer: draw.one(peers) } }),
  ({ chosen, ...desired }, draw) => ({ ...desired, chosen: chosen && { ...chosen, features: features(draw) } }),
  ({ chosen, ...desired }, draw) => ({ ...desired, chosen: chosen && { ...chosen, told: told(draw) } }),
  ({ chosen, ...desired }, draw) => ({
    ...desired,
    chosen: chosen && { ...chosen, note: maybe(draw, ["new", "old"]) },
  }),
  ({ chosen, reserved, spent = 0, ...desired }, draw) => {
    const held = draw.chance(0.4) ? undefined : 61 + spent;
    const use = held !== undefined && draw.chance(0.5);
    return {
      ...desired,
      ...{ reserved: held, spent: spent + 1 },
      chosen: chosen && use ? { ...chosen, numbers: [...chosen.numbers, number(held)] } : chosen,
    };
  },
  (desired, draw) => ({ ...desired, chosen: draw.chance(0.5) ? undefined : desired.chosen }),
  (desired, draw) => ({
    ...desired,
    own: draw.chance(0.3)
      ? undefined
      : { lines: [1, 2, 3, 4].filter((line) => line === 4 || draw.chance(0.5)), peer: draw.one(peers) },
  }),
  (desired, draw) => ({
    ...desired,
    calls: draw.chance(0.3)
      ? undefined
      : { password: `barley${draw.below(9)}`, name: draw.one(["Calls", "Switchboard"]) },
  }),
  (desired, draw) => {
    const texts = desired.served?.texts === true || draw.chance(0.5);
    const served = { voice: draw.chance(0.5), texts, zone2: draw.chance(0.5), plan: draw.chance(0.5) };
    return { ...desired, served: !texts && draw.chance(0.3) ? undefined : served };
  },
  (desired, draw) => ({ ...desired, credential: draw.chance(0.3) ? undefined : draw.one(["a", "b"]).repeat(32) }),
  (desired, draw) => ({
    ...desired,
    realm: draw.chance(0.3)
      ? undefined
      : { description: maybe(draw, ["Phones", "Desk phones"]), password: maybe(draw, ["open sesame", "open barley"]) },
  }),
  ({ ported, ...desired }, draw) => ({
    ...desired,
    ported: { lines: [1], ...ported, person: draw.one(["Joe Smith", "Jane Smith", "Jim Smith"]) },
  }),
  ({ ported, ...desired }, draw) => ({
    ...desired,
    ported: ported && { ...ported, lines: [1, 2, 3].slice(draw.below(3)) },
  }),
  ({ ported, ...desired }, draw) => ({
    ...desired,
    ported: ported && {
      ...ported,
      letter: draw.chance(0.3)
        ? undefined
        : { text: draw.one(["I agree", "We agree"]), name: maybe(draw, ["Letter", "Signed letter"]) },
    },
  }),
  (desired, draw) => ({ ...desired, ported: draw.chance(0.5) ? undefined : desired.ported }),
  ({ leaving, spent = 0, ...desired }, draw) => {
    const person = draw.one(["Jim Hopkins", "Jane Hopkins"]);
    if (leaving && draw.chance(0.5)) return { ...desired, spent, leaving: { ...leaving, person } };
    return { ...desired, spent: spent + 1, leaving: draw.chance(0.3) ? undefined : { pon: spent, person } };
  },
];

export const number = (end: number) => `+1984555${String(100 + end).padStart(4, "0")}`;
export const last = number(59);
const numbers = [50, 51, 52, 53, 54, 55].map(number);
