import type { Engine } from "../run/engine.js";
import { type Amounts, Plan } from "../run/plan.js";
import { Program, REST_MS } from "../run/program.js";
import { knowledgeOf } from "../run/runKnowledge.js";
import { Turns } from "../run/turns.js";
import { Witness } from "../run/witness.js";
import type { World } from "../run/world.js";
import type { PropertyFailure } from "./check.js";
import type { Call } from "./definition.js";
import type { GivenSettings, ServedPackage } from "./package.js";

/**
 * An engine at work never pauses for so long between two requests while no operation is running. What comes after such a pause
 * counts as another run: a process of dynamic resources, or one that an engine was attached to, may serve several.
 */
const PAUSE_MS = 5_000;

/** What a life-cycle function is called for. */
export interface Operation {
  /** Name of the resource's definition. */
  type: string;
  urn: string;
  /** It deletes an instance. The instance may not be the one at the URN. */
  deletes?: boolean;
}

/** What a front-end knows about a call: whose state it is, and when the call ends. */
export type OwnPart<Api> = Pick<
  Call<Api>,
  | "stateKey"
  | "originUrn"
  | "formerHomes"
  | "provenance"
  | "goOnUnder"
  | "isFirstUse"
  | "ownerId"
  | "signal"
  | "timeoutMs"
>;

/** What one process knows about a run, for either front-end: settings, connection, and what the program has shown so far. */
export abstract class Session<Api> {
  abstract readonly engine: Engine;
  program: Program;
  protected given: GivenSettings;
  /** Whether this run runs its program. */
  protected sawProgram = false;
  protected witness: Witness;
  /** For large answers. */
  readonly answers = new Turns();
  #api: Promise<Api> | undefined;
  #plan = new Plan();
  #settingFailures: readonly PropertyFailure[] | undefined;
  #world: World | undefined;
  /** Whether this run has already said what there is to say about its settings. */
  #advised = false;
  /** Resources whose next diff comes from the program; see `isProgramDiff`. */
  readonly #checked = new Set<string>();

  constructor(
    readonly pack: ServedPackage<Api>,
    readonly environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.given = { configuration: {}, environment };
    this.program = this.#newProgram();
    this.witness = new Witness(pack.clock);
  }

  /** A run begins with these settings. Nothing that another run learned counts. */
  protected begin(configuration: Record<string, string | undefined>): void {
    this.given = { configuration, environment: this.environment };
    this.#api = undefined;
    this.settingsChanged();
    this.program = this.#newProgram();
    this.#plan = new Plan();
    this.#advised = false;
    this.sawProgram = false;
    this.witness = new Witness(this.pack.clock);
  }

  #newProgram(): Program {
    const { name, clock, sight, memory } = this.pack;
    const knowledge = sight || memory ? { sight, memory } : knowledgeOf(name);
    return new Program(() => this.pack.restMs?.(this.given) ?? REST_MS, {
      ...knowledge,
      clock,
      world: () => this.world?.name,
    });
  }

  /** The settings have changed. What was known about them no longer counts. */
  protected settingsChanged(): void {
    this.#settingFailures = undefined;
    this.#world = undefined;
  }

  /** What is wrong with the settings. Each change of them is checked once. */
  settingFailures(): readonly PropertyFailure[] {
    this.#settingFailures ??= this.pack.checkConfiguration(this.given);
    return this.#settingFailures;
  }

  get api(): Promise<Api> {
    this.#api ??= this.#connect();
    return this.#api;
  }

  async #connect(): Promise<Api> {
    try {
      return await this.pack.connect(this.given);
    } catch (error) {
      // Other settings may be right.
      this.#api = undefined;
      throw error;
    }
  }

  /** The connection, if the settings exist and are valid. It sends nothing to the server yet. */
  get connection(): Promise<Api | undefined> {
    return this.#settingsAreRight ? this.api : Promise.resolve(undefined);
  }

  get #settingsAreRight(): boolean {
    return this.settingFailures().length === 0;
  }

  /** Where this run's things live, if the settings exist and are valid. */
  get world(): World | undefined {
    if (!this.#settingsAreRight) return undefined;
    this.#world ??= this.pack.world?.(this.given);
    return this.#world;
  }

  /** Adds a change to the plan of this run, and warns if the plan exceeds a limit. */
  async plan(urn: string, amounts: readonly Amounts[]): Promise<void> {
    const check = (planned: Amounts) => this.pack.checkPlan?.(this.given, planned) ?? [];
    const warnings = this.#plan.add(urn, amounts, check);
    for (const warning of warnings) this.engine.log("warning", warning);
    if (warnings.length > 0) await this.engine.flush();
  }

  /**
   * Whether a diff comes from the program. A refresh asks for a diff with its sides swapped, right after a read. A program's
   * diff always follows a check. What a resource announces about a change makes sense only for the latter
   * (docs/maintainers/engine.md#refresh-and-import).
   */
  isProgramDiff(urn: string): boolean {
    return this.#checked.has(urn);
  }

  sawCheck(urn: string): void {
    this.#checked.add(urn);
    this.sawProgram = true;
  }

  sawRead(urn: string): void {
    this.#checked.delete(urn);
  }

  #advise(): void {
    if (this.#advised) return;
    this.#advised = true;
    for (const advice of this.pack.adviceOn?.(this.given) ?? []) this.engine.log("warning", advice);
  }

  /** Runs one life-cycle function, and removes its last status line from the screen at the end. */
  protected async during<T>(
    { type, urn, deletes }: Operation,
    own: OwnPart<Api>,
    work: (call: Call<Api>) => Promise<T>,
  ): Promise<T> {
    let shown = false;
    this.#advise();
    try {
      const api = await this.api;
      if (this.program.quiet.isIdleFor(PAUSE_MS)) this.pack.beginRun?.(api);
      const call: Call<Api> = {
        api,
        urn,
        ...own,
        world: this.world,
        witness: this.witness,
        ...this.program.place(type, urn, deletes),
        status: (message) => {
          shown = true;
          this.engine.log("info", message, urn, true);
        },
        info: (message) => this.engine.log("info", message, urn),
        warn: (message) => this.engine.log("warning", message, urn),
      };
      return await this.program.quiet.during(() => work(call), { deletes });
    } finally {
      // The last ephemeral line stays beside the resource until another one comes.
      if (shown) this.engine.log("info", "", urn, true);
      await this.engine.flush();
    }
  }
}
