import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { writeProgram } from "../../provider/pulumi/examples.js";
import type { Statement } from "../../provider/pulumi/languages/program.js";
import { onPath } from "../../scripts/tools/find.js";
import { type Simulator, startSimulator } from "../simulator/index.js";
import { FILES, prepareForExamples } from "./exampleAccount.js";
import type { RunResult, Workspace } from "./harness/workspace.js";
import { pluginStack, yaml } from "./pluginSupport.js";
import { needsUniversalPlatform, oneProgram, pagesOfExamples } from "./referenceExamples.js";
import { ok, stackOn } from "./support.js";

const run = promisify(execFile);
const PARSE = fileURLToPath(new URL("harness/Parse.java", import.meta.url));

let simulator: Simulator;
let stack: Workspace | undefined;
beforeAll(async () => {
  simulator = await startSimulator();
});
beforeEach(() => prepareForExamples(simulator.account));
afterEach(() => {
  stack?.cleanup();
  simulator.reset();
});
afterAll(() => simulator.close());

const pages = pagesOfExamples();
const examples = pages.flatMap(([, list]) => list);
const programs: [dialect: "classic" | "universal", program: Statement[]][] = [
  ["classic", oneProgram(examples.filter((example) => !needsUniversalPlatform(example)))],
  ["universal", oneProgram(examples.filter(needsUniversalPlatform))],
];

test("every resource and function has an example in one of the programs", () => {
  const statements = programs.flatMap(([, program]) => program.map(({ name }) => name));
  expect([...new Set(statements)].sort()).toEqual(pages.map(([name]) => name).sort());
});

/** Every resource of the program was made. */
function expectAll(program: readonly Statement[], { steps }: RunResult): void {
  const wanted = program.filter(({ kind }) => kind === "resource").map(({ name }) => name);
  const made = steps.filter(({ op }) => op === "create").map(({ type }) => classOf(type));
  expect(made.filter((name) => name !== "StateKey" && name !== "Stack").sort()).toEqual(wanted.sort());
}

const classOf = (type: string) => type.slice(type.lastIndexOf(":") + 1);

test.each(programs)("the examples in YAML, as one program, go up and are kept: %s", async (dialect, program) => {
  stack = await pluginStack(simulator, {}, { env: simulator.environment(dialect) });
  stack.setProgram({
    "Pulumi.yaml": `${yaml({}).replace(/^(resources|variables|outputs):.*\n/gm, "")}${writeProgram(bandwidth, "yaml", program)}\n`,
    ...FILES,
  });
  await ok(stack.preview());
  expectAll(program, await ok(stack.up()));
  const again = await ok(stack.up());
  expect(Object.keys(again.changes), again.text).toEqual(["same"]);
});

test.skipIf(onPath("javac", process.env) === undefined)("the examples in Java are well-formed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "java-examples-"));
  try {
    const files = examples.map(({ statements }, index) => {
      const file = join(folder, `Example${index}.java`);
      writeFileSync(file, writeProgram(bandwidth, "java", statements));
      return file;
    });
    const { stdout } = await run("java", [PARSE, ...files]);
    expect(stdout).toBe(`${files.length} parsed\n`);
    // What is no Java is found out.
    const broken = join(folder, "Broken.java");
    writeFileSync(broken, "class Broken { void it( }");
    expect((await run("java", [PARSE, broken])).stdout).toContain("error");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each(programs)("the examples in TypeScript compile, go up and are kept: %s", async (dialect, program) => {
  const text = writeProgram(bandwidth, "typescript", program).replace(
    "@pulumi-bandwidth/bandwidth",
    "pulumi-bandwidth",
  );
  const env = simulator.environment(dialect);
  stack = await stackOn(simulator, text, { language: "ts", moduleKind: "commonjs", env });
  stack.setProgram({ "index.ts": text, ...FILES });
  expectAll(program, await ok(stack.up()));
  const again = await ok(stack.up());
  expect(Object.keys(again.changes), again.text).toEqual(["same"]);
});
