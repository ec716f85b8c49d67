import type { Draw } from "./random.js";
import type { Program } from "./stack.js";
import { firstWish, isSameInKind, nextWish, programOf, withEarlierNumbers } from "./wishes.js";

/** What is wanted in one step. */
export interface Aim {
  program: Program;
  name: string;
  /** Another aim, for who changes his mind before the first was reached: of any kind, or one that wants the same resources. */
  revise(draw: Draw, kind: "any" | "same"): Aim;
  /** What the failure says is to be wanted instead, if it says so. */
  heed(failure: string): Aim | undefined;
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
    heed(failure) {
      const next = withEarlierNumbers(wish, failure);
      if (next) wish = next;
      return next && aim();
    },
  });
  let went = await step(aim("first"));
  for (let count = 0; count < changes && went === "well"; count += 1) {
    for (let more = draw.from(1, 3); more > 0; more -= 1) wish = nextWish(wish, draw);
    went = await step(aim());
  }
  const nothing: Aim = { program: [], name: "destroy", revise: () => nothing, heed: () => undefined };
  if (went === "well") await step(nothing);
}

/** A replacement by force is made first, whatever stands in its way: who reads that gives up the force. */
export const isInTheWay = (failure: string): boolean => /was refused, and nothing was|already/.test(failure);

/** It is known what was done and what was not, and the state has it: nothing is lost with a resource that is given up now. */
export const isOrderly = (failure: string): boolean =>
  !/not known whether|killed|: \d{3} |connection was lost|is empty/.test(failure);
