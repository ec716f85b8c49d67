import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { manyOffices, oddRecords, twoOffices } from "../commandLine/adoptAccounts.js";
import { adopting, oddAccount, removeFolders } from "../commandLine/adoptSupport.js";
import { COLD, pythonWithPulumi } from "./harness/sdk.js";

const run = promisify(execFile);
const shell = process.platform === "win32";

/** Another version may write in another way. */
const [PRETTIER, BLACK] = ["prettier@3.10.1", "black==26.10.1"];

let tools: string;
let simulator: Simulator;
beforeAll(async () => {
  tools = mkdtempSync(join(tmpdir(), "formatters-"));
  await run("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", tools, PRETTIER], { shell });
  await run(await pythonWithPulumi(), ["-m", "pip", "install", "--quiet", "--target", join(tools, "python"), BLACK]);
}, COLD);
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});
afterAll(() => rmSync(tools, { recursive: true, force: true }));

const odd = (seed: number) => async () => {
  await oddRecords(simulator, seed, await oddAccount(simulator, seed, 60));
};
const ACCOUNTS: Record<string, { make: () => Promise<unknown>; args?: string[]; onlyTypeScript?: boolean }> = {
  "two offices in a stack each": { make: () => twoOffices(simulator), args: ["--stack-per", "site"] },
  "many offices in a file each": { make: () => manyOffices(simulator) },
  "the odd account 1": { make: odd(1) },
  "the odd account 3": { make: odd(3), args: ["--no-protect"] },
  "the odd account 5": { make: odd(5), args: ["--stack-per", "region"] },
  // Its names are too long for a line in Python, where black has two ways to break one.
  "the odd account 2": { make: odd(2), onlyTypeScript: true },
};

test.each(Object.keys(ACCOUNTS))("prettier and black have nothing to change in the programs of %s", async (name) => {
  const { make, args = [], onlyTypeScript = false } = ACCOUNTS[name] as (typeof ACCOUNTS)[string];
  await make();
  const typescript = await adopting(simulator, args, "typescript");
  const prettier = join(tools, "node_modules", "prettier", "bin", "prettier.cjs");
  const files = ["**/*.ts", "**/package.json", "**/tsconfig.json"];
  const checked = await run(process.execPath, [prettier, "--list-different", ...files], {
    cwd: typescript.folder,
  }).catch((error: { stdout: string; stderr: string }) => error);
  expect(checked.stdout + checked.stderr).toBe("");
  if (onlyTypeScript) return;
  const python = await adopting(simulator, args, "python");
  const env = { ...process.env, PYTHONPATH: join(tools, "python") };
  const { stdout } = await run(await pythonWithPulumi(), ["-m", "black", "--quiet", "--diff", python.folder], { env });
  expect(stdout).toBe("");
});
