import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { twoOffices } from "./adoptAccounts.js";
import { type Adoption, adopting, apiOf, newFolder, office, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
let bin: string;
beforeEach(async () => {
  simulator = await startSimulator();
  bin = join(newFolder(), "bin");
  mkdirSync(bin);
  // Each writes down how it was called, and fails where the test says so.
  for (const name of ["pulumi", "npm", "go"]) {
    const file = join(bin, name);
    const script = [
      "#!/bin/sh",
      `echo "${name} $*" >> "$CALLS"`,
      `echo "output of ${name} $1"`,
      'case "$PWD $*" in *"$FAILS"*) echo "no backend" >&2; exit 7;; esac',
      "cat > /dev/null",
    ];
    writeFileSync(file, `${script.join("\n")}\n`);
    chmodSync(file, 0o755);
  }
  await office(simulator, 3);
  const api = apiOf(simulator);
  await api.sipCredentials.create({ userName: "alice", hash1: "0123456789abcdef0123456789abcdef" });
  api.client.close();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

/** Adopts with `--yes`, beside commands that only write down how they were called. */
async function withYes(fails: string, language = "yaml", ...args: string[]): Promise<Adoption & { calls: string[] }> {
  const calls = join(bin, "calls");
  writeFileSync(calls, "");
  const PATH = `${bin}:${process.env.PATH}`;
  const environment = { ...simulator.environment(), PATH, CALLS: calls, FAILS: fails };
  const adoption = await adopting(simulator, ["--yes", ...args], language, environment);
  return Object.assign(adoption, { calls: readFileSync(calls, "utf8").trim().split("\n") });
}

const NEVER = "nothing has this word";
const IMPORT = "pulumi import --file import.json --generate-code=false --yes --non-interactive";
const PREVIEW = "pulumi preview --expect-no-changes --non-interactive";

describe("--yes", () => {
  test("makes the stack, sets the secrets, imports and previews, and never runs an up", async () => {
    const { code, calls, stdout, stderr, folder } = await withYes(NEVER, "yaml", "--stack", "prod");
    expect(code).toBe(0);
    expect(calls).toEqual([
      "pulumi stack select --create prod --non-interactive",
      "pulumi config set --secret aliceHash1",
      IMPORT,
      PREVIEW,
    ]);
    expect(stderr).toContain(`$ ${IMPORT}\noutput of pulumi import`);
    expect(stdout).toContain("The state has everything, and the preview shows that nothing would change.");
    expect(stdout).not.toContain("pulumi import");
    expect([existsSync(join(folder, "import.json")), existsSync(join(folder, "set-secrets.sh"))]).toEqual([
      false,
      false,
    ]);
  });

  test.each([
    ["typescript", ["npm install", "pulumi package add bandwidth"]],
    ["python", ["pulumi install", "pulumi package add bandwidth"]],
    ["go", ["pulumi package add bandwidth", "go mod tidy"]],
  ])("makes the SDK of a program in %s", async (language, sdk) => {
    const { code, calls } = await withYes(NEVER, language);
    expect(code).toBe(0);
    expect(calls.slice(0, 3)).toEqual(["pulumi stack select --create main --non-interactive", ...sdk]);
  });

  test.each([
    ["stack select", "`pulumi stack select --create main --non-interactive` failed", "no state has anything of it", 1],
    ["config set", "`sh set-secrets.sh` failed", "no state has anything of it", 2],
    ["import", `\`${IMPORT}\` failed`, "the state may have a part of it", 3],
    ["preview", `\`${PREVIEW}\` failed`, "The import is done: the state has everything. Do not run `pulumi up`", 4],
  ])("stops when %j fails, says which command it was, and what is true then", async (fails, which, then, steps) => {
    const { code, calls, stderr, folder } = await withYes(fails);
    expect(code).toBe(1);
    expect(calls).toHaveLength(steps);
    expect(stderr).toContain("no backend");
    expect(stderr).toContain(`${which} in ${folder}: it ended with 7.`);
    expect(stderr).toContain(then);
    expect(stderr).toContain("Nothing was changed at Bandwidth.");
    expect(stderr).toContain("pulumi import --file import.json --generate-code=false\n");
    expect(existsSync(join(folder, "import.json"))).toBe(true);
  });

  test("goes from stack to stack, and runs an up only in the one whose outputs the others take", async () => {
    await twoOffices(simulator);
    const { code, calls, stdout } = await withYes(NEVER, "yaml", "--stack-per", "site", "--except", "SipCredential");
    expect(code).toBe(0);
    const select = "pulumi stack select --create main --non-interactive";
    const up = "pulumi up --expect-no-changes --yes --skip-preview --non-interactive";
    const one = [select, IMPORT, PREVIEW];
    expect(calls).toEqual([...one, up, ...one, ...one, ...one]);
    expect(stdout).toMatch(
      /\nNext, in each of the other folders:\n {2}cd \S+\/raleigh-office\n {2}pulumi up\n\nA program/,
    );
    expect(stdout).toContain("The states have everything, and the previews show that nothing would change.");
  });

  test("names the stacks that are left when one fails", async () => {
    await twoOffices(simulator);
    const { code, stderr, folder } = await withYes("/austin import", "yaml", "--stack-per", "site");
    expect(code).toBe(1);
    expect(stderr).toContain(`\`${IMPORT}\` failed in ${folder}/austin: it ended with 7.`);
    // The shared stack and the two before it are done.
    expect(stderr).toContain(
      `\nNext, in each of the other folders (austin):\n  cd ${folder}/austin\n  pulumi stack init main\n`,
    );
    expect(stderr).not.toContain(`cd ${folder}/shared`);
    for (const [name, left] of [
      ["shared", false],
      ["raleigh", false],
      ["raleigh-office", false],
      ["austin", true],
    ] as const)
      expect([name, existsSync(join(folder, name, "import.json"))]).toEqual([name, left]);
  });

  test("says that a command is not there", async () => {
    const environment = { ...simulator.environment(), PATH: newFolder() };
    const { code, stderr } = await adopting(simulator, ["--yes"], "yaml", environment);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/`pulumi stack select .* failed in .*: .*ENOENT/)]);
  });
});

test.each(["a b", "prod; rm", "a/b/c/d", ""])("a stack is not called %j", async (name) => {
  const { code, stderr } = await adopting(simulator, ["--stack", name]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("--stack must be the name of a stack")]);
});
