import type { Client } from "./client.js";

/** A read is shared for this long at least. */
const freshMs = 30_000;
/** A read that took long is shared longer: reading it again and again must not fill a run. */
const timesItsLength = 20;

/** What the calls of one run read once, and how long they share it (docs/maintainers/money.md#cost). */
export class SharedRead<Found> {
  private readonly run: number;
  private readonly begunAt: number;
  private endedAt?: number;
  /** What was read. Undefined while the read is in progress. */
  found?: Found;

  constructor(
    private readonly client: Client,
    /** Callers at the same time share it. */
    readonly whole: Promise<Found>,
  ) {
    this.run = client.run;
    this.begunAt = client.clock.now();
    whole.then(
      (found) => {
        this.found = found;
        this.endedAt = client.clock.now();
      },
      () => {},
    );
  }

  /** Whether a later call of the same run may share it. `mostMs`: how old it may be, if the caller wants less. */
  isFresh(mostMs = Number.POSITIVE_INFINITY): boolean {
    if (this.run !== this.client.run) return false;
    if (this.endedAt === undefined) return true;
    const shared = Math.max(freshMs, timesItsLength * (this.endedAt - this.begunAt));
    return this.client.clock.now() - this.endedAt < Math.min(shared, mostMs);
  }
}
