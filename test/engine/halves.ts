import { test } from "vitest";

/** Set by `vitest.sweep.config.ts`. */
const SWEEP = "ENGINE_SWEEP";

/** Whether this is the sweep, which tells the other half of what both front-ends tell alike. */
export const inSweep = process.env[SWEEP] !== undefined;

/**
 * Of a story that both front-ends tell in the same words, the one that this run tells: `npm test` tells the plugin's, whose runs
 * take a quarter of the time, and the sweep that of the dynamic resources. The tests of `test/frontEnds` always have both.
 */
export function toldNow<FrontEnd>(frontEnds: Readonly<Record<string, FrontEnd>>): [string, FrontEnd][] {
  return Object.entries(frontEnds).filter(([name]) => (name === "dynamic resources") === inSweep);
}

/** Registers tests in those runs that tell them. */
export function testWhere(isTold: boolean): (name: string, act: () => Promise<void>) => void {
  return isTold ? test : () => {};
}
