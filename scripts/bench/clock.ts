import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Canceled } from "../../provider/bandwidth/http/errors.js";

/** So many turns of the event loop in which no request is on its way. Then everybody who can work has worked. */
const IDLE_TURNS = 12;

interface Sleeper {
  until: number;
  wake(): void;
}

/**
 * A time that only passes while everybody waits: for the provider and the simulated account in this process. So a bench counts
 * the requests of a minute in a moment, and a busy machine changes none of its figures.
 */
export class EventClock {
  private time: number;
  private onTheWay = 0;
  private pumping = false;
  private readonly sleepers = new Set<Sleeper>();
  private readonly more = () => void this.onTheWay++;
  private readonly less = () => void this.onTheWay--;

  constructor(start = Date.now()) {
    this.time = start;
    subscribe("http.server.request.start", this.more);
    subscribe("http.server.response.finish", this.less);
  }

  close(): void {
    unsubscribe("http.server.request.start", this.more);
    unsubscribe("http.server.response.finish", this.less);
  }

  now = (): number => this.time;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const cancel = () => {
        this.sleepers.delete(sleeper);
        reject(new Canceled("a wait", "unsent", signal?.reason));
      };
      if (signal?.aborted) return cancel();
      const wake = () => {
        signal?.removeEventListener("abort", cancel);
        resolve();
      };
      const sleeper = { until: this.time + Math.max(0, ms), wake };
      this.sleepers.add(sleeper);
      signal?.addEventListener("abort", cancel, { once: true });
      if (!this.pumping) void this.pump();
    });

  private async pump(): Promise<void> {
    this.pumping = true;
    while (this.sleepers.size > 0) {
      await this.idle();
      const next = Math.min(...[...this.sleepers].map(({ until }) => until));
      if (next === Number.POSITIVE_INFINITY) break;
      this.time = Math.max(this.time, next);
      for (const sleeper of [...this.sleepers]) {
        if (sleeper.until > this.time) continue;
        this.sleepers.delete(sleeper);
        sleeper.wake();
      }
    }
    this.pumping = false;
  }

  private async idle(): Promise<void> {
    for (let turns = 0; turns < IDLE_TURNS; ) {
      await new Promise((resolve) => setImmediate(resolve));
      turns = this.onTheWay === 0 ? turns + 1 : 0;
    }
  }
}
