import type { PropertyFailure } from "../definition/check.js";
import type { Call } from "../definition/definition.js";
import { withOldSettings } from "../definition/oldSettings.js";
import type { ServedPackage } from "../definition/package.js";
import { type OwnPart, Session } from "../definition/session.js";
import { connectEngine, type Engine } from "../run/engine.js";
import type { Amounts } from "../run/plan.js";
import { type Bag, identityOf } from "./bag.js";
import { presentable } from "./errors.js";

type Action = "create" | "read" | "update" | "delete";

/** One connection for all dynamic resources of the process, opened when it is first needed. */
export class DynamicSession<Api> extends Session<Api> {
  readonly engine: Engine;
  /** Keys that the program of this run has given to its resources. */
  readonly stateKeys = new Set<unknown>();
  /** Keys that this process has made: nobody else has seen them before. */
  readonly madeStateKeys = new Set<string>();
  /** Keys of resources that something may have been ordered under. */
  readonly #used = new Set<string>();

  constructor(pack: ServedPackage<Api>, environment: NodeJS.ProcessEnv, engineAddress: string | undefined) {
    super(pack, environment);
    this.engine = connectEngine(engineAddress);
  }

  // Not async: a second call of the engine doesn't wait for the first one's configure.
  configure(config: { get(key: string): unknown }): void {
    const { configuration } = this.given;
    const entries = Object.keys(this.pack.configuration.shape).map((name) => {
      const given = config.get(`${this.pack.name}:${name}`);
      return [name, given === undefined ? undefined : String(given)] as const;
    });
    if (entries.every(([name, value]) => value === configuration[name])) return;
    this.given = { configuration: Object.fromEntries(entries), environment: this.environment };
    this.settingsChanged();
  }

  /** The same under the names that a stack configures. Better reported by the preview than by the first request. */
  namedSettingFailures(): PropertyFailure[] {
    return this.settingFailures().map(({ property, reason }) => {
      return { property: `${this.pack.name}:${property}`, reason };
    });
  }

  override async plan(urn: string, amounts: readonly Amounts[]): Promise<void> {
    if (this.isProgramDiff(urn)) await super.plan(urn, amounts);
  }

  /** Runs one life-cycle function. The dynamic provider may print its errors. */
  async run<T>(type: string, bag: Bag, action: Action, work: (call: Call<Api>) => Promise<T>): Promise<T> {
    const { urn, stateKey = "", timeouts = {} } = identityOf(bag);
    const own: OwnPart<Api> = {
      stateKey,
      isFirstUse: (key) => {
        const isFirst = this.madeStateKeys.has(stateKey) && !this.#used.has(key);
        this.#used.add(key);
        return isFirst;
      },
      ownerId: this.stateKeys.has(stateKey) ? `${stateKey} ${urn}` : undefined,
      // The engine doesn't tell a dynamic provider about a cancel (docs/maintainers/engine.md#dynamic-resources). Its waits end
      // by time.
      signal: new AbortController().signal,
      timeoutMs: action === "read" ? undefined : timeouts[action],
    };
    try {
      return await this.during({ type, urn, deletes: action === "delete" }, own, work);
    } catch (error) {
      throw presentable(this.sawProgram ? error : withOldSettings(this.pack, this.given, error));
    }
  }
}
