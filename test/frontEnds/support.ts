import type { Start } from "./run.js";
import { startDynamic } from "./startDynamic.js";
import { startPlugin } from "./startPlugin.js";

export * from "./run.js";

/** Both ways into the provider, each as the engine uses it. */
export const frontEnds: [name: string, start: Start][] = [
  ["dynamic resources", startDynamic],
  ["the plugin", startPlugin],
];
