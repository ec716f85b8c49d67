import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePulumi, type PulumiTools, pathWith } from "../../../scripts/pulumi.js";
import type { Language } from "../../../scripts/tools/modules.js";
import { type CliSettings, type RunningCli, type RunResult, runsEngine, startCli } from "./cli.js";
import type { Installation } from "./installation.js";
import { codeFolder, copyStack, foldersOf, prepareForAll, STACK, stateFile } from "./prepared.js";
import { type ProjectSettings, projectEnvironment, writeProgram, writeProject } from "./project.js";
import { holdsSecret, plain, readState, type StackState } from "./state.js";

export type { RunningCli, RunResult } from "./cli.js";
export type { Diagnostic, ResourceSide, Step } from "./events.js";
export type { StackState, StateResource } from "./state.js";

export interface WorkspaceOptions {
  /** The project's name; it is part of every URN. */
  name?: string;
  program: ProjectSettings["program"];
  copyOf?: ProjectSettings["copyOf"];
  runtime?: ProjectSettings["runtime"];
  moduleKind?: ProjectSettings["moduleKind"];
  language?: ProjectSettings["language"];
  /** What npm made of the packed package, in the place of this checkout and the Node.js of the tests. */
  installation?: Installation;
  /** Stack configuration by full key (`bandwidth:accountId`). */
  config?: Record<string, string>;
  /** The same, encrypted. */
  secrets?: Record<string, string>;
  /** Variables of the program and the providers. */
  env?: Record<string, string>;
  /** Longest time of one run of the CLI. */
  timeoutMs?: number;
  /**
   * Serves the plugin for one command: the engine starts no process of its own then. A command that is started with
   * `spawn` has its own process all the same, for it may be killed.
   */
  serve?: (env: Readonly<Record<string, string>>) => Promise<ServedPlugin>;
}

export interface ServedPlugin {
  port: number;
  stop(): Promise<void>;
}

/** A Pulumi project with one stack (`dev`) in a temporary folder, and the real CLI to run on it. */
export interface Workspace {
  readonly folder: string;
  /** Changes take effect at the next run. */
  readonly env: Record<string, string>;
  up(...args: string[]): Promise<RunResult>;
  preview(...args: string[]): Promise<RunResult>;
  /** `preview --refresh`. */
  previewRefresh(...args: string[]): Promise<RunResult>;
  refresh(...args: string[]): Promise<RunResult>;
  destroy(...args: string[]): Promise<RunResult>;
  /** `pulumi import TYPE NAME ID`. */
  import(...args: string[]): Promise<RunResult>;
  /** Any command. It may fail: look at `code`. */
  run(...args: string[]): Promise<RunResult>;
  /** Any command, to be interrupted or killed while it runs. */
  spawn(...args: string[]): RunningCli;
  stackExport(options?: { showSecrets?: boolean }): Promise<StackState>;
  /** Writes a state back, as somebody who repairs it by hand does. */
  stackImport(state: StackState): Promise<void>;
  outputs(): Promise<Record<string, unknown>>;
  /** Takes away the lock that a killed run left on the stack. */
  unlock(): Promise<void>;
  setProgram(program: ProjectSettings["program"]): void;
  setConfig(config: Record<string, string>, secrets?: Record<string, string>): Promise<void>;
  /** Removes the folder; resources that are still up are forgotten. */
  cleanup(): void;
}

const APPLY = ["--yes", "--skip-preview"];

/** Makes a workspace; the CLI is found or built first. */
export async function createWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const tools = await toolsFor(options.runtime ?? "nodejs");
  const root = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-bandwidth-")));
  const folders = foldersOf(root);
  const folder = folders.project;
  for (const each of Object.values(folders)) mkdirSync(each);
  const project: ProjectSettings = {
    name: options.name ?? "test",
    program: options.program,
    copyOf: options.copyOf,
    runtime: options.runtime ?? "nodejs",
    moduleKind: options.moduleKind ?? "commonjs",
    language: options.language ?? "js",
    modules: options.installation?.modules,
  };
  writeProject(folder, project);
  const make = (at: string) => makeStack(tools, at);
  // A user's own project is run as a user runs it, and ES modules are loaded in another way.
  const isOurs = !options.copyOf && !options.installation && project.moduleKind === "commonjs";
  const quick = isOurs ? quickStart(await codeFolder(make), project.language) : {};
  const env = { ...environment(tools, root), ...quick, ...projectEnvironment(project), ...options.env };
  if (options.installation) env.PATH = `${options.installation.node}${delimiter}${env.PATH}`;
  const settings: CliSettings = { pulumi: tools.pulumi, cwd: folder, env, timeoutMs: options.timeoutMs ?? 240_000 };
  const projectName = nameOf(folder);
  const stateNow = (passphrase?: string) => readState(stateFile(folders, projectName), passphrase);

  const spawn = (...args: string[]) => startCli(args, settings);
  const run = async (...args: string[]) => {
    if (!options.serve || !runsEngine(args)) return spawn(...args).result;
    const plugin = await options.serve(env);
    try {
      const attached = { ...env, PULUMI_DEBUG_PROVIDERS: `bandwidth:${plugin.port}` };
      return await startCli(args, { ...settings, env: attached }).result;
    } finally {
      await plugin.stop();
    }
  };
  const must = async (...args: string[]) => {
    const result = await run(...args);
    if (result.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${result.code}:\n${result.text}`);
    return result;
  };

  const workspace: Workspace = {
    folder,
    env,
    run,
    spawn,
    up: (...args) => run("up", ...APPLY, ...args),
    preview: (...args) => run("preview", ...args),
    previewRefresh: (...args) => run("preview", "--refresh", ...args),
    refresh: (...args) => run("refresh", ...APPLY, ...args),
    destroy: (...args) => run("destroy", ...APPLY, ...args),
    import: (...args) => run("import", ...APPLY, ...args),
    async stackExport({ showSecrets = false } = {}) {
      return stateNow(showSecrets ? env.PULUMI_CONFIG_PASSPHRASE : undefined);
    },
    async stackImport(state) {
      const file = join(root, "state.json");
      writeFileSync(file, JSON.stringify(state));
      await must("stack", "import", "--file", file);
    },
    async outputs() {
      const outputsIn = ({ deployment }: StackState) =>
        deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
      const outputs = outputsIn(stateNow());
      return holdsSecret(outputs)
        ? (plain(outputsIn(stateNow(env.PULUMI_CONFIG_PASSPHRASE))) as Record<string, unknown>)
        : outputs;
    },
    async unlock() {
      mendBackend(folders.state);
      // All that `pulumi cancel` does here.
      rmSync(join(folders.state, ".pulumi", "locks"), { recursive: true, force: true });
    },
    setProgram(program) {
      project.program = program;
      writeProgram(folder, project);
    },
    async setConfig(config, secrets = {}) {
      const pairs = [
        ...Object.entries(config).map(([key, value]) => ["--plaintext", `${key}=${value}`]),
        ...Object.entries(secrets).map(([key, value]) => ["--secret", `${key}=${value}`]),
      ];
      if (pairs.length > 0) await must("config", "set-all", ...pairs.flat());
    },
    cleanup: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };

  await copyStack(folders, projectName, make);
  await workspace.setConfig(options.config ?? {}, options.secrets);
  return workspace;
}

/** Makes ready, once, what every workspace of every worker is a copy of. */
export async function prepareWorkspaces(): Promise<void> {
  const tools = await toolsFor("nodejs");
  await prepareForAll((at) => makeStack(tools, at));
}

/** An empty stack, made by the CLI. */
async function makeStack(tools: PulumiTools, root: string): Promise<void> {
  const settings = { pulumi: tools.pulumi, cwd: foldersOf(root).project, env: environment(tools, root) };
  const { code, text } = await startCli(["stack", "init", STACK], { ...settings, timeoutMs: 120_000 }).result;
  if (code !== 0) throw new Error(`pulumi stack init ended with ${code}:\n${text}`);
}

/** Variables with which every process of Node.js starts sooner. */
function quickStart(folder: string, language: "ts" | "js"): Record<string, string> {
  const file = fileURLToPath(new URL("quickStart.cjs", import.meta.url));
  return {
    NODE_OPTIONS: `--require ${JSON.stringify(file)}`,
    QUICK_START_FOLDER: folder,
    QUICK_START_LANGUAGE: language,
  };
}

const found = new Map<Language, Promise<PulumiTools>>();

function toolsFor(language: Language): Promise<PulumiTools> {
  const tools = found.get(language) ?? ensurePulumi({ languages: [language] });
  found.set(language, tools);
  return tools;
}

/** The name that the project gives itself. */
function nameOf(folder: string): string {
  const [, name] = /^name: *(\S+)$/m.exec(readFileSync(join(folder, "Pulumi.yaml"), "utf8")) ?? [];
  if (name === undefined) throw new Error(`${folder}/Pulumi.yaml has no name`);
  return name;
}

/**
 * Pulumi's file backend keeps a small file beside each of its files, and does not write it as a whole. A kill that hits it there
 * leaves it empty, and every later command would end with "failed to load checkpoint: EOF". It does without one.
 */
function mendBackend(state: string): void {
  for (const entry of readdirSync(state, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && path.endsWith(".attrs") && statSync(path).size === 0) rmSync(path);
  }
}

/** What a run needs, and nothing that the developer's own shell happens to hold for Pulumi, Bandwidth or Node. */
function environment(tools: PulumiTools, root: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    ([key]) => !/^(PULUMI_|PREPARED_|BW_|VITEST|NODE_OPTIONS|NODE_ENV|npm_)/.test(key),
  );
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    PATH: pathWith(tools),
    PULUMI_HOME: join(root, "home"),
    PULUMI_BACKEND_URL: `file://${join(root, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "correct horse",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    // Nothing may be fetched in a test: what is missing is an error.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // No process of a test lives long enough to be worth much collecting of garbage.
    GOGC: "400",
    // `--event-log` is a flag for developers.
    PULUMI_DEBUG_COMMANDS: "true",
    NO_COLOR: "1",
  };
}
