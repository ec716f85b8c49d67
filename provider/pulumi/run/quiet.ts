import { type RunClock, runClock } from "./clock.js";

/** How often a wait looks again while operations are under way. */
const LOOK_MS = 50;

/**
 * Tells when a run is at rest: no operation is under way, and the engine has asked for nothing for a moment.
 *
 * The engine registers resources one after another and says nothing about the end of a program. A number that leaves one
 * resource may be declared by a resource that is registered a moment later, so what cannot be undone waits for this moment.
 */
export class Quiet {
  #underWay = 0;
  #waiting = 0;
  #lastActivity = 0;
  /** It came to rest since the last registration. A run without registrations (`destroy`) is at rest from the start. */
  #atRest = false;

  /** `delayMs` tells how long nothing must happen. */
  constructor(
    private readonly delayMs: () => number,
    private readonly clock: RunClock = runClock,
  ) {}

  /** How many times the run came to rest. */
  #rests = 0;

  /** Whether the program has registered a resource in this run. */
  hasRegistrations = false;

  /** The engine asked for something. */
  touch(): void {
    this.#lastActivity = this.clock.now();
  }

  /** The program registered a resource. */
  registered(): void {
    this.#atRest = false;
    this.hasRegistrations = true;
    this.touch();
  }

  /**
   * Something went wrong in this run. The engine registers nothing of what depends on that, and mostly nothing more at all, so that
   * a run which is at rest may not know the whole program.
   */
  hasFailed = false;

  /** Counts an operation as under way until it ends. No registration waits for one that deletes. */
  async during<Result>(work: () => Promise<Result>, { deletes = false } = {}): Promise<Result> {
    this.#underWay += 1;
    this.touch();
    try {
      return await work();
    } catch (error) {
      if (!deletes) this.hasFailed = true;
      throw error;
    } finally {
      this.#underWay -= 1;
      this.touch();
    }
  }

  /**
   * Resolves when the run comes to rest, for all who wait then. Operations that wait here do not count as under way. `afterProgram`:
   * the engine asks for this after the program's end, as for deletes, so one rest since the last registration is enough. What comes
   * earlier waits each time: an operation that starts after a rest may lead to a registration. Rejects when `signal` aborts, and
   * when other operations are still under way after `limitMs`.
   */
  async rest({ signal, limitMs = Number.POSITIVE_INFINITY, afterProgram = false }: RestOptions = {}): Promise<void> {
    if (!this.hasRegistrations || (afterProgram && this.#atRest)) return;
    const start = this.clock.now();
    const delayMs = this.delayMs();
    const before = this.#rests;
    this.#waiting += 1;
    try {
      while (this.#rests === before) {
        signal?.throwIfAborted();
        const now = this.clock.now();
        const busy = this.#underWay > this.#waiting;
        const left = this.#lastActivity + delayMs - now;
        if (!busy && left <= 0) {
          this.#rests += 1;
          this.#atRest = true;
        } else if (busy && now - start >= limitMs) throw new StillBusy(this.#underWay - this.#waiting);
        else await this.clock.sleep(busy ? LOOK_MS : Math.min(left, LOOK_MS), signal);
      }
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Resolves when no other operation is under way but such as wait, or after `limitMs`. */
  async idle({ signal, limitMs = Number.POSITIVE_INFINITY }: { signal?: AbortSignal; limitMs?: number } = {}) {
    const start = this.clock.now();
    this.#waiting += 1;
    try {
      // Those who have waited for rest beside this one go on first.
      do await this.clock.sleep(LOOK_MS, signal);
      while (this.#underWay > this.#waiting && this.clock.now() - start < limitMs);
    } finally {
      this.#waiting -= 1;
    }
  }
}

interface RestOptions {
  signal?: AbortSignal;
  limitMs?: number;
  afterProgram?: boolean;
}

/** The run did not come to rest in time. */
export class StillBusy extends Error {
  override readonly name = "StillBusy";
  constructor(operations: number) {
    super(`${operations} other operations of this run were still under way when the time was up`);
  }
}
