import type { Clock } from "./clock.js";
import { Canceled } from "./errors.js";
import { untilAborted } from "./untilAborted.js";

/** Time between two requests right after a pause, in milliseconds. */
const firstSpacing = 100;
/** Each successful request shortens the time between the next ones by this much. */
const recovery = 0.8;

/**
 * Where all requests of a client pause after a 429 (docs/maintainers/api.md#rate-limits). After the pause they leave
 * one after another, not all at once, and speed up as long as the server accepts them.
 */
export class RateGate {
  private opensAt = 0;
  private spacing = 0;
  private lastInLine: Promise<unknown> = Promise.resolve();

  constructor(private readonly clock: Clock) {}

  /** Blocks all requests for this many milliseconds. */
  close(ms: number): void {
    this.opensAt = Math.max(this.opensAt, this.clock.now() + ms);
    this.spacing = firstSpacing;
  }

  /** The server accepted a request. */
  accepted(): void {
    this.spacing = this.spacing < 5 ? 0 : this.spacing * recovery;
  }

  /** Resolves when a request may leave. */
  async pass(signal?: AbortSignal): Promise<void> {
    if (this.spacing === 0) return;
    const turn = this.lastInLine.then(() => this.wait(signal));
    this.lastInLine = turn.catch(() => undefined);
    await untilAborted(turn, signal, () => new Canceled("a wait for the rate limit", "unsent", signal?.reason));
  }

  private async wait(signal?: AbortSignal): Promise<void> {
    let until: number;
    do {
      until = this.opensAt;
      const remaining = until - this.clock.now();
      if (remaining > 0) await this.clock.sleep(remaining, signal);
      // Another 429 may have come in the meantime.
    } while (this.opensAt > until);
    this.opensAt = Math.max(this.opensAt, this.clock.now()) + this.spacing;
  }
}
