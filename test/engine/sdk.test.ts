import { execFile } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { expectTheProgram } from "./expectTheProgram.js";
import {
  COLD,
  compile,
  GO_FLAGS,
  goCompiler,
  makeSdks,
  pythonWithPulumi,
  type Sdks,
  TESTED_LANGUAGES,
  TSC,
} from "./harness/sdk.js";
import { examplesWithMocks, oneProgram, pagesOfExamples } from "./referenceExamples.js";
import { PROGRAMS } from "./sdkPrograms.js";

const run = promisify(execFile);
const repository = fileURLToPath(new URL("../..", import.meta.url));

/** All examples of the reference pages, as one program. */
const EXAMPLES = oneProgram(pagesOfExamples().flatMap(([, examples]) => examples));

let sdks: Sdks;
let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "sdk-programs-"));
  sdks = await makeSdks(TESTED_LANGUAGES);
}, COLD);
afterAll(() => {
  sdks?.remove();
  rmSync(root, { recursive: true, force: true });
});

test("a TypeScript program compiles over the generated SDK and says what it was told", async () => {
  const folder = await nodeProject("good", PROGRAMS.nodejs);
  await compile([TSC, "--project", folder]);
  const { stdout } = await run(process.execPath, [join(folder, "index.js")]);
  expectTheProgram(stdout, (name) => name);
});

test("the examples in TypeScript compile over the generated SDK", async () => {
  await compile([TSC, "--project", await nodeProject("examples", examplesWithMocks(EXAMPLES).nodejs)]);
});

test("TypeScript finds a misspelt property in the editor", async () => {
  const folder = await nodeProject("bad", PROGRAMS.nodejs.replace("areaCode:", "areacode:"));
  await expect(compile([TSC, "--project", folder])).rejects.toThrow(/'areacode' does not exist/);
});

test("a Python program imports the generated SDK and says what it was told", async () => {
  const folder = join(root, "python");
  await sdks.install("python", folder);
  const program = join(folder, "program.py");
  writeFileSync(program, PROGRAMS.python);
  const env = { ...process.env, PYTHONPATH: folder };
  const { stdout } = await run(await pythonWithPulumi(), [program], { env });
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  expectTheProgram(stdout, (name) => (/^[A-Z]/.test(name) ? name : snake(name)));

  const examples = join(root, "examples.py");
  writeFileSync(examples, examplesWithMocks(EXAMPLES).python);
  expectTheExamples((await run(await pythonWithPulumi(), [examples], { env })).stdout);
});

test("a Go program builds over the generated SDK and says what it was told", { timeout: COLD }, async () => {
  const folder = join(root, "go");
  await sdks.install("go", join(folder, "sdks/bandwidth"));
  for (const file of ["go.mod", "go.sum"]) copyFileSync(join(repository, "examples/go", file), join(folder, file));
  writeFileSync(join(folder, "main.go"), PROGRAMS.go);
  const program = join(folder, "program");
  const env = { ...process.env, GOFLAGS: GO_FLAGS };
  await run(goCompiler(), ["build", "-o", program, "."], { cwd: folder, env });
  const { stdout } = await run(program, []);
  const source = join(sdks.of("go"), "bandwidth");
  const text = readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => readFileSync(join(source, name), "utf8"))
    .join("\n");
  // Go has no list of a package's names at run time.
  const names = [...text.matchAll(/^func (\w+)\(ctx \*pulumi\.Context/gm)].map((match) => match[1]);
  const offered = JSON.stringify(["names", ...names]);
  expectTheProgram(`${offered}\n${stdout}`, goName);

  // Beside the other program, whose SDK is compiled already.
  mkdirSync(join(folder, "examples"));
  for (const [file, content] of Object.entries(examplesWithMocks(EXAMPLES).go)) {
    writeFileSync(join(folder, "examples", file), content);
  }
  const examples = join(folder, "examples", "program");
  await run(goCompiler(), ["build", "-o", examples, "./examples"], { cwd: folder, env });
  expectTheExamples((await run(examples, [])).stdout);
});

/** `GetSite` is the one that every resource has; a function of that name is called `LookupSite`. */
function goName(name: string): string {
  if (/^[A-Z]/.test(name)) return `New${name}`;
  return bandwidth.resources.some((resource) => `get${resource.name}` === name)
    ? `Lookup${name.slice("get".length)}`
    : `G${name.slice(1)}`;
}

async function nodeProject(name: string, program: string): Promise<string> {
  const folder = join(root, "nodejs", name);
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@pulumi"), { recursive: true });
  mkdirSync(join(modules, "@types"));
  for (const installed of ["@pulumi/pulumi", "@types/node"]) {
    symlinkSync(join(repository, "node_modules", installed), join(modules, installed), "dir");
  }
  await sdks.install("nodejs", join(modules, "@pulumi-bandwidth/bandwidth"));
  writeFileSync(join(folder, "index.ts"), program);
  const compilerOptions = { module: "nodenext", strict: true, skipLibCheck: false, types: ["node"], target: "es2022" };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
  return folder;
}

/** Every statement of the examples has reached the engine. */
function expectTheExamples(stdout: string): void {
  const lines = stdout.split("\n").filter((line) => line.startsWith("["));
  const sent = lines.map((line) => (JSON.parse(line) as [string, string]).join(" ")).sort();
  const kinds = { resource: "register", call: "call" };
  expect(sent).toEqual(EXAMPLES.map(({ kind, name }) => `${kinds[kind]} bandwidth:index:${name}`).sort());
}
