import { setTimeout as sleep } from "node:timers/promises";

/** The clock of a run. Tests replace it, so that nothing waits. */
export interface RunClock {
  /** Milliseconds since any moment. */
  now(): number;
  /** Resolves after that many milliseconds. Rejects as soon as the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The real time. */
export const runClock: RunClock = {
  now: () => performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};
