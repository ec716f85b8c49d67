import type { AnyResource } from "../../pulumi/definition/definition.js";
import { namesOf } from "./failures.js";

/*
 * An adoption of a whole account leaves nothing on it, so another stack may have what it brought here
 * (docs/maintainers/money.md#adopted-accounts). A definition that knows this of each number says so: `asksForAdopted`.
 */

type Guarded = Pick<AnyResource<never>, "name" | "asksForAdopted">;

interface Ending {
  api: { ownsAdopted: boolean };
  id: string;
  state: object;
  replacement?: unknown;
}

/** Whether an adoption brought it here, and the user has not said that no other stack has it. */
export const isDoubtful = ({ api, state }: Pick<Ending, "api" | "state">): boolean =>
  "__adopted" in state && !api.ownsAdopted;

/**
 * What another resource of the program gives to numbers may have been adopted. Who takes that over gives it to them from now on, and knows as little
 * whether another stack has it. `things`: the words of `claims`. The holder may be known only before the step, or only after it.
 */
export function inheritedMark(
  { others }: { others: { holder(thing: string): { state?: object } | undefined } },
  things: readonly string[],
): { __adopted?: unknown } {
  for (const thing of things) {
    const { __adopted } = (others.holder(thing)?.state ?? {}) as { __adopted?: unknown };
    if (__adopted !== undefined) return { __adopted };
  }
  return {};
}

const BROUGHT =
  "`pulumi-bandwidth adopt` put it into this stack, and nothing on the account shows whether another stack has it too.";
const NEXT =
  "If another stack has it, remove it here with `pulumi state delete`. If no other stack has what was adopted, say so once: set " +
  "bandwidth:ownsAdopted to true (BW_OWNS_ADOPTED), and run `pulumi up`.";

/** The refusal to delete it, also after something else has replaced it. */
export function refuseToDelete({ name, asksForAdopted }: Guarded, call: Ending): void {
  if (!isDoubtful(call) || asksForAdopted === "everywhere") return;
  // What replaces a record of numbers has most of them, and keeps what they have.
  if (asksForAdopted === "inChanges" && call.replacement !== undefined) return;
  const done = call.replacement === undefined ? "Nothing was changed." : "What replaces it is there already.";
  throw new Error(`${name} ${call.id}: not deleted. ${BROUGHT} ${done} ${NEXT}`);
}

/** The refusal to take from numbers what an adopted record gives them. */
export function refuseToTake(name: string, call: Pick<Ending, "id">, numbers: readonly string[]): void {
  if (numbers.length === 0) return;
  throw new Error(
    `${name} ${call.id}: nothing was taken from ${namesOf(numbers, 10)}: ${BROUGHT} Nothing was changed. Keep ` +
      `${numbers.length === 1 ? "it" : "them"} in the list. ${NEXT}`,
  );
}
