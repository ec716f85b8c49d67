import { FROM_CLASSES, urnOfClass } from "../values/urn.js";
import { reveal, type Values } from "../values/values.js";

/**
 * Where the state remembers the ids of the provider resources that its stack has had: first the one whose key its own ids and
 * marks are made of (docs/maintainers/money.md#state-key). States of version 0.1.0 and of dynamic resources don't.
 */
const STATE_KEYS = "__stateKeys";

/** What ids of orders and marks are made of: the key of the state, and the URN that goes with it. */
export interface Home {
  readonly stateKey: string;
  readonly originUrn: string;
  /** The id of the provider resource that says so. */
  readonly providerId: string;
}

/** The ids that a state remembers. */
export function keysIn(state: Values): string[] {
  const keys = reveal(state[STATE_KEYS]);
  return Array.isArray(keys) ? keys.filter((key) => typeof key === "string" && key !== "") : [];
}

/** A state that remembers them. */
export const withKeys = (keys: readonly string[], state: Values): Values =>
  keys.length === 0 ? state : { ...state, [STATE_KEYS]: [...new Set(keys)] };

/** What the id of a provider resource means for a resource at this URN. A stack that came from dynamic resources keeps theirs. */
export function homeUnder(id: string, packageName: string, urn: string): Home {
  return id.startsWith(FROM_CLASSES)
    ? { stateKey: id.slice(FROM_CLASSES.length), originUrn: urnOfClass(packageName, urn), providerId: id }
    : { stateKey: id, originUrn: urn, providerId: id };
}
