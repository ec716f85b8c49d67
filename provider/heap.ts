import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** From lists of this length on, memory counts. */
const longList = 1_000;

let isSet = false;

/**
 * A list of so many entries has come: a page of numbers, or a state. From a long one on, the heap grows by two fifths between two
 * collections at most. By itself V8 lets it grow to four times what is in use, if there is memory: that is fast, and a refresh of
 * 100,000 numbers takes half as much again as it needs. A process that has no long list keeps V8's way.
 */
export function makeRoomFor(entries: number): void {
  if (isSet || entries < longList) return;
  isSet = true;
  setFlagsFromString("--heap-growing-percent=40");
  // V8 applies it after its next collection, which may be far: Pulumi's modules fill the heap of a dynamic provider while it is small.
  collect();
}

/** V8's own function, which it gives to a context that is made after its flag is set. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("globalThis.gc");
  setFlagsFromString("--no-expose-gc");
  if (typeof gc === "function") gc();
}
