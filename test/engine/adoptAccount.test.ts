import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { adopting, apiOf, oddAccount, office, removeFolders } from "../commandLine/adoptSupport.js";
import type { Workspace } from "./harness/workspace.js";
import { OWN_PROCESS, pluginOnPath, pluginStack } from "./pluginSupport.js";
import { fails, ok, rows, writes } from "./support.js";

let simulator: Simulator;
let stack: Workspace | undefined;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  stack?.cleanup();
  removeFolders();
  await simulator.close();
});

/** The adopted account in a stack, as the printed commands bring it there. */
async function adopted(): Promise<Workspace> {
  const adoption = await adopting(simulator, ["--project", "test"]);
  stack = await pluginStack(simulator, {});
  cpSync(adoption.folder, stack.folder, { recursive: true });
  if (adoption.files().includes("set-secrets.sh")) {
    for (const [, value = "", key = ""] of adoption.file("set-secrets.sh").matchAll(/'([^']*)' \| .* '([^']*)'/g)) {
      await stack.setConfig({}, { [`test:${key}`]: value });
    }
  }
  await ok(stack.run("import", "--file", "import.json", "--generate-code=false", "--yes", "--skip-preview"));
  return stack;
}

const inService = () => [...simulator.account.numbers.values()].filter(({ status }) => status === "Inservice").length;

test("an account is adopted, changes nothing, grows by one number, and goes in an order that the API accepts", async () => {
  const { bought } = await office(simulator, 25);
  simulator.account.switchOptions(bought[0] ?? "", { CallForward: "2125550100" });
  const api = apiOf(simulator);
  const hash = "0123456789abcdef0123456789abcdef";
  await api.sipCredentials.create({ userName: "alice", hash1: hash });
  api.client.close();
  const mark = simulator.requests.mark();
  const own = await adopted();
  expect(rows(await ok(own.preview("--expect-no-changes")))).toEqual([]);
  await ok(own.up("--expect-no-changes"));
  await ok(own.refresh("--expect-no-changes"));
  expect(writes(simulator, mark)).toEqual([]);
  expect(JSON.stringify(await own.stackExport())).not.toContain(hash);

  const file = join(own.folder, "numbers/raleigh-office-main-numbers.csv");
  writeFileSync(file, `${readFileSync(file, "utf8")}\n+19195550180`);
  await ok(own.up());
  expect(inService()).toBe(26);
  const purchases = simulator.ledger.entries.filter(({ kind, by }) => kind === "purchase" && by !== "somebody else");
  expect(purchases.map(({ number }) => number)).toEqual(["+19195550180"]);

  const program = join(own.folder, "Pulumi.yaml");
  writeFileSync(program, readFileSync(program, "utf8").replaceAll("protect: true", "protect: false"));
  await ok(own.up());
  const refused = await fails(own.destroy());
  expect(refused.text).toContain("set bandwidth:ownsAdopted to true (BW_OWNS_ADOPTED), and run `pulumi up`.");
  expect(inService()).toBe(26);
  await own.setConfig({ "bandwidth:ownsAdopted": "true" });
  await ok(own.up());
  await ok(own.destroy());
  expect(inService()).toBe(0);
  expect([simulator.account.sites.size, simulator.account.peers.size]).toEqual([0, 0]);
});

test("an odd account is adopted, nothing changes, and all of it goes in an order that the API accepts", async () => {
  // Of this account, each SIP peer has a name. One without a name is in no program, and its site stays.
  const bought = await oddAccount(simulator, 4, 40);
  const mark = simulator.requests.mark();
  const own = await adopted();
  await ok(own.preview("--refresh", "--expect-no-changes"));
  expect(writes(simulator, mark)).toEqual([]);
  expect(inService()).toBe(bought.length);

  const program = join(own.folder, "Pulumi.yaml");
  writeFileSync(program, readFileSync(program, "utf8").replaceAll("protect: true", "protect: false"));
  await own.setConfig({ "bandwidth:ownsAdopted": "true" });
  await ok(own.up());
  await ok(own.destroy());
  expect(inService()).toBe(0);
  const { sites, peers, subscriptions, applications } = simulator.account;
  expect([sites.size, peers.size, subscriptions.size, applications.size]).toEqual([0, 0, 0, 0]);
});

test("with --yes, the stack is made, imported and previewed by the command itself", async () => {
  await office(simulator, 25);
  stack = await pluginStack(simulator, {}, OWN_PROCESS);
  pluginOnPath(stack);
  const mark = simulator.requests.mark();
  const environment = Object.fromEntries(
    Object.entries(stack.env).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
  const adoption = await adopting(simulator, ["--yes", "--stack", "adopted"], "yaml", environment);
  expect([adoption.code, adoption.stderr]).toEqual([
    0,
    expect.stringContaining("$ pulumi preview --expect-no-changes"),
  ]);
  expect(adoption.stdout).toContain("The state has everything, and the preview shows that nothing would change.");
  expect(adoption.files()).not.toContain("import.json");
  expect(writes(simulator, mark)).toEqual([]);
});

test("pulumi import --from bandwidth writes a program of its own, in whose preview nothing changes", async () => {
  const { siteId } = await office(simulator, 3);
  stack = await pluginStack(simulator, {});
  pluginOnPath(stack);
  const mark = simulator.requests.mark();
  const args = ["--from", "bandwidth", "--out", "generated.yaml", "--yes", "--skip-preview", "--protect=false"];
  const { text } = await ok(stack.run("import", ...args, "--", "--site", siteId));
  expect(text).toContain("It takes a text that equals the id or the name of another resource for a reference");
  const generated = readFileSync(join(stack.folder, "generated.yaml"), "utf8");
  expect(generated).toMatch(/sipPeerId: \$\{\w+\.id\}/);
  writeFileSync(join(stack.folder, "Pulumi.yaml"), `name: test\nruntime: yaml\n${generated}`);
  await ok(stack.preview("--expect-no-changes"));
  expect(writes(simulator, mark)).toEqual([]);
});

test("what the converter cannot do is an error of the import, and nothing is imported", async () => {
  stack = await pluginStack(simulator, {}, { env: { BW_ACCOUNT_ID: "" } });
  pluginOnPath(stack);
  const { code, text } = await stack.run("import", "--from", "bandwidth", "--yes", "--skip-preview");
  expect(code).not.toBe(0);
  expect(text).toMatch(/accountId.*The converter gets no configuration of the stack/s);
});
