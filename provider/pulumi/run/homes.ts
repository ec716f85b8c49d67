import { FROM_CLASSES, urnOfClass } from "../values/urn.js";
import { reveal, type Values } from "../values/values.js";

/**
 * Where the state remembers the id of the provider resource whose key its orders and marks are made of
 * (docs/maintainers/money.md#state-key). States of version 0.1.0 and of dynamic resources don't.
 */
const STATE_KEY = "__stateKey";

/** What ids of orders and marks are made of: the key of the state, and the URN that goes with it. */
export interface Home {
  readonly stateKey: string;
  readonly originUrn: string;
}

/** The id that a state remembers. */
export function keyIn(state: Values): string | undefined {
  const key = reveal(state[STATE_KEY]);
  return typeof key === "string" && key !== "" ? key : undefined;
}

/** A state that remembers it. */
export const withKey = (key: string | undefined, state: Values): Values =>
  key === undefined ? state : { ...state, [STATE_KEY]: key };

/** What the id of a provider resource means for a resource at this URN. A stack that came from dynamic resources keeps theirs. */
export function homeUnder(id: string, packageName: string, urn: string): Home {
  return id.startsWith(FROM_CLASSES)
    ? { stateKey: id.slice(FROM_CLASSES.length), originUrn: urnOfClass(packageName, urn) }
    : { stateKey: id, originUrn: urn };
}
