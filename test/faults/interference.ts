import type { Simulator } from "../simulator/index.js";
import { numbersOf } from "./auditors/auditor.js";
import type { Draw } from "./random.js";
import type { Stack } from "./stack.js";

/** Somebody else does something to what is the stack's, if it has any such thing; tells what. */
export function interfere(simulator: Simulator, stack: Seen, draw: Draw): string | undefined {
  const possible = deeds.flatMap((deed) => deed(simulator, stack, draw) ?? []);
  if (possible.length === 0) return undefined;
  const { what, act } = draw.one(possible);
  act();
  return what;
}

type Seen = Pick<Stack, "held" | "find">;

interface Deed {
  what: string;
  act: () => unknown;
}

/** What could be done now. */
type Possibility = (simulator: Simulator, stack: Seen, draw: Draw) => Deed | undefined;

/** A number of the stack's. */
function anyNumber({ held }: Seen, draw: Draw): string | undefined {
  const of = (type: string) => held.filter((one) => one.type === type);
  // One that was held back is not for sale again for a while, so that its reservation could not be made anew.
  const reserved = of("TnReservation").map(({ inputs }) => inputs.reservedTn);
  const numbers = of("PhoneNumberOrder").flatMap(({ state }) => numbersOf(state));
  const mine = numbers.filter((number) => !reserved.includes(number));
  return mine.length > 0 ? draw.one(mine) : undefined;
}

const deeds: readonly Possibility[] = [
  ({ account }, stack, draw) => {
    const number = anyNumber(stack, draw);
    return number === undefined
      ? undefined
      : { what: `somebody took ${number}`, act: () => account.disconnectNumber(number) };
  },
  ({ account }, stack, draw) => {
    const number = anyNumber(stack, draw);
    const standby = stack.find("standby")?.state.sipPeerId;
    return number === undefined || standby === undefined
      ? undefined
      : { what: `somebody moved ${number}`, act: () => account.moveNumber(number, String(standby)) };
  },
  ({ account }, stack, draw) => {
    const features = numbersOf(stack.find("features")?.inputs ?? {}).filter((one) => account.numberInService(one));
    if (features.length === 0) return undefined;
    const number = draw.one(features);
    const act = () => account.switchOptions(number, { CallForward: "9845550170" });
    return { what: `somebody forwards ${number}`, act };
  },
  ({ account }, stack, draw) => {
    const number = anyNumber(stack, draw);
    const feature = draw.one(["e911", "lidb", "dlda"] as const);
    const features = number === undefined ? undefined : account.numbers.get(number)?.features;
    return features?.[feature] === undefined
      ? undefined
      : { what: `${number} has lost its ${feature}`, act: () => delete features[feature] };
  },
  ({ account }, stack) => {
    const mails = stack.find("mails");
    return mails && { what: "somebody unsubscribed", act: () => account.deleteSubscription(mails.id) };
  },
  ({ account }, stack, draw) => {
    const key = stack.find("alice")?.id ?? "";
    const credential = account.sipCredentials.get(key);
    if (!credential) return undefined;
    return draw.chance(0.5)
      ? { what: "somebody set another password", act: () => Object.assign(credential, { hash1: "c".repeat(32) }) }
      : { what: "somebody deleted alice", act: () => account.sipCredentials.delete(key) };
  },
  ({ account }, stack) => {
    const standby = stack.find("standby")?.state.sipPeerId;
    return standby === undefined
      ? undefined
      : { what: "somebody renamed standby", act: () => account.changePeer(String(standby), { name: "spare" }) };
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
