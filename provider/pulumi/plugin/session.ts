import { definitionOf } from "../definition/deferred.js";
import type { AnyFunction, AnyResource, Call } from "../definition/definition.js";
import { withOldSettings } from "../definition/oldSettings.js";
import type { ServedPackage } from "../definition/package.js";
import { type Operation as AnyOperation, type OwnPart, Session } from "../definition/session.js";
import { connectEngine, type Engine } from "../run/engine.js";
import { isUnknown, type Values } from "../values/values.js";
import { fromWire } from "../values/wire.js";
import { StateKeys } from "./stateKeys.js";

/** Node treats a longer timer as none. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A call on a resource that the engine waits for. */
export interface Operation extends AnyOperation {
  /** From the resource's `customTimeouts`. 0 if there is none. */
  timeoutSeconds?: number;
  /** It needs only the state, as in a run without its program. */
  ofState?: boolean;
}

/** What one plugin process knows: its configuration, its connection, and the running calls. */
export class ServerSession<Api> extends Session<Api> {
  engine: Engine;
  readonly #stateKeys: StateKeys;
  #canceled = new AbortController();
  /** Resources that this run has read by an id alone, for an import. */
  readonly imported = new Set<string>();
  /** Those of them that have been written down as taken over. */
  readonly noted = new Set<string>();
  /** What they have been compared with, by their URNs. */
  readonly completed = new Map<string, Promise<Values>>();

  constructor(
    pack: ServedPackage<Api>,
    environment: Readonly<Record<string, string | undefined>>,
    engineAddress?: string,
  ) {
    super(pack, environment);
    this.engine = connectEngine(engineAddress);
    this.#stateKeys = new StateKeys(
      pack.name,
      () => this.program.memory,
      () => this.world?.name,
    );
  }

  /** Talks to another engine from now on: a later one, or one that was attached to this process. */
  attach(address: string): void {
    this.engine.close();
    this.engine = connectEngine(address);
  }

  /**
   * `id` is the id of the provider resource: random, and in the state before anything is ordered
   * (docs/maintainers/money.md#state-key).
   */
  configure(configuration: Record<string, string | undefined>, id: string | undefined): void {
    this.begin(configuration);
    // In a preview that creates the provider, its id is unknown. Nothing is ordered there.
    const known = id !== undefined && id !== "" && !isUnknown(fromWire({ id }).id);
    if (known) this.#stateKeys.configure(id);
    // A process with an attached engine outlives the run that was canceled.
    if (this.#canceled.signal.aborted) this.#canceled = new AbortController();
  }

  /** From now on, what is read belongs to the stack of another provider resource. What this run has read so far stays known. */
  goOnFor(id: string): void {
    this.#stateKeys.configure(id);
  }

  /**
   * Stops every wait at once. The call comes on Ctrl-C and at each normal end, and may come twice
   * (docs/maintainers/engine.md#cancel-and-time-limits).
   */
  cancel(): void {
    this.#canceled.abort(
      abortReason("canceled: the state keeps what was accepted so far, and the next run continues from there"),
    );
  }

  /** A state of this stack has come by. It may remember a key of an earlier provider resource. */
  sawState(state: Values): void {
    this.#stateKeys.see(state);
  }

  get signal(): AbortSignal {
    return this.#canceled.signal;
  }

  /** Runs one operation with its time limit, which the engine doesn't keep, and with its line on the screen. */
  async run<T>(operation: Operation, work: (call: Call<Api>) => Promise<T>): Promise<T> {
    const timeoutMs = operation.timeoutSeconds ? operation.timeoutSeconds * 1000 : undefined;
    const deadline = new AbortController();
    const timer = timeoutMs === undefined ? undefined : abortAfter(deadline, timeoutMs);
    const own: OwnPart<Api> = {
      ...this.#stateKeys.of(operation.urn),
      signal: AbortSignal.any([this.#canceled.signal, deadline.signal]),
      timeoutMs,
    };
    try {
      return await this.during(operation, own, work);
    } catch (error) {
      throw operation.ofState && !this.sawProgram ? withOldSettings(this.pack, this.given, error) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  resource(type: string): Promise<AnyResource<Api> | undefined> {
    return definitionOf(this.pack.resources, this.#nameIn(type));
  }

  lookUp(token: string): Promise<AnyFunction<Api> | undefined> {
    return definitionOf(this.pack.functions, this.#nameIn(token));
  }

  #nameIn(token: string): string {
    const prefix = `${this.pack.name}:index:`;
    return token.startsWith(prefix) ? token.slice(prefix.length) : "";
  }
}

/** A little after the limit, so that a wait which keeps the limit itself can say what it was waiting for. */
function abortAfter(deadline: AbortController, timeoutMs: number): NodeJS.Timeout | undefined {
  const delay = timeoutMs + Math.min(2_000, timeoutMs / 10);
  if (delay > LONGEST_TIMER) return undefined;
  const reason = abortReason(`the time limit of ${timeoutMs / 1000} s (customTimeouts) has passed`);
  return setTimeout(() => deadline.abort(reason), delay).unref();
}

/** Ends the waits. By the name `AbortError` they know that the end was on purpose. */
function abortReason(message: string): Error {
  return Object.assign(new Error(message), { name: "AbortError" });
}
