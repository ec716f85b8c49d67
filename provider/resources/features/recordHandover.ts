import type { Call } from "../../pulumi/definition/definition.js";
import type { Other } from "../../pulumi/run/program.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";

type Asking = Pick<Call<Bandwidth>, "api" | "others" | "signal" | "timeoutMs" | "warn">;

/**
 * Numbers that a record releases: `free` ones, and those for which another resource of the program declares or holds the same.
 */
export interface GivenUp {
  free: string[];
  kept: { telephoneNumber: string; keeper: Other }[];
}

/** Numbers that a record releases. Before it removes anything, it sorts them, which waits for the other resources. */
export interface Leaving {
  numbers: string[];
  sorted(): Promise<GivenUp>;
  /** What a run that does not see the whole program leaves as it is. The state remembers them, and a later run decides. */
  readonly deferred: string[];
}

/**
 * Sorts the numbers that a record releases. What another resource of the program sets on a number must not be removed, even if
 * that resource is registered a moment later. `thingOf`: the words of `claims`. `yields`: as in `Others.atRest`.
 */
export async function sortGivenUp(
  call: Asking,
  numbers: readonly string[],
  thingOf: (telephoneNumber: string) => string,
  yields = false,
): Promise<GivenUp> {
  const found: GivenUp = { free: [], kept: [] };
  if (numbers.length === 0) return found;
  await call.others.atRest({ signal: call.signal, limitMs: call.timeoutMs ?? call.api.orderTimeoutMs, yields });
  for (const telephoneNumber of numbers) {
    const keeper = call.others.keeper(thingOf(telephoneNumber));
    if (keeper) found.kept.push({ telephoneNumber, keeper });
    else found.free.push(telephoneNumber);
  }
  return found;
}

/**
 * Takes out of `free` what this run must leave as it is, since it may not know the whole program: another resource may declare
 * it, and what is removed now could be set again only by that resource, or not at all.
 */
export function deferUnseen(call: Asking, name: string, given: GivenUp): { given: GivenUp; deferred: string[] } {
  const { blindness } = call.others;
  const { free } = given;
  if (blindness === undefined || free.length === 0) return { given, deferred: [] };
  const them = free.length === 1 ? "it" : "them";
  call.warn(
    `${countOf(free)} not released yet by this ${name}: ${namesOf(free)}. This run ${blindness}, and another resource may want ` +
      `${them}. The next run that sees the whole program releases ${them}, or passes ${them} on.`,
  );
  return { given: { ...given, free: [] }, deferred: [...free] };
}
