import type { OrderLedger } from "../../provider/resources/ordering/orderLedger.js";
import type { Simulator } from "../../simulator/index.js";
import { numbersOf } from "./auditors/auditor.js";
import { boughtBySomebodyElse } from "./auditors/law.js";
import type { Draw } from "./random.js";
import type { Held, Stack } from "./stack.js";

/** Somebody else does something to what is the stack's, if it has any such thing; tells what, and which number is now theirs. */
export function interfere(simulator: Simulator, stack: Seen, draw: Draw): Pick<Deed, "what" | "buys"> | undefined {
  const possible = deeds.flatMap((deed) => deed(simulator, stack, draw) ?? []);
  if (possible.length === 0) return undefined;
  const { what, buys, act } = draw.one(possible);
  act();
  return { what, buys };
}

type Seen = Pick<Stack, "held" | "find">;

interface Deed {
  what: string;
  /** A number that is somebody else's from now on. */
  buys?: string;
  act: () => unknown;
}

/** What could be done now. */
type Possibility = (simulator: Simulator, stack: Seen, draw: Draw) => Deed | undefined;

/** A number of the stack's. */
function anyNumber({ account }: Simulator, { held }: Seen, draw: Draw): string | undefined {
  const of = (type: string) => held.filter((one) => one.type === type);
  // One that was held back is not for sale again for a while, so that its reservation could not be made anew.
  const reserved = of("TnReservation").map(({ inputs }) => inputs.reservedTn);
  const numbers = of("PhoneNumberOrder").flatMap(({ state }) => numbersOf(state));
  const mine = numbers.filter((number) => !reserved.includes(number) && account.heldNumber(number));
  return mine.length > 0 ? draw.one(mine) : undefined;
}

/**
 * Whether the state has the number in this peer. Somebody else's number in the same peer counts as the stack's own: nothing that
 * is looked at shows the difference.
 */
function isKnownAt({ held }: Seen, number: string, peer: string): boolean {
  const placeOf = ({ state }: Held) => (state.__orders as Partial<OrderLedger> | undefined)?.sipPeerId;
  return held.some((one) => numbersOf(one.state).includes(number) && placeOf(one) === peer);
}

/** A site of somebody else's on the same account, and its peer. */
export const ELSEWHERE = "elsewhere";

function elsewhere({ account }: Simulator): string {
  const model = [...account.sites.values()][0];
  const peer = [...account.peers.values()][0];
  if (!model || !peer) throw new Error("nobody has a site to copy");
  if (!account.sites.has(ELSEWHERE)) {
    account.sites.set(ELSEWHERE, { ...model, id: ELSEWHERE, name: ELSEWHERE });
    // It does not use the stack's applications: Bandwidth would then refuse to delete them.
    const others = { services: undefined, isDefault: true };
    account.peers.set(ELSEWHERE, { ...peer, ...others, id: ELSEWHERE, siteId: ELSEWHERE, name: ELSEWHERE });
  }
  return ELSEWHERE;
}

/** A number tells only its last order: after one for its options, nobody can tell any more that somebody else has bought it. */
export function hiddenPurchases(simulator: Simulator): string[] {
  if (!simulator.settings.anyLastOrder) return [];
  const hidden = [...simulator.account.numbers].filter(([, { lastOrder }]) => lastOrder !== undefined);
  return hidden.map(([number]) => number).filter((number) => boughtBySomebodyElse(simulator, number));
}

/** Numbers that somebody else has bought into a peer of the stack's leave it, so that it can go. */
export function strangersLeave(simulator: Simulator, adopted: ReadonlySet<string>): void {
  const { account, ledger } = simulator;
  for (const number of ledger.owned()) {
    const isTheirs = boughtBySomebodyElse(simulator, number) && !adopted.has(number);
    if (isTheirs && account.numbers.get(number)?.siteId !== ELSEWHERE) account.moveNumber(number, elsewhere(simulator));
  }
}

const deeds: readonly Possibility[] = [
  (simulator, stack, draw) => {
    const { account } = simulator;
    const number = anyNumber(simulator, stack, draw);
    return number === undefined
      ? undefined
      : { what: `somebody took ${number}`, act: () => account.disconnectNumber(number) };
  },
  (simulator, stack, draw) => {
    const { account } = simulator;
    const number = anyNumber(simulator, stack, draw);
    const standby = stack.find("standby")?.state.sipPeerId;
    if (number === undefined || standby === undefined) return undefined;
    return boughtBySomebodyElse(simulator, number) && isKnownAt(stack, number, String(standby))
      ? undefined
      : { what: `somebody moved ${number}`, act: () => account.moveNumber(number, String(standby)) };
  },
  (simulator, stack, draw) => {
    const { account } = simulator;
    const number = anyNumber(simulator, stack, draw);
    if (number === undefined || !account.heldNumber(number)) return undefined;
    // Of some numbers that were taken over it is not known which order brought them.
    const isListed = ({ state }: Held) => {
      const { listed, taken = [] } = (state.__orders ?? {}) as Partial<OrderLedger>;
      return (listed || taken.includes(number)) && numbersOf(state).includes(number);
    };
    if (stack.held.some(isListed)) return undefined;
    const place = account.numbers.get(number)?.sipPeerId;
    const peers = stack.held.filter(({ type }) => type === "SipPeer").map(({ state }) => String(state.sipPeerId));
    const others = peers.filter((peer) => peer !== place && !isKnownAt(stack, number, peer) && account.peers.has(peer));
    const act = () => {
      account.disconnectNumber(number);
      account.buyNumber({
        number,
        sipPeerId: others.length > 0 && draw.chance(0.5) ? draw.one(others) : elsewhere(simulator),
      });
    };
    return { what: `somebody took ${number} and bought it elsewhere`, buys: number, act };
  },
  ({ account }, stack, draw) => {
    const features = numbersOf(stack.find("features")?.inputs ?? {}).filter((one) => account.heldNumber(one));
    if (features.length === 0) return undefined;
    const number = draw.one(features);
    const act = () => account.switchOptions(number, { CallForward: "9845550170" });
    return { what: `somebody forwards ${number}`, act };
  },
  (simulator, stack, draw) => {
    const { account } = simulator;
    const number = anyNumber(simulator, stack, draw);
    const feature = draw.one(["e911", "lidb", "dlda"] as const);
    const features = number === undefined ? undefined : account.numbers.get(number)?.features;
    return features?.[feature] === undefined
      ? undefined
      : { what: `${number} has lost its ${feature}`, act: () => delete features[feature] };
  },
  ({ account }, stack) => {
    const mails = stack.find("mails");
    if (!mails || !account.subscriptions.has(mails.id)) return undefined;
    return { what: "somebody unsubscribed", act: () => account.deleteSubscription(mails.id) };
  },
  ({ account }, stack, draw) => {
    const key = stack.find("alice")?.id ?? "";
    const credential = account.sipCredentials.get(key);
    if (!credential) return undefined;
    return draw.chance(0.5)
      ? { what: "somebody set another password", act: () => Object.assign(credential, { hash1: "c".repeat(32) }) }
      : { what: "somebody deleted alice", act: () => account.sipCredentials.delete(key) };
  },
  ({ account }, stack, draw) => {
    const desk = stack.find("desk");
    const realm = account.realms.get(desk?.id ?? "");
    const bob = [...account.sipCredentials.values()].find(({ userName }) => userName === "bob");
    if (realm?.status !== "ACTIVE") return undefined;
    if (bob && draw.chance(0.5)) {
      return {
        what: "somebody set another password for bob",
        act: () => Object.assign(bob, { hash1: "d".repeat(32) }),
      };
    }
    // What the program does not declare stays as somebody has set it.
    if (desk?.inputs.description === undefined) return undefined;
    return { what: "somebody described the realm", act: () => Object.assign(realm, { description: "Somebody's" }) };
  },
  ({ account }, stack, draw) => {
    const standby = String(stack.find("standby")?.state.sipPeerId);
    const services = account.peers.get(standby)?.services;
    if (!services?.applicationId && !services?.origination) return undefined;
    const changed = draw.chance(0.5) ? { applicationId: undefined } : { origination: { protocol: "SIP" as const } };
    const act = () => account.changePeer(standby, { services: { ...services, ...changed } });
    return { what: "somebody took an application from standby", act };
  },
  ({ account }, stack) => {
    const standby = stack.find("standby")?.state.sipPeerId;
    return standby === undefined
      ? undefined
      : { what: "somebody renamed standby", act: () => account.changePeer(String(standby), { name: "spare" }) };
  },
  (simulator, stack) => {
    const { account } = simulator;
    const [voice, standby] = ["voice", "standby"].map((name) => String(stack.find(name)?.state.sipPeerId));
    const isThere = (peer: string | undefined): peer is string => peer !== undefined && account.peers.has(peer);
    if (!isThere(voice) || !isThere(standby)) return undefined;
    const isHidden = (number: string) => boughtBySomebodyElse(simulator, number) && isKnownAt(stack, number, standby);
    if (account.held({ sipPeerId: voice }).some(isHidden)) return undefined;
    const act = () => {
      for (const number of account.held({ sipPeerId: voice })) account.moveNumber(number, standby);
      account.changePeer(standby, { isDefault: true });
      account.deletePeer(voice);
    };
    return { what: "somebody deleted the default peer, and moved its numbers to standby", act };
  },
  ({ account }, stack) => {
    const raleigh = stack.find("raleigh");
    return raleigh && { what: "somebody renamed the site", act: () => account.renameSite(raleigh.id, "Durham") };
  },
  ({ account }, stack, draw) => {
    const status = draw.one(["SUBMITTED", "FOC", "CANCELLED"]);
    const portIn = stack.find("ported");
    return portIn && { what: `the port-in is ${status}`, act: () => account.advancePortIn(portIn.id, status) };
  },
  ({ account }, stack, draw) => {
    const status = draw.one(["SUBMITTED", "FOC"]);
    const order = stack.find("leaving");
    return order && { what: `the LSR order is ${status}`, act: () => account.advanceLsrOrder(order.id, status) };
  },
];
