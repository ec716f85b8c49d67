import { homeOf } from "../run/world.js";
import type { Values } from "../values/values.js";
import type { AnyResource, Call } from "./definition.js";

/** What a look found. */
export interface Found {
  id: string;
  inputs: Values;
  state: Values;
}

/**
 * Looks at a thing that the state knows. It answers that the thing is gone only when that is certain.
 * @throws Elsewhere before the look, if the state is of another account or environment than this run's.
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
    what: `${found ? "nothing that it holds was found" : "it does not exist"} in ${world.name}`,
    homeKnown: home === "here",
    // Only ask about things that never leave the state by themselves.
    needsProof: home === "moved" || found !== undefined,
    expires: told !== "lost",
    prove: async () => (await resource.isKnownHere?.({ ...call, id, state })) ?? false,
  });
  return found;
}
