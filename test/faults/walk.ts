import type { Simulator } from "../simulator/index.js";
import { numbersOf } from "./auditors/auditor.js";
import type { Draw } from "./random.js";
import type { Program, Stack } from "./stack.js";
import { firstWish, isSameInKind, nextWish, programOf } from "./wishes.js";

/** What is wanted in one step. */
export interface Aim {
  program: Program;
  name: string;
  /** Another aim, for who changes his mind before the first was reached: of any kind, or one that wants the same resources. */
  revise(draw: Draw, kind: "any" | "same"): Aim;
}

/** So many changes of mind, step by step, and nothing at all in the end; a step that tells of trouble is the last one. */
export async function walk(
  draw: Draw,
  changes: number,
  step: (aim: Aim) => Promise<"well" | "trouble">,
): Promise<void> {
  let wish = firstWish;
  const aim = (name = JSON.stringify(wish)): Aim => ({
    program: programOf(wish),
    name,
    revise(fickle, kind) {
      const next = nextWish(wish, fickle);
      if (kind === "any" || isSameInKind(wish, next)) wish = next;
      return aim();
    },
  });
  let went = await step(aim("first"));
  for (let count = 0; count < changes && went === "well"; count += 1) {
    for (let more = draw.from(1, 3); more > 0; more -= 1) wish = nextWish(wish, draw);
    went = await step(aim());
  }
  const nothing: Aim = { program: [], name: "destroy", revise: () => nothing };
  if (went === "well") await step(nothing);
}

/** A replacement by force is made first, whatever stands in its way: who reads that gives up the force. */
export const isInTheWay = (failure: string): boolean => /was refused, and nothing was|already/.test(failure);

/** It is known what was done and what was not, and the state has it: nothing is lost with a resource that is given up now. */
export const isOrderly = (failure: string): boolean =>
  !/not known whether|killed|: \d{3} |connection was lost|is empty/.test(failure);

/** Somebody else does something to what is the stack's, if it has any such thing; tells what. */
export function interfere(simulator: Simulator, stack: Seen, draw: Draw): string | undefined {
  const [first, second] = draw.chance(0.7) ? [colleague, carriers] : [carriers, colleague];
  return first(simulator, stack, draw) ?? second(simulator, stack, draw);
}

type Seen = Pick<Stack, "held" | "find">;

/** At the dashboard, a number is taken away or moved. */
function colleague({ account }: Simulator, stack: Seen, draw: Draw): string | undefined {
  const held = (type: string) => stack.held.filter((one) => one.type === type);
  // One that was held back is not for sale again for a while, so that its reservation could not be made anew.
  const reserved = held("TnReservation").map(({ inputs }) => inputs.reservedTn);
  const numbers = held("PhoneNumberOrder").flatMap(({ state }) => numbersOf(state));
  const mine = numbers.filter((number) => !reserved.includes(number));
  if (mine.length === 0) return undefined;
  const number = draw.one(mine);
  const standby = stack.find("standby")?.state.sipPeerId;
  if (standby !== undefined && draw.chance(0.5)) {
    account.moveNumber(number, String(standby));
    return `somebody moved ${number}`;
  }
  account.disconnectNumber(number);
  return `somebody took ${number}`;
}

/** What is to come from another carrier, or to leave for one, goes on. */
function carriers({ account }: Simulator, stack: Seen, draw: Draw): string | undefined {
  const status = draw.one(["SUBMITTED", "FOC"]);
  const [portIn, lsrOrder] = [stack.find("ported"), stack.find("leaving")];
  if (portIn && (!lsrOrder || draw.chance(0.5))) {
    account.advancePortIn(portIn.id, status);
    return `the port-in is ${status}`;
  }
  if (!lsrOrder) return undefined;
  account.advanceLsrOrder(lsrOrder.id, status);
  return `the LSR order is ${status}`;
}
