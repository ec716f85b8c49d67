import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { writeProgram } from "../../provider/pulumi/schema/examples.js";
import { missingForJava } from "../../scripts/tools/java.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { FILES, prepareForExamples } from "./exampleAccount.js";
import { exampleStack, expectWholeLife, small } from "./exampleStacks.js";
import { expectTheProgram } from "./expectTheProgram.js";
import { filesBelow, type JavaCompiler, javaCompiler } from "./harness/java.js";
import { COLD, makeSdks, type Sdks } from "./harness/sdk.js";
import { createWorkspace, type Workspace } from "./harness/workspace.js";
import { REPOSITORY } from "./pluginSupport.js";
import { expectAll, pagesOfExamples, programsOfExamples } from "./referenceExamples.js";
import { ok } from "./support.js";

const PROGRAM = fileURLToPath(new URL("harness/Program.java", import.meta.url));

const missing = await missingForJava(process.env);
if (missing) {
  const lines = ["NOT TESTED: the Java SDK, and every Java example of the pages.", `This machine lacks ${missing}.`];
  process.stderr.write(`\n${"!".repeat(78)}\n${lines.join("\n")}\n${"!".repeat(78)}\n\n`);
}

describe.skipIf(missing)("the generated Java SDK", () => {
  let root: string;
  let sdks: Sdks;
  let java: JavaCompiler;
  let simulator: Simulator;
  let stack: Workspace | undefined;
  beforeAll(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "java-programs-")));
    sdks = await makeSdks(["java"]);
    java = await javaCompiler(sdks.of("java"), root);
    simulator = await startSimulator();
  }, COLD);
  afterEach(() => {
    stack?.cleanup();
    simulator.reset();
  });
  afterAll(async () => {
    sdks?.remove();
    await simulator?.close();
    rmSync(root, { recursive: true, force: true });
  });

  test("a program says what it was told", async () => {
    const folder = join(root, "program");
    await java.compile(folder, [PROGRAM]);
    const sources = filesBelow(join(sdks.of("java"), "src/main/java"), ".java");
    const functions = sources.find((file) => file.endsWith("Functions.java")) ?? "";
    const calls = [...readFileSync(functions, "utf8").matchAll(/^ {4}public static Output<\w+> (\w+)\(/gm)];
    const names = [...sources.map((file) => basename(file, ".java")), ...calls.map((match) => match[1])];
    const stdout = await java.run(folder, "Program");
    expectTheProgram(`${JSON.stringify(["names", ...names])}\n${stdout}`, (name) => name);
  });

  test("the compiler finds a misspelt property", async () => {
    const file = join(root, "Program.java");
    writeFileSync(file, readFileSync(PROGRAM, "utf8").replace(".areaCode(", ".areacode("));
    await expect(java.compile(join(root, "misspelt"), [file])).rejects.toThrow(/cannot find symbol/);
  });

  test("every example of the pages compiles as it stands there, but for its package", async () => {
    const files = pagesOfExamples()
      .flatMap(([, examples]) => examples)
      .map(({ statements }, index) => {
        const folder = join(root, "examples", `example${index}`);
        mkdirSync(folder, { recursive: true });
        const text = writeProgram(bandwidth, "java", statements).replace("generated_program", `example${index}`);
        writeFileSync(join(folder, "App.java"), text);
        return join(folder, "App.java");
      });
    expect(files.length).toBeGreaterThan(100);
    await java.compile(join(root, "compiled"), files);
  });

  test.each(programsOfExamples())("the examples, as one program, go up and are kept: %s", async (dialect, program) => {
    const env = simulator.environment(dialect);
    stack = await createWorkspace({ name: "telephony", runtime: "java", program: {}, env });
    const source = join(root, dialect, "App.java");
    mkdirSync(join(root, dialect));
    writeFileSync(source, writeProgram(bandwidth, "java", program));
    const compiled = join(root, dialect, "classes");
    await java.compile(compiled, [source]);
    java.installRunner(stack.folder, compiled, "generated_program.App");
    const plugins = { providers: [{ name: "bandwidth", path: join(REPOSITORY, "bin") }] };
    writeFileSync(join(stack.folder, "Pulumi.yaml"), JSON.stringify({ name: "telephony", runtime: "java", plugins }));
    stack.setProgram(FILES);

    prepareForExamples(simulator.account);
    expectAll(program, await ok(stack.up()));
    const again = await ok(stack.up());
    expect(Object.keys(again.changes), again.text).toEqual(["same"]);
  });

  test("the example java goes up, stays as it is, and is taken down", { timeout: COLD }, async () => {
    const example = { ...small, name: "telephony-java", runtime: "java", sdk: "java" } as const;
    stack = await exampleStack(simulator, "java", example);
    await sdks.install("java", join(stack.folder, "sdks/bandwidth"));
    await expectWholeLife(stack, simulator, example);
  });
});
