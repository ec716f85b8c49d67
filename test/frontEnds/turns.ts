import type { RunClock } from "../../provider/pulumi/run/clock.js";

/** So much time passes in one turn of the event loop. */
const TURN_MS = 50;

/**
 * The time of a run in which a rest of seconds is over soon. It goes on by turns of the event loop while somebody sleeps, so
 * that all that is under way between the engine and the provider comes in first, however busy the machine is.
 */
export class Turns implements RunClock {
  private time = 0;
  private turning = false;
  private readonly sleepers = new Set<{ until: number; wake: () => void }>();

  now = (): number => this.time;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = () => {
        this.sleepers.delete(sleeper);
        signal?.removeEventListener("abort", cancel);
      };
      const cancel = () => {
        leave();
        reject(signal?.reason);
      };
      const wake = () => {
        leave();
        resolve();
      };
      const sleeper = { until: this.time + ms, wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener("abort", cancel, { once: true });
      this.turn();
    });

  private turn(): void {
    if (this.turning) return;
    this.turning = true;
    setTimeout(() => {
      this.turning = false;
      this.time += TURN_MS;
      for (const { until, wake } of [...this.sleepers]) if (until <= this.time) wake();
      if (this.sleepers.size > 0) this.turn();
    }, 1);
  }
}
