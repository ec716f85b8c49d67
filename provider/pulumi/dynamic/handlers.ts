import type { Failure } from "../definition/check.js";
import type { Amounts, AnyResource, Call, GivenSettings, PackageDefinition } from "../definition/definition.js";
import * as lifecycle from "../definition/lifecycle.js";
import { withOldSettings } from "../definition/oldSettings.js";
import { connectEngine, type Engine } from "../run/engine.js";
import { Plan } from "../run/plan.js";
import { Program, REST_MS } from "../run/program.js";
import { knowledgeOf } from "../run/runKnowledge.js";
import { Witness } from "../run/witness.js";
import type { World } from "../run/world.js";
import { fromWire, toWire } from "../values/wire.js";
import { type Bag, identityOf, outgoing, split, text, urnOf } from "./bag.js";
import { keepUnfinished, presentable, presented } from "./errors.js";
import { STATE_KEY_TYPE } from "./identity.js";
import { stateKeyHandlers } from "./stateKey.js";

/** What Pulumi's dynamic provider calls; see `dynamic.ResourceProvider` of `@pulumi/pulumi`. */
export interface DynamicHandlers {
  configure(request: { config: { get(key: string): unknown } }): void;
  check(olds: Bag, news: Bag): Promise<{ inputs: Bag; failures: Failure[] }>;
  diff(
    id: string,
    olds: Bag,
    news: Bag,
  ): Promise<{ changes: boolean; replaces: string[]; deleteBeforeReplace: boolean }>;
  create(inputs: Bag): Promise<{ id: string; outs: Bag }>;
  read(id: string, state: Bag): Promise<{ id: string; props: Bag; inputs?: Bag }>;
  update(id: string, olds: Bag, news: Bag): Promise<{ outs: Bag }>;
  delete(id: string, state: Bag): Promise<void>;
}

/** The handlers of every resource of a package, by type name: what the stub in the state loads. */
export function dynamicHandlers<Api>(
  pack: PackageDefinition<Api>,
  process: { argv: string[]; env: NodeJS.ProcessEnv },
): Record<string, DynamicHandlers> {
  const session = new Session(pack, process.env, connectEngine(engineAddress(process.argv)));
  const entries = pack.resources.map((resource) => [resource.name, handlersOf(session, resource)] as const);
  return { ...Object.fromEntries(entries), [STATE_KEY_TYPE]: stateKeyHandlers };
}

/** The dynamic provider is started as `node …/dynamic-provider ADDRESS`. */
function engineAddress(argv: string[]): string | undefined {
  return argv[1]?.includes("dynamic-provider") ? argv[2] : undefined;
}

/** One connection for all resources of the process, made when it is first needed. */
class Session<Api> {
  readonly program: Program;
  /** Resources whose next diff is one that the program asks for. */
  readonly checked = new Set<string>();
  /** Whether this run runs its program. */
  sawProgram = false;
  /** Keys that the program of this run has given to its resources. */
  readonly stateKeys = new Set<unknown>();
  readonly #witness = new Witness();
  readonly #plan = new Plan();
  #configuration: Record<string, string | undefined> = {};
  #api: Api | undefined;

  constructor(
    readonly pack: PackageDefinition<Api>,
    readonly environment: NodeJS.ProcessEnv,
    readonly engine: Engine,
  ) {
    this.program = new Program(() => pack.restMs?.(this.#given) ?? REST_MS, knowledgeOf(pack.name));
  }

  // Not async: a second call of the engine does not wait for the first one's configure.
  configure(config: { get(key: string): unknown }): void {
    for (const name of Object.keys(this.pack.configuration.shape)) {
      const value = config.get(`${this.pack.name}:${name}`);
      this.#configuration[name] = value === undefined ? undefined : String(value);
    }
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

  /** What is wrong with the settings: better told by the preview than by the first request. */
  settingFailures(): Failure[] {
    if (this.#api) return [];
    const failures = this.pack.checkConfiguration(this.#given);
    return failures.map(({ property, reason }) => ({ property: `${this.pack.name}:${property}`, reason }));
  }

  /** Adds a change to what this run is to do, and warns when that goes beyond a limit. */
  async plan(urn: string, amounts: readonly Amounts[]): Promise<void> {
    if (!this.checked.has(urn)) return;
    const check = (planned: Amounts) => this.pack.checkPlan?.(this.#given, planned) ?? [];
    const warnings = this.#plan.add(urn, amounts, check);
    for (const warning of warnings) this.engine.log("warning", warning);
    if (warnings.length > 0) await this.engine.flush();
  }

  get #given(): GivenSettings {
    return { configuration: this.#configuration, environment: this.environment };
  }

  /** Runs one life-cycle function, and takes its last status line off the screen when it is over. */
  async run<T>(type: string, bag: Bag, action: Action, work: (call: Call<Api>) => Promise<T>): Promise<T> {
    const { urn, stateKey = "", timeouts = {} } = identityOf(bag);
    let said = false;
    const call: Call<Api> = {
      api: this.api,
      urn,
      stateKey,
      home: this.stateKeys.has(stateKey) ? `${stateKey} ${urn}` : undefined,
      world: this.world,
      witness: this.#witness,
      // The engine tells a dynamic provider nothing of a cancel (docs/maintainers/engine.md#dynamic-resources): its waits end
      // by time.
      signal: new AbortController().signal,
      timeoutMs: action === "read" ? undefined : timeouts[action],
      ...this.program.place(type, urn, action === "delete"),
      status: (message) => {
        said = true;
        this.engine.log("info", message, urn, true);
      },
      info: (message) => this.engine.log("info", message, urn),
      warn: (message) => this.engine.log("warning", message, urn),
    };
    try {
      return await this.program.quiet.during(() => work(call), { deletes: action === "delete" });
    } catch (error) {
      throw presentable(this.sawProgram ? error : withOldSettings(this.pack, this.#given, error));
    } finally {
      if (said) this.engine.log("info", "", urn, true);
      await this.engine.flush();
    }
  }
}

type Action = "create" | "read" | "update" | "delete";

function handlersOf<Api>(session: Session<Api>, resource: AnyResource<Api>): DynamicHandlers {
  const anyApi = resource as AnyResource<never>;
  return {
    configure: ({ config }) => session.configure(config),

    async check(olds, news) {
      const { values, hidden, adopt } = split(news);
      const urn = urnOf(news);
      session.checked.add(urn);
      session.sawProgram = true;
      session.stateKeys.add(identityOf(news).stateKey);
      const checked = lifecycle.checkResource(resource, values, session.program, urn, session.connection);
      const { inputs, failures, warnings } = checked;
      failures.push(...session.settingFailures());
      if (adopt !== undefined && adopt !== null && typeof adopt !== "string") {
        failures.push({ property: "adopt", reason: `must be text: ${resource.importId.form}` });
      }
      for (const { property, reason } of warnings) session.engine.log("warning", `${property} ${reason}`, urn);
      if ("announcement" in checked && checked.announcement) session.engine.log("info", checked.announcement, urn);
      // What is created is checked without old inputs, and asked about no more in a preview.
      if (failures.length === 0 && Object.keys(olds).length === 0 && !text(adopt)) {
        await session.plan(urn, lifecycle.plans(anyApi, { inputs }, session.program.others(urn)));
      }
      await session.engine.flush();
      return { inputs: { ...outgoing(resource, inputs, hidden), ...toWire({ adopt }) }, failures };
    },

    async diff(id, olds, news) {
      const urn = urnOf(news);
      session.program.hold(resource.name, id, urn);
      const { values } = split(news);
      const state = fromWire(olds);
      const others = session.program.others(urn);
      // A refresh asks for a diff too, with its sides swapped; only a program's diff follows a check.
      const ofProgram = session.checked.has(urn);
      const replaceOn = ofProgram ? identityOf(news).replaceOnChanges : undefined;
      const compared = presented(() =>
        lifecycle.diff(anyApi, state, values, others, { world: session.world, replaceOn }),
      );
      const { changes, replaces, deleteBeforeReplace, announcement } = compared;
      if (ofProgram) session.program.compared(resource.name, urn, lifecycle.holdingOf(anyApi, id, state), changes);
      if (announcement && ofProgram) session.engine.log("info", announcement, urn);
      await session.plan(
        urn,
        lifecycle.plans(anyApi, { state, inputs: values, replaces: replaces.length > 0 }, others),
      );
      await session.engine.flush();
      return { changes: changes.length > 0, replaces, deleteBeforeReplace };
    },

    create(bag) {
      const { values, hidden, adopt } = split(bag);
      return session.run(resource.name, bag, "create", (call) =>
        keepUnfinished(resource, { hidden }, async () => {
          const made = await lifecycle.create(resource, call, values, text(adopt));
          return { id: made.id, outs: outgoing(resource, made.state, hidden) };
        }),
      );
    },

    read(id, bag) {
      const { values, hidden, adopt } = split(bag);
      session.checked.delete(urnOf(bag));
      return session.run(resource.name, bag, "read", async (call) => {
        const found = await lifecycle.read(resource, call, id, values);
        if (!found) return { id: "", props: {} };
        session.program.found(resource.name, call.urn, lifecycle.holdingOf(anyApi, found.id, found.state));
        const adopted = toWire({ adopt });
        return {
          id: found.id,
          props: { ...outgoing(resource, found.state, hidden), ...adopted },
          inputs: { ...outgoing(resource, found.inputs, hidden), ...adopted },
        };
      });
    },

    update(id, olds, news) {
      const { values, hidden, adopt } = split(news);
      return session.run(resource.name, news, "update", (call) =>
        keepUnfinished(resource, { id, hidden, olds }, async () => {
          const adopting = { ...call, adopts: text(adopt) };
          const state = await lifecycle.update(resource, adopting, id, fromWire(olds), values);
          return { outs: outgoing(resource, state, hidden) };
        }),
      );
    },

    delete(id, bag) {
      return session.run(resource.name, bag, "delete", (call) =>
        lifecycle.remove(resource, call, id, split(bag).values),
      );
    },
  };
}
