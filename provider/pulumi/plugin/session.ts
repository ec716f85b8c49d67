import { randomUUID } from "node:crypto";
import type { Amounts, AnyResource, Call, GivenSettings, PackageDefinition } from "../definition/definition.js";
import { withOldSettings } from "../definition/oldSettings.js";
import { connectEngine, type Engine } from "../run/engine.js";
import { Plan } from "../run/plan.js";
import { Program, REST_MS } from "../run/program.js";
import { knowledgeOf } from "../run/runKnowledge.js";
import { Witness } from "../run/witness.js";
import type { World } from "../run/world.js";
import { isUnknown } from "../values/values.js";
import { fromWire } from "../values/wire.js";

/** Node counts a longer timer as none at all. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** A call on a resource that the engine waits for. */
export interface Operation {
  /** Name of the resource's definition. */
  type: string;
  urn: string;
  /** Of the resource's `customTimeouts`; 0 when there is none. */
  timeoutSeconds?: number;
  /** It deletes an instance, which may not be the one that stands at the URN. */
  deletes?: boolean;
  /** It needs nothing but the state, as in a run without its program. */
  ofState?: boolean;
}

/** What one plugin process knows: its configuration, its connection, the calls that run. */
export class ServerSession<Api> {
  engine: Engine;
  /** What this run of the program has shown so far. */
  program: Program;
  #plan = new Plan();
  #witness = new Witness();
  #given: GivenSettings;
  #api: Api | undefined;
  #stateKey: string = randomUUID();
  #cancelled = new AbortController();
  /** Resources that this run has read by an id alone, for an import. */
  readonly imported = new Set<string>();
  /** Resources whose next `Diff` is one that the program asks for; see `isProgramDiff`. */
  readonly #checked = new Set<string>();
  #sawProgram = false;

  constructor(
    readonly pack: PackageDefinition<Api>,
    readonly environment: Readonly<Record<string, string | undefined>>,
    engineAddress?: string,
  ) {
    this.engine = connectEngine(engineAddress);
    this.#given = { configuration: {}, environment };
    this.program = this.#newProgram();
  }

  /** Talks to another engine from now on: one that was started later, or that this process was attached to. */
  attach(address: string): void {
    this.engine.close();
    this.engine = connectEngine(address);
  }

  /**
   * `id` is the provider resource's: random, and in the state before anything is ordered (docs/maintainers/money.md#state-key).
   */
  configure(configuration: Record<string, string | undefined>, id: string | undefined): void {
    this.#given = { configuration, environment: this.environment };
    this.#api = undefined;
    this.program = this.#newProgram();
    this.#plan = new Plan();
    this.#sawProgram = false;
    this.#witness = new Witness();
    // In a preview that creates the provider, its id is not known yet; nothing is ordered there.
    const known = id !== undefined && id !== "" && !isUnknown(fromWire({ id }).id);
    if (known) this.#stateKey = id;
    // A process that the engine was attached to outlives the run that was cancelled.
    if (this.#cancelled.signal.aborted) this.#cancelled = new AbortController();
  }

  #newProgram(): Program {
    return new Program(() => this.pack.restMs?.(this.#given) ?? REST_MS, knowledgeOf(this.pack.name));
  }

  get api(): Api {
    this.#api ??= this.pack.connect(this.#given);
    return this.#api;
  }

  /** The connection, as far as the settings are there and right; to have it asks nothing of the server. */
  get connection(): Api | undefined {
    return this.pack.checkConfiguration(this.#given).length > 0 ? undefined : this.api;
  }

  /** Where this run's things live, as far as the settings are there and right. */
  get world(): World | undefined {
    return this.pack.checkConfiguration(this.#given).length > 0 ? undefined : this.pack.world?.(this.#given);
  }

  /**
   * Stops every wait at once. Comes on Ctrl-C and at each normal end, and may come twice
   * (docs/maintainers/engine.md#cancel-and-time-limits).
   */
  cancel(): void {
    const reason = new Error(
      "cancelled: what was accepted so far is kept in the state, the next run goes on from there",
    );
    reason.name = "AbortError";
    this.#cancelled.abort(reason);
  }

  get signal(): AbortSignal {
    return this.#cancelled.signal;
  }

  /** Adds a change to what this run is to do, and warns when that goes beyond a limit. */
  async plan(urn: string, amounts: readonly Amounts[]): Promise<void> {
    const check = (planned: Amounts) => this.pack.checkPlan?.(this.#given, planned) ?? [];
    const warnings = this.#plan.add(urn, amounts, check);
    for (const warning of warnings) this.engine.log("warning", warning);
    if (warnings.length > 0) await this.engine.flush();
  }

  /** Runs one operation: with its time limit, which the engine does not keep, and its line on the screen. */
  async run<T>(operation: Operation, work: (call: Call<Api>) => Promise<T>): Promise<T> {
    const { type, urn } = operation;
    const timeoutMs = operation.timeoutSeconds ? operation.timeoutSeconds * 1000 : undefined;
    const deadline = new AbortController();
    const timer = timeoutMs === undefined ? undefined : abortAfter(deadline, timeoutMs);
    let shown = false;
    try {
      const call: Call<Api> = {
        api: this.api,
        urn,
        stateKey: this.#stateKey,
        home: `${this.#stateKey} ${urn}`,
        world: this.world,
        witness: this.#witness,
        signal: AbortSignal.any([this.#cancelled.signal, deadline.signal]),
        timeoutMs,
        ...this.program.place(type, urn, operation.deletes),
        status: (message) => {
          shown = true;
          this.engine.log("info", message, urn, true);
        },
        info: (message) => this.engine.log("info", message, urn),
        warn: (message) => this.engine.log("warning", message, urn),
      };
      return await this.program.quiet.during(() => work(call), { deletes: operation.deletes });
    } catch (error) {
      throw operation.ofState && !this.#sawProgram ? withOldSettings(this.pack, this.#given, error) : error;
    } finally {
      clearTimeout(timer);
      // The last ephemeral line stays beside the resource until another one comes.
      if (shown) this.engine.log("info", "", urn, true);
      await this.engine.flush();
    }
  }

  /**
   * A refresh asks for a diff with its sides swapped, right after a read; a program's diff always follows a check. What
   * a resource announces about a change makes sense only for the latter (docs/maintainers/engine.md#refresh-and-import).
   */
  isProgramDiff(urn: string): boolean {
    return this.#checked.has(urn);
  }

  sawCheck(urn: string): void {
    this.#checked.add(urn);
    this.#sawProgram = true;
  }

  sawRead(urn: string): void {
    this.#checked.delete(urn);
  }

  resource(type: string): AnyResource<Api> | undefined {
    return this.pack.resources.find((resource) => type === `${this.pack.name}:index:${resource.name}`);
  }
}

/** A little after the limit, so that a wait which keeps the limit by itself can say what it was waiting for. */
function abortAfter(deadline: AbortController, timeoutMs: number): NodeJS.Timeout | undefined {
  const delay = timeoutMs + Math.min(2_000, timeoutMs / 10);
  if (delay > LONGEST_TIMER) return undefined;
  const reason = abortReason(`the time limit of ${timeoutMs / 1000} s (customTimeouts) ran out`);
  return setTimeout(() => deadline.abort(reason), delay).unref();
}

/** What waits are ended with; `AbortError` is the name by which they know that it was on purpose. */
function abortReason(message: string): Error {
  return Object.assign(new Error(message), { name: "AbortError" });
}
