import type { Values } from "../values/values.js";

/** Where the state remembers where its thing lives. States of version 0.1.0 do not. */
const WORLD = "__world";

/** The API and the account that a run works with: the same id means another thing elsewhere. */
export interface World {
  /** As the state remembers it. */
  readonly name: string;
  /** Another world, of which the user says that what was there is here now. */
  readonly movedFrom?: string;
  /** What to say of a thing that lives in another world. */
  refusal(other: string): string;
}

/** The state says that the thing lives in another world: nothing was asked, nothing was done. */
export class Elsewhere extends Error {}

/** What the state and the settings say of a thing: it is here; the user says that it has moved here; nobody says. */
export type Home = "here" | "moved" | "unknown";

/** @throws Elsewhere before anything is asked of the wrong world. */
export function homeOf(world: World | undefined, state: Values): Home {
  const home = state[WORLD];
  if (world === undefined || typeof home !== "string") return "unknown";
  if (home === world.name) return "here";
  if (home === world.movedFrom) return "moved";
  throw new Elsewhere(world.refusal(home));
}

/** A state that remembers where its thing lives. */
export function withWorld(world: World | undefined, state: Values): Values {
  return world === undefined ? state : { ...state, [WORLD]: world.name };
}
