import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { manyOffices, twoOffices } from "./adoptAccounts.js";
import { type Adoption, adopting, apiOf, gofmt, removeFolders } from "./adoptSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

const programFiles = (adoption: Adoption) => adoption.files().filter((name) => /\.(ts|py|go)$/.test(name));

/** How often the program makes each resource of the import file. */
function made(adoption: Adoption): number[] {
  const text = programFiles(adoption).map(adoption.file.bind(adoption)).join("\n");
  return adoption.resources.map(({ type, name }) => {
    const call = new RegExp(`\\.(?:New)?${type.split(":").at(-1)}\\((?:ctx, )?\\s*"${name}"`, "g");
    return text.match(call)?.length ?? 0;
  });
}

test.each([
  ["typescript", "index.ts", "shared.ts", "sites/raleigh.ts"],
  ["python", "__main__.py", "shared.py", "sites/raleigh.py"],
  ["go", "main.go", "main.go", "site-raleigh.go"],
])("a large program in %s has a file for each site", async (language, main, shared, raleigh) => {
  const { applicationId, ids } = await manyOffices(simulator);
  const adoption = await adopting(simulator, [], language);
  expect(programFiles(adoption)).toMatchSnapshot();
  for (const name of [main, shared, raleigh]) {
    // Who publishes the package is not decided here.
    expect(
      adoption.file(name).replace(/github\.com\/[^/]+\/pulumi-bandwidth/, "github.com/OWNER/pulumi-bandwidth"),
    ).toMatchSnapshot();
  }
  expect(new Set(made(adoption))).toEqual(new Set([1]));
  for (const name of programFiles(adoption)) {
    const text = adoption.file(name);
    for (const id of [applicationId, ...ids]) expect([name, text.includes(`"${id}"`)]).toEqual([name, false]);
  }
  if (language === "go") expect(gofmt("-l", adoption.folder)).toBe("");
  const api = apiOf(simulator);
  expect(adoption.changes(api)).toEqual([]);
  api.client.close();
  const again = await adopting(simulator, [], language);
  for (const name of programFiles(adoption)) expect(again.file(name)).toBe(adoption.file(name));
});

test("a small program, one of one site, and one in YAML are in one file", async () => {
  await twoOffices(simulator);
  expect(programFiles(await adopting(simulator, [], "typescript"))).toEqual(["index.ts"]);
  await manyOffices(simulator);
  const yaml = await adopting(simulator, [], "yaml");
  expect(yaml.files().filter((name) => name.includes("sites"))).toEqual([]);
  const perSite = await adopting(simulator, ["--stack-per", "site"], "python");
  expect(programFiles(perSite).filter((name) => name.includes("sites"))).toEqual([]);
});

test("a region's program in several files takes the shared application in one place", async () => {
  const { applicationId } = await manyOffices(simulator);
  for (const [language, file] of [
    ["typescript", "shared.ts"],
    ["python", "shared.py"],
    ["go", "main.go"],
  ] as const) {
    const adoption = await adopting(simulator, ["--stack-per", "region"], language);
    const files = programFiles(adoption).filter((name) => name.startsWith("nc/"));
    const having = files.filter((name) => /StackReference\(/.test(adoption.file(name)));
    expect([language, having]).toEqual([language, [join("nc", file)]]);
    expect(files.filter((name) => adoption.file(name).includes(applicationId))).toEqual([]);
  }
});
