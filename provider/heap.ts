import { setFlagsFromString } from "node:v8";

let isSet = false;

/**
 * From now on the heap grows by two fifths between two collections at most. By itself V8 lets it grow to four times what is in use, if
 * there is memory: that is fast, and a refresh of 100,000 numbers takes half as much again as it needs. A process that has no
 * pages to read keeps V8's way.
 */
export function growSlowly(): void {
  if (isSet) return;
  isSet = true;
  setFlagsFromString("--heap-growing-percent=40");
}
