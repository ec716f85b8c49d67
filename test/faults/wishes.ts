import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import { address } from "../resources/support.js";
import {
  declareCredential,
  declareEmergency,
  declareExternal,
  declareListing,
  declareNote,
  declareRecord,
} from "./operations/features.js";
import { declareReservation } from "./operations/numbers.js";
import { declareLetter, declareLsrOrder, declarePortIn } from "./operations/ports.js";
import { declareNumbers, declareOptions, declarePeer, declareSite, declareSubscription } from "./operations/program.js";
import type { Draw } from "./random.js";
import type { Outputs, Program } from "./stack.js";

type PeerName = "voice" | "standby";

/** What somebody wants of an account, from which a program is written; `undefined`: does not want it at all. */
export interface Wish {
  siteName: string;
  found?: { quantity: number; peer: PeerName; trigger: number };
  chosen?: {
    numbers: number[];
    peer: PeerName;
    features?: { forward: number; rewriteUser?: string };
    /** What is told of the numbers to others, and on how many of them. */
    told?: { count: number; caller?: string; subscriber?: string; listing?: string };
    /** What is written on the order that brought them. */
    note?: string;
  };
  /** A number that is held back; each is another one, since what is in service cannot be reserved. */
  reserved?: number;
  own?: { lines: number[]; peer: PeerName };
  credential?: string;
  mails?: string;
  ported?: { person: string; lines: number[]; letter?: { text: string; name?: string } };
  leaving?: { pon: number; person: string };
  /** How many things were wanted that there can be once only: reserved numbers and PONs. */
  spent?: number;
}

export const firstWish: Wish = { siteName: "Raleigh", found: { quantity: 2, peer: "voice", trigger: 0 } };

/** One change of mind. */
export function nextWish(wish: Wish, draw: Draw): Wish {
  const next = draw.one(changes)(structuredClone(wish), draw);
  // A number that is given up ages, and cannot be held back again.
  const isUsed = ({ reserved, chosen }: Wish) => reserved !== undefined && chosen?.numbers.includes(reserved);
  return isUsed(wish) && !isUsed(next) ? { ...next, reserved: undefined } : next;
}

/**
 * Whether both declare the same resources, by the same names, and the same purchase. What nothing declares any more and no
 * state has heard of, nobody can find; and one that was deleted in part is declared again only after a refresh.
 */
export function isSameInKind(one: Wish, other: Wish): boolean {
  const kind = ({ siteName, found, chosen, own, reserved, credential, mails, ported, leaving }: Wish) => {
    const { caller, subscriber, listing } = chosen?.told ?? {};
    const parts = [chosen, chosen?.features, caller, subscriber, listing, credential, ported?.letter];
    const replacing = [siteName, mails, found?.trigger, own?.peer, ported?.lines, reserved, chosen?.note, leaving?.pon];
    return JSON.stringify([...replacing, ...parts.map((part) => part !== undefined)]);
  };
  return kind(one) === kind(other);
}

/**
 * Who changes his mind after a create that was killed is told that it has bought numbers which are not wanted any more, and
 * how to take them over. Gives the wish that does so.
 */
export function withEarlierNumbers(wish: Wish, failure: string): Wish | undefined {
  const [, names = "", quantity] =
    /it does not want: ([+\d, ]+)\. .*To take them over, (?:set `quantity` to (\d+)|add them)/.exec(failure) ?? [];
  const { found, chosen } = wish;
  if (quantity !== undefined) return found && { ...wish, found: { ...found, quantity: Number(quantity) } };
  const ends = names.split(", ").map((name) => Number(name.slice(-4)) - 100);
  return names && chosen ? { ...wish, chosen: { ...chosen, numbers: [...ends, ...chosen.numbers] } } : undefined;
}

const maybe = <T>(draw: Draw, these: readonly T[]): T | undefined => (draw.chance(0.7) ? draw.one(these) : undefined);

const peers: readonly PeerName[] = ["voice", "standby"];
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

const changes: readonly ((wish: Wish, draw: Draw) => Wish)[] = [
  (wish, draw) => ({ ...wish, siteName: `Raleigh ${draw.below(9)}` }),
  (wish, draw) => ({ ...wish, mails: draw.chance(0.3) ? undefined : `ops${draw.below(9)}@example.com` }),
  ({ found, ...wish }, draw) => ({
    ...wish,
    found: { quantity: draw.from(1, 5), peer: found?.peer ?? "voice", trigger: found?.trigger ?? 0 },
  }),
  ({ found, ...wish }, draw) => ({ ...wish, found: found && { ...found, peer: draw.one(peers) } }),
  ({ found, ...wish }) => ({ ...wish, found: found && { ...found, trigger: found.trigger + 1 } }),
  (wish, draw) => ({ ...wish, found: draw.chance(0.5) ? undefined : wish.found }),
  ({ chosen, ...wish }, draw) => ({
    ...wish,
    chosen: { peer: "standby", ...chosen, numbers: numbers.filter(() => draw.chance(0.4)).concat(last) },
  }),
  ({ chosen, ...wish }, draw) => ({ ...wish, chosen: chosen && { ...chosen, peer: draw.one(peers) } }),
  ({ chosen, ...wish }, draw) => ({ ...wish, chosen: chosen && { ...chosen, features: features(draw) } }),
  ({ chosen, ...wish }, draw) => ({ ...wish, chosen: chosen && { ...chosen, told: told(draw) } }),
  ({ chosen, ...wish }, draw) => ({ ...wish, chosen: chosen && { ...chosen, note: maybe(draw, ["new", "old"]) } }),
  ({ chosen, reserved, spent = 0, ...wish }, draw) => {
    const held = draw.chance(0.4) ? undefined : 61 + spent;
    const use = held !== undefined && draw.chance(0.5);
    return {
      ...wish,
      ...{ reserved: held, spent: spent + 1 },
      chosen: chosen && use ? { ...chosen, numbers: [...chosen.numbers, held] } : chosen,
    };
  },
  (wish, draw) => ({ ...wish, chosen: draw.chance(0.5) ? undefined : wish.chosen }),
  (wish, draw) => ({
    ...wish,
    own: draw.chance(0.3)
      ? undefined
      : { lines: [1, 2, 3, 4].filter((line) => line === 4 || draw.chance(0.5)), peer: draw.one(peers) },
  }),
  (wish, draw) => ({ ...wish, credential: draw.chance(0.3) ? undefined : draw.one(["a", "b"]).repeat(32) }),
  ({ ported, ...wish }, draw) => ({
    ...wish,
    ported: { lines: [1], ...ported, person: draw.one(["Joe Smith", "Jane Smith", "Jim Smith"]) },
  }),
  ({ ported, ...wish }, draw) => ({ ...wish, ported: ported && { ...ported, lines: [1, 2, 3].slice(draw.below(3)) } }),
  ({ ported, ...wish }, draw) => ({
    ...wish,
    ported: ported && {
      ...ported,
      letter: draw.chance(0.3)
        ? undefined
        : { text: draw.one(["I agree", "We agree"]), name: maybe(draw, ["Letter", "Signed letter"]) },
    },
  }),
  (wish, draw) => ({ ...wish, ported: draw.chance(0.5) ? undefined : wish.ported }),
  ({ leaving, spent = 0, ...wish }, draw) => {
    const person = draw.one(["Jim Hopkins", "Jane Hopkins"]);
    if (leaving && draw.chance(0.5)) return { ...wish, spent, leaving: { ...leaving, person } };
    return { ...wish, spent: spent + 1, leaving: draw.chance(0.3) ? undefined : { pon: spent, person } };
  },
];

const last = 59;
const numbers = [50, 51, 52, 53, 54, 55];
const number = (end: number) => `+1984555${String(100 + end).padStart(4, "0")}`;

/** The program that declares what is wanted. */
export function programOf(wish: Wish): Program {
  const { siteName, found, chosen, own, reserved, credential, mails, ported, leaving } = wish;
  const place = ({ raleigh, ...outputs }: Outputs, peer: PeerName) => ({
    siteId: raleigh?.siteId,
    sipPeerId: outputs[peer]?.sipPeerId,
  });
  const ofSite = ({ raleigh }: Outputs) => ({ siteId: raleigh?.siteId });
  return [
    declareSite("raleigh", { name: siteName, address }),
    declarePeer("voice", (outputs) => ({ ...ofSite(outputs), name: "voice", isDefaultPeer: true })),
    declarePeer("standby", (outputs) => ({ ...ofSite(outputs), name: "standby" })),
    ...(found
      ? [
          declareNumbers("found", (outputs) => ({
            ...place(outputs, found.peer),
            search: { areaCode: "919" },
            quantity: found.quantity,
            replacementTriggers: [String(found.trigger)],
          })),
        ]
      : []),
    ...(reserved ? [declareReservation("held", { reservedTn: number(reserved) })] : []),
    ...(chosen
      ? [
          declareNumbers("chosen", (outputs) => ({
            ...place(outputs, chosen.peer),
            telephoneNumbers: chosen.numbers.map(number),
            reservationIds: reserved && chosen.numbers.includes(reserved) ? [outputs.held?.reservationId] : undefined,
          })),
        ]
      : []),
    ...(chosen?.note
      ? [
          declareNote("note", (outputs) => ({
            orderId: (outputs.chosen?.orderIds as string[] | undefined)?.[0],
            description: `for the ${chosen.note} office`,
          })),
        ]
      : []),
    ...(chosen?.features
      ? [
          declareOptions("features", (outputs) => ({
            telephoneNumbers: outputs.chosen?.telephoneNumbers,
            callForward: number(chosen.features?.forward ?? 0),
            rewriteUser: chosen.features?.rewriteUser,
          })),
        ]
      : []),
    ...(chosen?.told ? toldOf(chosen.told, chosen.numbers.map(number)) : []),
    ...(own
      ? [
          declareExternal("own", (outputs) => ({
            ...place(outputs, own.peer),
            telephoneNumbers: own.lines.map((line) => `+1919999010${line}`),
          })),
        ]
      : []),
    ...(credential ? [declareCredential("alice", { userName: "alice", hash1: credential })] : []),
    ...(ported
      ? [
          declarePortIn("ported", (outputs) => {
            const telephoneNumbers = ported.lines.map((line) => `+1303555011${line}`);
            return portInOf(outputs.raleigh?.siteId, {
              ...{ telephoneNumbers, billingTelephoneNumber: telephoneNumbers[0] },
              loaAuthorizingPerson: ported.person,
            });
          }),
        ]
      : []),
    ...(ported?.letter ? [declareLetter(ported.letter.text, { documentName: ported.letter.name })] : []),
    ...(leaving
      ? [declareLsrOrder("leaving", lsrOrderOf({ pon: `ACME-${leaving.pon}`, authorizingPerson: leaving.person }))]
      : []),
    ...(mails ? [declareSubscription("mails", { orderType: "orders", email: { address: mails } })] : []),
  ];
}

type ToldOf = NonNullable<NonNullable<Wish["chosen"]>["told"]>;

/** What emergency services, callers and directories are told of the chosen numbers. */
function toldOf({ count, caller, subscriber, listing }: ToldOf, chosen: string[]): Program {
  const telephoneNumbers = chosen.slice(0, count);
  const parts = [
    ...(caller
      ? [declareEmergency("help", { telephoneNumbers, callerName: caller, address, allowRemoval: true })]
      : []),
    ...(subscriber
      ? [
          declareRecord("shown", {
            telephoneNumbers,
            subscriberInformation: subscriber,
            useType: "BUSINESS",
            visibility: "PUBLIC",
          }),
        ]
      : []),
    ...(listing
      ? [
          declareListing("book", {
            telephoneNumbers,
            subscriberType: "BUSINESS",
            listingType: listing,
            listingName: { lastName: "Garage" },
            listAddress: true,
            address,
            onDelete: "unlist",
          }),
        ]
      : []),
  ];
  return parts.map((part) => ({ ...part, after: "chosen" }));
}
