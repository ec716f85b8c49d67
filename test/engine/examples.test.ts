import { execFile } from "node:child_process";
import { cpSync } from "node:fs";
import { devNull } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { manyOffices } from "../commandLine/adoptAccounts.js";
import { adopting, removeFolders } from "../commandLine/adoptSupport.js";
import { type Example, exampleStack, expectWholeLife, small } from "./exampleStacks.js";
import {
  COLD,
  GO_FLAGS,
  goCompiler,
  makeSdks,
  pythonWithPulumi,
  type Sdks,
  TESTED_LANGUAGES,
  type TestedLanguage,
} from "./harness/sdk.js";
import type { Workspace } from "./harness/workspace.js";
import { ok, writes } from "./support.js";

/** All but the one in Java, which is in the sweep. */
const EXAMPLES: Record<string, Example & { sdk?: TestedLanguage }> = {
  typescript: { ...small, name: "telephony", runtime: "nodejs" },
  commonjs: {
    name: "telephony-commonjs",
    runtime: "nodejs",
    config: {},
    buys: ["+19195550150", "+19195550151"],
    plain: true,
  },
  esm: {
    name: "telephony-esm",
    runtime: "nodejs",
    config: {},
    buys: ["+19195550100", "+19195550101"],
    plain: true,
  },
  component: {
    name: "telephony-component",
    runtime: "nodejs",
    config: {},
    buys: ["+17045550100", "+19195550100", "+19195550101"],
    plain: true,
  },
  yaml: { ...small, name: "telephony-yaml", runtime: "yaml" },
  "typescript-plugin": { ...small, name: "telephony-typescript-plugin", runtime: "nodejs", sdk: "nodejs" },
  python: { ...small, name: "telephony-python", runtime: "python", sdk: "python" },
  go: { ...small, name: "telephony-go", runtime: "go", sdk: "go" },
  large: {
    name: "telephony-large",
    runtime: "nodejs",
    sdk: "nodejs",
    config: { numbersPerAreaCode: "2" },
    buys: ["303", "617", "704", "919"].flatMap((area) => [`+1${area}5550100`, `+1${area}5550101`]),
  },
};

let sdks: Sdks;
let simulator: Simulator;
let stack: Workspace | undefined;
beforeAll(async () => {
  sdks = await makeSdks(TESTED_LANGUAGES);
  simulator = await startSimulator();
}, COLD);
afterEach(() => {
  stack?.cleanup();
  simulator.reset();
});
afterAll(async () => {
  sdks?.remove();
  await simulator?.close();
});

test.each(Object.keys(EXAMPLES))("the example %s goes up, stays as it is, and is taken down", {
  timeout: COLD,
}, async (folder) => {
  const example = EXAMPLES[folder] as (typeof EXAMPLES)[string];
  stack = await exampleStack(simulator, folder, example);
  if (example.sdk) await INSTALL[example.sdk](stack);
  await expectWholeLife(stack, simulator, example);
});

/** In the example's place, with what it needs around it: the program that was written for an account. */
test.each([
  ["typescript", "typescript-plugin"],
  ["python", "python"],
  ["go", "go"],
] as const)(
  "an adopted account is a program in %s with a file for each site, in whose preview nothing changes",
  { timeout: COLD },
  async (language, folder) => {
    const example = EXAMPLES[folder] as (typeof EXAMPLES)[string];
    await manyOffices(simulator);
    const adoption = await adopting(simulator, [], language);
    stack = await exampleStack(simulator, folder, example);
    const isProgram = (path: string) => /^sites|^numbers|^import\.json$|\.(ts|py|go)$/.test(path);
    const paths = adoption.files().filter(isProgram);
    expect(paths.filter((path) => /raleigh\.(ts|py|go)$/.test(path))).toHaveLength(1);
    for (const path of paths) cpSync(join(adoption.folder, path), join(stack.folder, path), { recursive: true });
    removeFolders();
    if (example.sdk) await INSTALL[example.sdk](stack);
    const mark = simulator.requests.mark();
    await ok(stack.run("import", "--file", "import.json", "--generate-code=false", "--yes", "--skip-preview"));
    await ok(stack.preview("--expect-no-changes"));
    expect(writes(simulator, mark)).toEqual([]);
  },
);

/** What the example's README tells a user to do, with what is on this machine. */
const INSTALL: Record<TestedLanguage, (workspace: Workspace) => Promise<void>> = {
  nodejs: ({ folder }) => sdks.install("nodejs", join(folder, "node_modules/@pulumi-bandwidth/bandwidth")),
  python: async ({ folder, env }) => {
    // The host that can be built here is older than the option `virtualenv`: it takes the Python that is first on PATH.
    env.PATH = [dirname(await pythonWithPulumi()), env.PATH].join(delimiter);
    env.PYTHONPATH = join(folder, "installed");
    await sdks.install("python", env.PYTHONPATH);
  },
  go: async ({ folder, env }) => {
    await sdks.install("go", join(folder, "sdks/bandwidth"));
    env.GOFLAGS = GO_FLAGS;
    // The first time it compiles all of Pulumi's Go SDK, which is more than one run of the CLI is given.
    await promisify(execFile)(goCompiler(), ["build", "-o", devNull, "."], { cwd: folder, env });
  },
};
