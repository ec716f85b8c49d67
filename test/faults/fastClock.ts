import type { Clock } from "../../provider/bandwidth/clock.js";
import { Cancelled } from "../../provider/bandwidth/errors.js";

/** A time in which nobody waits: a sleep moves it on and is over at once. Simulator and provider share one. */
export class FastClock {
  private time = Date.UTC(2026, 10, 1);

  now = (): number => this.time;

  /** Between two commands somebody reads, thinks, and types. */
  pass(ms: number): void {
    this.time += ms;
  }

  /** The clock as one process sees it. A process that is dead never wakes up again. */
  forProcess(isDead: () => boolean): Clock {
    return {
      now: this.now,
      sleep: async (ms, signal) => {
        if (signal?.aborted) throw new Cancelled("a wait", "unsent", signal.reason);
        this.time += Math.max(0, ms);
        await new Promise((resolve) => setImmediate(resolve));
        if (isDead()) await new Promise(() => {});
        if (signal?.aborted) throw new Cancelled("a wait", "unsent", signal.reason);
      },
    };
  }
}
