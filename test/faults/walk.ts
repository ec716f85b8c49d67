import type { OrderLedger } from "../../provider/resources/ordering/orderLedger.js";
import { withDoubtful } from "./desiredHandovers.js";
import { programOf } from "./desiredProgram.js";
import {
  type DesiredState,
  firstDesired,
  isSameInKind,
  nextDesired,
  withEarlierNumbers,
  withOtherNumbers,
  withoutRealmless,
} from "./desiredState.js";
import type { Draw } from "./random.js";
import type { Held, Program, Stack } from "./stack.js";

/** What is wanted in one step. */
export interface Aim {
  desired: DesiredState;
  program: Program;
  name: string;
  /** Another aim, for who changes his mind before the first was reached: of any kind, or one that wants the same resources. */
  revise(draw: Draw, kind: "any" | "same"): Aim;
  /** What the failure says is to be wanted instead, if it says so. */
  heed(failure: string): Aim | undefined;
  /** The same where numbers are in service and nobody is known to have them: taken over by a new resource, or done without. */
  doubt(failure: string, draw: Draw): Aim | undefined;
}

/** The state, as far as somebody who writes a program looks at it. */
export interface Known extends Pick<Stack, "outputs" | "find" | "condemned"> {
  /** What an order has brought. */
  boughtBy(orderId: string): readonly string[];
}

const nobodyLooks: Known = { outputs: {}, condemned: [], find: () => undefined, boughtBy: () => [] };

/**
 * So many changes of mind, step by step, and nothing at all in the end. A step gives what it has reached; one that tells of
 * trouble, with nothing, is the last one.
 */
export async function walk(
  draw: Draw,
  changes: number,
  step: (aim: Aim) => Promise<Aim | undefined>,
  known: Known = nobodyLooks,
): Promise<void> {
  const aimAt = (desired: DesiredState, name = JSON.stringify(desired)): Aim => ({
    desired,
    program: programOf(desired),
    name,
    revise(fickle, kind) {
      const next = nextDesired(desired, fickle, known.outputs);
      return aimAt(kind === "any" || isSameInKind(desired, next) ? next : desired);
    },
    heed(failure) {
      const next =
        withEarlierNumbers(desired, failure) ??
        withOtherNumbers(desired, failure, known.condemned) ??
        withoutRealmless(desired, failure);
      return next && aimAt(next);
    },
    doubt(failure, fickle) {
      const isNew = (name: string) => known.find(name) === undefined;
      const next = withDoubtful(desired, failure, fickle, isNew, known.boughtBy);
      return next && aimAt(next);
    },
  });
  let reached = await step(aimAt(firstDesired, "first"));
  for (let count = 0; count < changes && reached; count += 1) {
    let { desired } = reached;
    for (let more = draw.from(1, 3); more > 0; more -= 1) desired = nextDesired(desired, draw, known.outputs);
    reached = await step(aimAt(desired));
  }
  if (reached) await step(nothing("destroy"));
}

/** A program that declares nothing. */
export function nothing(name: string): Aim {
  const aim: Aim = {
    desired: firstDesired,
    program: [],
    name,
    revise: () => aim,
    heed: () => undefined,
    doubt: () => undefined,
  };
  return aim;
}

/** A replacement by force is made first, whatever stands in its way: who reads that gives up the force. */
export const isInTheWay = (failure: string): boolean =>
  /was refused, and nothing was|already|earlier orders of this resource/.test(failure);

/** Numbers are in service, and the run knows no resource that has them. */
export const isInDoubt = (failure: string): boolean => failure.includes("Nothing was ordered.");

/** It is known what was done and what was not, and the state has it: nothing is lost with a resource that is given up now. */
export const isOrderly = (failure: string): boolean =>
  !/not known whether|killed|: \d{3} |connection was lost|is empty/.test(failure);

/** Nobody finds again by a search what came from another resource, or what was a list before. */
export function isOfOthers({ state }: Held): boolean {
  const { origins, taken, listed } = (state.__orders ?? {}) as Partial<OrderLedger>;
  return state.search !== undefined && (origins !== undefined || taken !== undefined || listed === true);
}
