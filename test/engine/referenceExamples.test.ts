import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { writeProgram } from "../../provider/pulumi/schema/examples.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { FILES, prepareForExamples } from "./exampleAccount.js";
import type { Workspace } from "./harness/workspace.js";
import { OWN_PROCESS, pluginStack, yaml } from "./pluginSupport.js";
import { expectAll, pagesOfExamples, programsOfExamples } from "./referenceExamples.js";
import { ok, stackOn } from "./support.js";

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
const programs = programsOfExamples();

test("every resource and function has an example in one of the programs", () => {
  const statements = programs.flatMap(([, program]) => program.map(({ name }) => name));
  expect([...new Set(statements)].sort()).toEqual(pages.map(([name]) => name).sort());
});

test.each(programs)("the examples in YAML, as one program, go up and are kept: %s", async (dialect, program) => {
  stack = await pluginStack(simulator, {}, { ...OWN_PROCESS, env: simulator.environment(dialect) });
  stack.setProgram({
    "Pulumi.yaml": `${yaml({}).replace(/^(resources|variables|outputs):.*\n/gm, "")}${writeProgram(bandwidth, "yaml", program)}\n`,
    ...FILES,
  });
  await ok(stack.preview());
  expectAll(program, await ok(stack.up()));
  const again = await ok(stack.up());
  expect(Object.keys(again.changes), again.text).toEqual(["same"]);
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
