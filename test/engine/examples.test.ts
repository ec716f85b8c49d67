import { execFile } from "node:child_process";
import { devNull } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { SdkLanguage } from "../../scripts/sdk.js";
import { type Simulator, startSimulator } from "../simulator/index.js";
import { COLD, GO_FLAGS, goCompiler, makeSdks, pythonWithPulumi, type Sdks } from "./harness/sdk.js";
import { createWorkspace, type Workspace, type WorkspaceOptions } from "./harness/workspace.js";
import { expectSettled, fails, ok } from "./support.js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

interface Example {
  /** The project's name in its Pulumi.yaml. */
  name: string;
  runtime: NonNullable<WorkspaceOptions["runtime"]>;
  /** The generated SDK that the program is written with. */
  sdk?: SdkLanguage;
  config: Record<string, string>;
  /** Numbers that it buys with this configuration. */
  buys: string[];
  /** Whether its numbers are protected, and its webhook has a password. */
  plain?: boolean;
}

const small = {
  config: { quantity: "3" },
  buys: ["+19195550100", "+19195550101", "+19195550102"],
};

const EXAMPLES: Record<string, Example> = {
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

const PASSWORD = "a word that is nowhere else";

let sdks: Sdks;
let simulator: Simulator;
let stack: Workspace | undefined;
beforeAll(async () => {
  sdks = await makeSdks();
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
  const example = EXAMPLES[folder] as Example;
  stack = await stackOf(folder, example);

  const preview = await ok(stack.preview());
  expect(simulator.requests).toEqual([]);

  const up = await ok(stack.up());
  expect(up.changes).toEqual(preview.changes);
  expect(up.text).not.toContain("warning");
  expect(simulator.ledger.bought().sort()).toEqual(example.buys);
  expect(numbersIn((await stack.outputs()).telephoneNumbers)).toEqual(example.buys);
  if (!example.plain) {
    for (const { callback } of simulator.account.subscriptions.values()) expect(callback?.password).toBe(PASSWORD);
    expect(JSON.stringify(await stack.stackExport())).not.toContain(PASSWORD);
  }

  await expectSettled(stack, simulator);

  if (!example.plain) {
    const refused = await fails(stack.destroy());
    expect(refused.text).toContain("protected");
    expect(simulator.ledger.released()).toEqual([]);
    await stack.setConfig({ protectNumbers: "false" });
    await ok(stack.up());
  }
  await ok(stack.destroy());
  const { sites, peers, subscriptions } = simulator.account;
  expect([sites.size, peers.size, subscriptions.size]).toEqual([0, 0, 0]);
  expect(simulator.ledger.released().sort()).toEqual(example.buys);
});

async function stackOf(folder: string, { name, runtime, sdk, config, plain }: Example): Promise<Workspace> {
  const made = await createWorkspace({
    name,
    runtime,
    program: {},
    copyOf: join(examples, folder),
    env: simulator.environment(),
    config,
    secrets: plain ? {} : { webhookPassword: PASSWORD },
  });
  if (sdk) await INSTALL[sdk](made);
  return made;
}

/** What the example's README tells a user to do, with what is on this machine. */
const INSTALL: Record<SdkLanguage, (workspace: Workspace) => Promise<void>> = {
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

/** Every number in an output, which may be sorted by region. */
function numbersIn(output: unknown): string[] {
  return (JSON.stringify(output).match(/\+1\d{10}/g) ?? []).sort();
}
