import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { HASH, twoOffices } from "../commandLine/adoptAccounts.js";
import { type Adoption, adopting, removeFolders } from "../commandLine/adoptSupport.js";
import type { RunResult, Workspace } from "./harness/workspace.js";
import { OWN_PROCESS, pluginOnPath, pluginStack } from "./pluginSupport.js";
import { ok, writes } from "./support.js";

let simulator: Simulator;
let stack: Workspace;
beforeEach(async () => {
  simulator = await startSimulator();
  stack = await pluginStack(simulator, {}, OWN_PROCESS);
  pluginOnPath(stack);
});
afterEach(async () => {
  stack.cleanup();
  removeFolders();
  await simulator.close();
});

/** Adopts with `--yes`, as a user does who has Pulumi and the plugin on the path. */
function withYes(...args: string[]): Promise<Adoption> {
  const environment = Object.fromEntries(
    Object.entries(stack.env).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
  return adopting(simulator, ["--yes", ...args], "yaml", environment);
}

/** A command of Pulumi in the folder of a stack. */
const inFolder = (adoption: Adoption, name: string, ...args: string[]): Promise<RunResult> =>
  ok(stack.run(...args, "--cwd", join(adoption.folder, name), "--non-interactive"));

const inService = (numbers: readonly string[]) =>
  numbers.filter((number) => simulator.account.numbers.get(number)?.status === "Inservice");

test("each site has a stack that takes the shared application from another one, and goes alone", async () => {
  const { raleigh, austin } = await twoOffices(simulator);
  const mark = simulator.requests.mark();
  const adoption = await withYes("--stack-per", "site");
  expect([adoption.code, adoption.stderr]).toEqual([0, expect.stringContaining("$ pulumi up --expect-no-changes")]);
  expect(adoption.files().filter((name) => /import\.json|set-secrets/.test(name))).toEqual([]);
  expect(writes(simulator, mark)).toEqual([]);

  const program = join(adoption.folder, "raleigh/Pulumi.yaml");
  const text = readFileSync(program, "utf8").replaceAll("protect: true", "protect: false");
  writeFileSync(program, text.replace(/callerName: .*/, "$&\n      allowRemoval: true"));
  await inFolder(adoption, "raleigh", "config", "set", "bandwidth:ownsAdopted", "true");
  await inFolder(adoption, "raleigh", "up", "--yes", "--skip-preview");
  await inFolder(adoption, "raleigh", "destroy", "--yes", "--skip-preview");
  expect(inService(raleigh.bought)).toEqual([]);
  expect(inService(austin.bought)).toEqual(austin.bought);
  const released = simulator.ledger.entries.filter(({ kind }) => kind === "disconnect").map(({ number }) => number);
  expect(released.sort()).toEqual(raleigh.bought);
  expect([...simulator.account.sites.keys()]).toEqual([austin.siteId]);
  for (const name of ["shared", "austin"])
    await inFolder(adoption, name, "preview", "--refresh", "--expect-no-changes");
  expect(simulator.account.applications.size).toBe(1);
  expect(adoption.stdout + adoption.stderr).not.toContain(HASH);
});
