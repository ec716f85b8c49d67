import type { Clock } from "../../provider/bandwidth/http/clock.js";
import { Canceled } from "../../provider/bandwidth/http/errors.js";

/** A time in which nobody waits: a sleep moves it on and is over at once. Simulator and provider share one. */
export class FastClock {
  private time: number;
  private readonly plans: { time: number; act: () => void }[] = [];

  constructor(start = Date.UTC(2026, 10, 1)) {
    this.time = start;
  }

  now = (): number => this.time;

  /** Between two commands somebody reads, thinks, and types. */
  pass(ms: number): void {
    this.time += Math.max(0, ms);
    const due = this.plans.filter(({ time }) => time <= this.time);
    for (const plan of due) {
      this.plans.splice(this.plans.indexOf(plan), 1);
      plan.act();
    }
  }

  /** Does something once so much time has passed. */
  in(ms: number, act: () => void): void {
    this.plans.push({ time: this.time + ms, act });
  }

  /** The clock as one process sees it. A process that is dead never wakes up again. */
  forProcess(isDead: () => boolean = () => false): Clock {
    return {
      now: this.now,
      sleep: async (ms, signal) => {
        if (signal?.aborted) throw new Canceled("a wait", "unsent", signal.reason);
        this.pass(ms);
        await new Promise((resolve) => setImmediate(resolve));
        if (isDead()) await new Promise(() => {});
        if (signal?.aborted) throw new Canceled("a wait", "unsent", signal.reason);
      },
    };
  }
}
