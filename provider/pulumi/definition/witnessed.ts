import { homeOf } from "../run/world.js";
import type { Values } from "../values/values.js";
import type { AnyResource, Call } from "./definition.js";

/** What a look has found. */
export interface Found {
  id: string;
  inputs: Values;
  state: Values;
}

/**
 * Looks at a thing that the state knows. The answer that it is gone comes when it is clear.
 * @throws Elsewhere before the look, when the state is of another world than this run's.
 */
export async function witnessed<Api>(
  resource: AnyResource<Api>,
  call: Call<Api>,
  id: string,
  state: Values,
  look: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const { witness, world } = call;
  const home = homeOf(world, state);
  if (witness === undefined || world === undefined) return look();
  const { found, told } = await witness.during(async () => {
    const found = await look();
    const told = resource.evidence ? resource.evidence(state, found?.state) : found ? "seen" : "lost";
    if (told === "seen") witness.saw();
    return { found, told };
  });
  if (found && told !== "lost") return found;
  await witness.lost({
    urn: call.urn,
    what: `${found ? "nothing of what it holds was found" : "it does not exist"} in ${world.name}`,
    homeKnown: home === "here",
    // What never leaves the state by itself is worth a question.
    needsProof: home === "moved" || found !== undefined,
    expires: told !== "lost",
    prove: async () => (await resource.isKnownHere?.({ ...call, id, state })) ?? false,
  });
  return found;
}
