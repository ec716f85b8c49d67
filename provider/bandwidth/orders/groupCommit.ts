import { Canceled } from "../http/errors.js";

/** A call that comes alone waits this long for others. */
const gatherMs = 25;
/** As long as others keep coming, calls wait for more of them, up to this. */
const longestGatherMs = 100;
/** The longest wait of a call for orders that were sent before it. An order can stay open for minutes. */
const longestWaitMs = 5_000;

interface Waiting<Call, Result> {
  call: Call;
  resolve(result: Result | Promise<Result>): void;
}

/** How calls go together. */
export interface GroupCommitForm<Call, Result> {
  /** Sends the calls. Each gets its own answer, as soon as it is known. */
  send(calls: readonly Call[]): readonly Promise<Result>[];
  /** Calls with different lanes never share an order, so they don't wait for each other. Without it, all share one. */
  laneOf?(call: Call): string;
  /** A call whose signal aborts while it waits is not sent. */
  signalOf?(call: Call): AbortSignal | undefined;
}

/**
 * Sends calls together. While what was sent before is in flight, calls gather, and go out together when it is done. A
 * call that finds nothing in flight waits only a moment (docs/maintainers/money.md#cost).
 */
export function groupCommit<Call, Result>(form: GroupCommitForm<Call, Result>): (call: Call) => Promise<Result> {
  const lanes = new Map<string, Lane<Call, Result>>();
  return (call) => {
    const key = form.laneOf?.(call) ?? "";
    const lane = lanes.get(key) ?? new Lane(form, () => lanes.delete(key));
    lanes.set(key, lane);
    return lane.add(call);
  };
}

class Lane<Call, Result> {
  private waiting: Waiting<Call, Result>[] = [];
  private inFlight = 0;
  private timer: NodeJS.Timeout | undefined;
  /** When those who gather now are sent at the latest. */
  private gatheredBy = 0;

  constructor(
    private readonly form: GroupCommitForm<Call, Result>,
    private readonly whenIdle: () => void,
  ) {}

  add(call: Call): Promise<Result> {
    return new Promise((resolve, reject) => {
      const signal = this.form.signalOf?.(call);
      const cancel = () => {
        this.waiting = this.waiting.filter((one) => one !== entry);
        reject(new Canceled("an order that waited for others", "unsent", signal?.reason));
      };
      const entry: Waiting<Call, Result> = {
        call,
        resolve: (result) => {
          signal?.removeEventListener("abort", cancel);
          resolve(result);
        },
      };
      if (signal?.aborted) return cancel();
      signal?.addEventListener("abort", cancel, { once: true });
      this.waiting.push(entry);
      if (this.inFlight > 0) this.timer ??= setTimeout(() => this.send(), longestWaitMs);
      else this.gather();
    });
  }

  private gather(): void {
    const now = performance.now();
    if (this.timer === undefined) this.gatheredBy = now + longestGatherMs;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), Math.max(0, Math.min(gatherMs, this.gatheredBy - now)));
  }

  private send(): void {
    this.timer = undefined;
    const entries = this.waiting;
    this.waiting = [];
    if (entries.length === 0) {
      this.rest();
      return;
    }
    this.inFlight += 1;
    const answers = this.form.send(entries.map(({ call }) => call));
    for (const [index, { resolve }] of entries.entries()) {
      const answer = answers[index] ?? Promise.reject(new Error("A call was sent and has no answer."));
      answer.catch(() => {});
      resolve(answer);
    }
    void Promise.allSettled(answers).then(() => this.landed());
  }

  private landed(): void {
    this.inFlight -= 1;
    if (this.inFlight > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    // Who has just got an answer may call again in a moment.
    if (this.waiting.length > 0) this.gather();
    else this.rest();
  }

  private rest(): void {
    if (this.inFlight === 0 && this.timer === undefined) this.whenIdle();
  }
}
