import { type RunClock, runClock } from "./clock.js";

/** How often a wait looks again while operations are running. */
const LOOK_MS = 50;

/**
 * Says when a run is at rest: no operation is running, and the engine has asked for nothing for a moment.
 *
 * The engine registers resources one after another and says nothing about the end of a program. A number that leaves one
 * resource may be declared by a resource that is registered a moment later. So what can't be undone waits for this moment.
 */
export class Quiet {
  #underWay = 0;
  #waiting = 0;
  #lastActivity = 0;
  #hasBegun = false;
  /** Whether it came to rest since the last registration. A run without registrations (`destroy`) is at rest from the start. */
  #atRest = false;

  /** `delayMs`: how long nothing must happen. */
  constructor(
    private readonly delayMs: () => number,
    private readonly clock: RunClock = runClock,
  ) {}

  /** How many times the run came to rest. */
  #rests = 0;

  /** Whether the program has registered a resource in this run. */
  hasRegistrations = false;

  /** Nothing has happened for this long. Before the first operation, nothing has ever happened. */
  isIdleFor(ms: number): boolean {
    return this.#underWay === 0 && (!this.#hasBegun || this.clock.now() - this.#lastActivity >= ms);
  }

  /** The engine asked for something. */
  touch(): void {
    this.#hasBegun = true;
    this.#lastActivity = this.clock.now();
  }

  /** The program registered a resource. */
  registered(): void {
    this.#atRest = false;
    this.hasRegistrations = true;
    this.touch();
  }

  /**
   * Something went wrong in this run. The engine then registers nothing that depends on it, and usually nothing more at all. So
   * a run at rest may not know the whole program.
   */
  hasFailed = false;

  /** Counts an operation as running until it ends. No registration waits for an operation that deletes. */
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
   * Resolves when the run comes to rest, for all who wait then. Operations that wait here don't count as running.
   * `afterProgram`: the engine asks for this after the program's end, as for deletes, so one rest since the last registration
   * is enough. An earlier operation waits each time: an operation that starts after a rest may lead to a registration. Rejects
   * when `signal` aborts, and when other operations are still running after `limitMs`.
   *
   * `room`: as many operations can run at once. When that many wait, nothing else can run, so quiet proves nothing: what the
   * program still registers may stand behind a step that has no room. The operation that says so gives way to it, before the
   * run is at rest. Returns whether it is.
   */
  async rest({
    signal,
    limitMs = Number.POSITIVE_INFINITY,
    afterProgram = false,
    room,
  }: RestOptions = {}): Promise<boolean> {
    if (!this.hasRegistrations || (afterProgram && this.#atRest)) return true;
    const start = this.clock.now();
    const delayMs = this.delayMs();
    const before = this.#rests;
    this.#waiting += 1;
    try {
      while (this.#rests === before) {
        signal?.throwIfAborted();
        if (room !== undefined && this.#waiting >= room()) return false;
        const now = this.clock.now();
        const busy = this.#underWay > this.#waiting;
        const left = this.#lastActivity + delayMs - now;
        if (!busy && left <= 0) {
          this.#rests += 1;
          this.#atRest = true;
        } else if (busy && now - start >= limitMs) throw new StillBusy(this.#underWay - this.#waiting);
        else await this.clock.sleep(busy ? LOOK_MS : Math.min(left, LOOK_MS), signal);
      }
      return true;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Resolves when no other operation is running, except those that wait, or after `limitMs`. */
  async idle({ signal, limitMs = Number.POSITIVE_INFINITY }: { signal?: AbortSignal; limitMs?: number } = {}) {
    const start = this.clock.now();
    this.#waiting += 1;
    try {
      // Those who waited for rest together with this one continue first.
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
  room?: () => number;
}

/** The run didn't come to rest in time. */
export class StillBusy extends Error {
  override readonly name = "StillBusy";
  constructor(operations: number) {
    super(`${operations} other operations of this run were still running when the time was up`);
  }
}
