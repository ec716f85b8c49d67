import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { writeProgram } from "../../provider/pulumi/examples.js";
import { onPath } from "../../scripts/tools/find.js";
import { type Simulator, startSimulator } from "../simulator/index.js";
import type { Workspace } from "./harness/workspace.js";
import { pluginStack, yaml } from "./pluginSupport.js";
import { oneProgram, pagesOfExamples } from "./referenceExamples.js";
import { ok, stackOn } from "./support.js";

const run = promisify(execFile);
const PARSE = fileURLToPath(new URL("harness/Parse.java", import.meta.url));

let simulator: Simulator;
let stack: Workspace | undefined;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterEach(() => {
  stack?.cleanup();
  simulator.reset();
});
afterAll(() => simulator.close());

const pages = pagesOfExamples();
const everything = oneProgram(pages.flatMap(([, examples]) => examples));

/** Every resource of the lists was made, and every function asked. */
function expectAll(names: readonly string[]): void {
  const statements = everything.map(({ name }) => name);
  expect([...new Set(statements)].sort()).toEqual(pages.map(([name]) => name).sort());
  const made = everything.filter(({ kind }) => kind === "resource").map(({ name }) => name);
  expect(names.filter((name) => name !== "StateKey").sort()).toEqual(made.sort());
}

const classOf = (type: string) => type.slice(type.lastIndexOf(":") + 1);

test("the examples in YAML, as one program, go up and are kept", async () => {
  stack = await pluginStack(simulator, {});
  stack.setProgram({
    "Pulumi.yaml": `${yaml({}).replace(/^(resources|variables|outputs):.*\n/gm, "")}${writeProgram(bandwidth, "yaml", everything)}\n`,
  });
  await ok(stack.preview());
  const up = await ok(stack.up());
  expectAll(up.steps.filter(({ op }) => op === "create").map(({ type }) => classOf(type)));
  const again = await ok(stack.up());
  expect(Object.keys(again.changes), again.text).toEqual(["same"]);
});

test.skipIf(onPath("javac", process.env) === undefined)("the examples in Java are well-formed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "java-examples-"));
  try {
    const examples = pages.flatMap(([, list]) => list);
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

test("the examples in TypeScript compile over the dynamic classes, go up and are kept", async () => {
  const text = writeProgram(bandwidth, "typescript", everything).replace(
    "@pulumi-bandwidth/bandwidth",
    "pulumi-bandwidth",
  );
  stack = await stackOn(simulator, text, { language: "ts", moduleKind: "commonjs" });
  const up = await ok(stack.up());
  expectAll(up.steps.filter(({ op }) => op === "create").map(({ type }) => classOf(type)));
  const again = await ok(stack.up());
  expect(Object.keys(again.changes), again.text).toEqual(["same"]);
});
