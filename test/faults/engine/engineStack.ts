import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Values } from "../../../provider/pulumi/values/values.js";
import { fromWire } from "../../../provider/pulumi/values/wire.js";
import type { AccountSnapshot } from "../../../simulator/account/snapshot.js";
import { type Simulator, startSimulator } from "../../../simulator/index.js";
import {
  createWorkspace,
  type RunningCli,
  type RunResult,
  type StateResource,
  type Step,
  type Workspace,
} from "../../engine/harness/workspace.js";
import type { Place } from "../faults.js";
import { type FrontEnd, type Held, type Program, Stack } from "../stack.js";
import type { EngineOperation } from "./operations.js";
import { type ImportIds, written } from "./programs.js";

/** An account and a state as they once were, to begin from them again. */
export interface Saved {
  account: AccountSnapshot;
  /** A copy of the folder that holds the state. */
  files: string;
  /** The paths that were asked for on the way there. */
  known: Place["known"];
}

/** As slow as real processes can bear: orders take time, are not listed at once, and lists have several pages. */
const slow = {
  orderLatencyMs: 150,
  orderVisibilityDelayMs: 300,
  disconnectReleaseMs: 300,
  largestPage: 2,
  listLinks: "always",
} as const;
export const orderTimeoutMs = 3_000;
/** A rate limit that does not end is met ten times by every request. */
const longestRunMs = 400_000;

/** One stack of the real engine for one front-end, on a simulated account of its own. */
export class EngineStack {
  private readonly copies = mkdtempSync(join(tmpdir(), "pulumi-copies-"));
  private count = 0;

  private constructor(
    readonly frontEnd: FrontEnd,
    readonly simulator: Simulator,
    readonly workspace: Workspace,
  ) {}

  static async start(frontEnd: FrontEnd): Promise<EngineStack> {
    const simulator = await startSimulator(slow);
    const workspace = await createWorkspace({
      program: written(frontEnd, []),
      runtime: frontEnd === "plugin" ? "yaml" : "nodejs",
      env: { ...simulator.environment(), BW_ORDER_TIMEOUT: `${orderTimeoutMs / 1_000}s` },
      timeoutMs: longestRunMs,
    });
    return new EngineStack(frontEnd, simulator, workspace);
  }

  declare(program: Program, adopt?: ImportIds): void {
    this.workspace.setProgram(written(this.frontEnd, program, adopt));
  }

  /** `forced` are the names of what is to be replaced, whatever it is like. */
  async start(
    command: EngineOperation["command"],
    ids: ImportIds,
    forced: readonly string[] = [],
  ): Promise<RunningCli> {
    const run = (...args: string[]) => this.workspace.spawn(...args, "--yes", "--skip-preview");
    if (typeof command === "object") {
      const refresh = command.refresh ? ["--refresh"] : [];
      return run("up", ...refresh, ...(await this.targets(command.forced)));
    }
    if (command !== "take over") return run(...command.split(" "), ...(await this.targets(forced)));
    const missing = this.frontEnd === "plugin" ? await this.notYetImported(ids) : [];
    if (missing.length === 0) return run("up");
    const file = join(this.copies, "import.json");
    writeFileSync(file, JSON.stringify({ resources: missing }));
    return run("import", "--file", file, "--protect=false", "--generate-code=false");
  }

  /** Adopts what errors tell to adopt, as a user does. Gives all that is adopted, for the next time. */
  async heed(failed: string, program: Program, ids: ImportIds = {}): Promise<ImportIds> {
    const advice = [...failed.matchAll(/`pulumi import bandwidth:index:(\w+) (\S+) (\S+)` with the plugin/g)];
    if (advice.length === 0) return ids;
    const adopted = { ...ids };
    for (const [, type = "", name = "", id = ""] of advice) {
      adopted[name] = { type, id };
      if (this.frontEnd === "plugin") {
        const out = ["--protect=false", "--generate-code=false"];
        await this.workspace.import(`bandwidth:index:${type}`, name, id, ...out);
      }
    }
    if (this.frontEnd === "dynamic") this.declare(program, adopted);
    return adopted;
  }

  /** A lock that a killed run left is taken away, as a user does. */
  async unlock(): Promise<void> {
    const locks = readdirSync(this.stateFolder, { recursive: true, withFileTypes: true });
    const isLocked = locks.some((entry) => entry.isFile() && entry.parentPath.includes(join(".pulumi", "locks")));
    if (isLocked) await this.workspace.unlock();
  }

  /** What the state holds, as the audits want it. */
  async held(): Promise<Stack> {
    const { deployment } = await this.workspace.stackExport({ showSecrets: true });
    const own = (deployment.resources ?? []).filter(isOwn);
    const stack = new Stack();
    stack.held = own.filter((one) => one.delete !== true).map(asHeld);
    stack.condemned = own.filter((one) => one.delete === true).map(asHeld);
    return stack;
  }

  /**
   * What a run did not do, in its own words; nothing when all is done. A `destroy` that Ctrl-C stops between two steps ends
   * with code 0, and Pulumi says that all is deleted, whatever is left (seen with 3.259).
   */
  async failureOf(command: EngineOperation["command"], result: RunResult): Promise<string | undefined> {
    const failed = failureOf(result);
    if (failed !== undefined || command !== "destroy") return failed;
    const { held, condemned } = await this.held();
    const left = [...held, ...condemned].map(({ name }) => name);
    return left.length === 0 ? undefined : `ended with code 0, and left ${left.join(", ")}`;
  }

  /** What a refresh and an `up` would still do, row by row. */
  async stillToDo(): Promise<string[]> {
    const preview = await this.workspace.previewRefresh();
    if (preview.code !== 0) return [`the preview fails: ${preview.text}`];
    return preview.steps
      .filter(tellsSomething)
      .map(({ op, name, diffs }) => `still to do: ${op} ${name} ${diffs.join(", ")}`.trimEnd());
  }

  save(): Saved {
    this.count += 1;
    const files = join(this.copies, String(this.count));
    cpSync(this.stateFolder, files, { recursive: true });
    const known = new Set(this.simulator.requests.map(({ path }) => path));
    return { account: structuredClone(this.simulator.account.snapshot()), files, known };
  }

  restore({ account, files }: Pick<Saved, "account" | "files">): void {
    this.simulator.reset();
    this.simulator.account.restore(structuredClone(account));
    rmSync(this.stateFolder, { recursive: true, force: true });
    cpSync(files, this.stateFolder, { recursive: true });
  }

  async close(): Promise<void> {
    this.workspace.cleanup();
    rmSync(this.copies, { recursive: true, force: true });
    await this.simulator.close();
  }

  private get stateFolder(): string {
    return fileURLToPath(this.workspace.env.PULUMI_BACKEND_URL ?? "");
  }

  /** What replaces the resources with these names by force. */
  private async targets(forced: readonly string[]): Promise<string[]> {
    const { deployment } = await this.workspace.stackExport();
    const own = (deployment.resources ?? []).filter(isOwn).filter(({ urn }) => forced.includes(nameIn(urn)));
    return own.flatMap(({ urn }) => ["--replace", urn]);
  }

  private async notYetImported(ids: ImportIds): Promise<object[]> {
    const { held } = await this.held();
    const types = Object.entries(ids).filter(([name]) => !held.some((one) => one.name === name));
    return types.map(([name, id]) => ({ type: `bandwidth:index:${id.type}`, name, id: id.id }));
  }
}

/** What a run that ended badly told; nothing when it ended well. */
export function failureOf({ code, diagnostics, text }: RunResult): string | undefined {
  if (code === 0) return undefined;
  const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message.trim());
  return errors.length > 0 ? errors.join("\n") : text.trim() || "killed";
}

/** What `adopt` names is no part of the account, so a read does not show it. */
const tellsSomething = ({ op, diffs }: Step) =>
  op !== "same" && !(op === "refresh" && diffs.every((name) => name === "adopt"));

/** Resources of ours, without the key that the package keeps for itself. */
const isOwn = ({ type, custom }: StateResource) =>
  custom && /^(bandwidth:|pulumi-nodejs:dynamic\/bandwidth:)/.test(type) && !type.endsWith(":StateKey");

const nameIn = (urn: string) => urn.slice(urn.lastIndexOf("::") + 2);

/** What stands in an exported state in the place of a secret. */
interface ShownSecret {
  plaintext: string;
}

const isSecret = (value: unknown): value is ShownSecret =>
  typeof value === "object" && value !== null && SECRET in value && "plaintext" in value;
/** Pulumi's mark of values that are something else than an object. */
const SECRET = "4dabf18193072939515e22adb298388d";

const readable = (values: Values = {}): Values =>
  fromWire(JSON.parse(JSON.stringify(values, (_, value) => (isSecret(value) ? JSON.parse(value.plaintext) : value))));

function asHeld({ type, urn, id, inputs, outputs, initErrors }: StateResource): Held {
  return {
    type: type.slice(type.lastIndexOf(":") + 1),
    name: nameIn(urn),
    id: id ?? "",
    inputs: readable(inputs),
    state: readable(outputs),
    unfinished: (initErrors ?? []).length > 0,
    rank: 0,
    needs: [],
  };
}
