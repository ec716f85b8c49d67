import type { Call } from "../../pulumi/definition/definition.js";
import type { Other } from "../../pulumi/run/program.js";
import type { Bandwidth } from "../define.js";

type Asking = Pick<Call<Bandwidth>, "api" | "others" | "signal" | "timeoutMs">;

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
}

/**
 * Sorts the numbers that a record releases. What another resource of the program sets on a number must not be removed, even if
 * that resource is registered a moment later. `thingOf`: the words of `claims`.
 */
export async function sortGivenUp(
  call: Asking,
  numbers: readonly string[],
  thingOf: (telephoneNumber: string) => string,
): Promise<GivenUp> {
  const found: GivenUp = { free: [], kept: [] };
  if (numbers.length === 0) return found;
  await call.others.atRest({ signal: call.signal, limitMs: call.timeoutMs ?? call.api.orderTimeoutMs });
  for (const telephoneNumber of numbers) {
    const keeper = call.others.keeper(thingOf(telephoneNumber));
    if (keeper) found.kept.push({ telephoneNumber, keeper });
    else found.free.push(telephoneNumber);
  }
  return found;
}
