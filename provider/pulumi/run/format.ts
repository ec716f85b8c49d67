import { reveal, type Values } from "../values/values.js";
import { keysIn, withKeys } from "./homes.js";
import { type World, withWorld } from "./world.js";

/** Where the state remembers its format version. Absent means 1: the first states of 0.1.0. */
const FORMAT = "__format";

/**
 * The format that this version writes, and the newest that it can read. It goes up when a state says something without which an
 * older version would do harm (docs/maintainers/state.md#the-format-number). 2: order books say what passed to whom, and
 * `__world` where it lives.
 */
export const STATE_FORMAT = 2;

/** A newer version wrote the state. Nothing was requested, and nothing was done. */
export class NewerState extends Error {}

/** @throws NewerState for a state of a newer format, before anything is sent that the format may forbid. */
export function refuseNewer(state: Values): void {
  const format = reveal(state[FORMAT]);
  if (typeof format !== "number" || format <= STATE_FORMAT) return;
  throw new NewerState(
    `a newer version of the provider wrote the state of this resource (format ${format}; this version reads up to ${STATE_FORMAT}). ` +
      "Nothing was requested, changed, bought or removed. Upgrade the provider to the version that last ran on this stack, or to a " +
      "later one, and run the same command again.",
  );
}

/** Where a state is written. */
interface Writer {
  readonly world?: World;
  /** The keys that the state remembers, besides those that it remembers already. */
  provenance?(): string[];
}

/** A state as it is written: with its format, where its thing lives, and the state keys. `before`: what it was. */
export function asWritten({ world, provenance }: Writer, state: Values, before: Values = state): Values {
  const keys = [...keysIn(before), ...(provenance?.() ?? [])];
  return { ...withKeys(keys, withWorld(world, state)), [FORMAT]: STATE_FORMAT };
}
