import type { Simulator } from "../simulator/index.js";
import { numbersOf } from "./auditors/auditor.js";
import type { Draw } from "./random.js";
import type { Program, Stack } from "./stack.js";
import { firstWish, nextWish, programOf } from "./wishes.js";

/** So many changes of mind, step by step, and nothing at all in the end; a step that tells of trouble is the last one. */
export async function walk(
  draw: Draw,
  changes: number,
  step: (program: Program, name: string) => Promise<"well" | "trouble">,
): Promise<void> {
  let wish = firstWish;
  let went = await step(programOf(wish), "first");
  for (let count = 0; count < changes && went === "well"; count += 1) {
    for (let more = draw.from(1, 3); more > 0; more -= 1) wish = nextWish(wish, draw);
    went = await step(programOf(wish), JSON.stringify(wish));
  }
  if (went === "well") await step([], "destroy");
}

/** Somebody else at the dashboard takes or moves a number of the stack's, if it has any; gives the number. */
export function interfere({ account }: Simulator, stack: Pick<Stack, "held" | "find">, draw: Draw): string | undefined {
  const mine = stack.held.filter(({ type }) => type === "PhoneNumberOrder").flatMap(({ state }) => numbersOf(state));
  if (mine.length === 0) return undefined;
  const number = draw.one(mine);
  const standby = stack.find("standby")?.state.sipPeerId;
  if (standby !== undefined && draw.chance(0.5)) account.moveNumber(number, String(standby));
  else account.disconnectNumber(number);
  return number;
}
