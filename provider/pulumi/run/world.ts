import type { Values } from "../values/values.js";

/** Where the state remembers where its thing lives. States of version 0.1.0 don't. */
const WORLD = "__world";

/** The API and the account that a run works with. The same id means another thing elsewhere. */
export interface World {
  /** As the state remembers it. */
  readonly name: string;
  /** Another account or environment. The user says that what was there is here now. */
  readonly movedFrom?: string;
  /** The message about a thing that lives elsewhere. */
  refusal(other: string): string;
}

/** The state says that the thing lives elsewhere. Nothing was requested, and nothing was done. */
export class Elsewhere extends Error {}

/** What the state and the settings say about a thing: it is here, the user says that it moved here, or nobody says. */
export type Home = "here" | "moved" | "unknown";

/** @throws Elsewhere before anything is sent to the wrong account or environment. */
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
