import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { extract } from "tar";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { SDK_PACKAGES } from "../../scripts/release/options.js";
import { missingForJava } from "../../scripts/tools/java.js";
import { pythonOf } from "../../scripts/tools/python.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { type Example, exampleStack, expectWholeLife, small } from "./exampleStacks.js";
import {
  archiveOfThisMachine,
  installReleased,
  OWNER,
  type Released,
  redirect,
  release,
  serveFiles,
} from "./harness/released.js";
import { COLD, goCompiler, pythonWithPulumi } from "./harness/sdk.js";
import type { Workspace } from "./harness/workspace.js";

const run = promisify(execFile);

const missing = await missingForJava(process.env);
if (missing) {
  const line = `NOT TESTED: the package for Java. This machine lacks ${missing}.`;
  process.stderr.write(`\n${"!".repeat(78)}\n${line}\n${"!".repeat(78)}\n\n`);
}

let released: Released;
let simulator: Simulator;
let stack: Workspace;
beforeAll(async () => {
  released = await release(SDK_PACKAGES);
  simulator = await startSimulator();
}, COLD);
afterEach(() => {
  stack?.cleanup();
  simulator.reset();
});
afterAll(async () => {
  released?.remove();
  await simulator?.close();
});

test("the packages of all languages have the same bytes, elsewhere and later", { timeout: COLD }, async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "else where "));
  const again = await release(SDK_PACKAGES, { TMPDIR: elsewhere, TZ: "Asia/Tokyo", LC_ALL: "C" }, "077");
  const sums = ({ folder }: Released) => readFileSync(join(folder, "SHA256SUMS"), "utf8");
  expect(sums(again)).toBe(sums(released));
  again.remove();
  rmSync(elsewhere, { recursive: true });
  // What a machine without .NET does not make is said.
  const { skipped } = JSON.parse(readFileSync(join(released.folder, "release.json"), "utf8"));
  for (const text of skipped) expect(released.said).toContain(`NOT MADE: ${text}`);
  expect(released.files.filter((name) => name.endsWith("nuget-sources.tar.gz"))).toHaveLength(1);
});

test.skipIf(missing)(
  "the package for Java has classes, sources, documentation and what Maven Central asks for",
  async () => {
    const entries = async (file: RegExp) =>
      (await run("jar", ["--list", "--file", released.file(file)])).stdout.split("\n");
    const name = "com/pulumibandwidth/bandwidth/Site";
    expect(await entries(/\d\.jar$/)).toEqual(expect.arrayContaining(["LICENSE", `${name}.class`]));
    expect(await entries(/-sources\.jar$/)).toEqual(expect.arrayContaining(["LICENSE", `${name}.java`]));
    expect(await entries(/-javadoc\.jar$/)).toEqual(expect.arrayContaining(["LICENSE", `${name}.html`]));
    const pom = readFileSync(released.file(/\.pom$/), "utf8");
    expect(pom).toContain(`<groupId>io.github.${OWNER}</groupId>`);
    for (const part of ["name", "description", "url", "licenses", "developers", "scm"])
      expect(pom).toContain(`<${part}>`);
  },
);

/** An example whose Pulumi.yaml does not say where the plugin is. */
async function withoutPlugins(folder: string, example: Example): Promise<void> {
  stack = await exampleStack(simulator, folder, example);
  edit("Pulumi.yaml", (text) => text.replace(/^plugins:\n(?: .*\n)+/m, ""));
  rmSync(join(stack.folder, "node_modules"), { recursive: true, force: true });
}

function edit(path: string, change: (text: string) => string): void {
  const file = join(stack.folder, path);
  const [before, after] = [readFileSync(file, "utf8"), change(readFileSync(file, "utf8"))];
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

test("a Python program works with the wheel in a virtual environment and the installed plugin", {
  timeout: COLD,
}, async () => {
  const example: Example = { ...small, name: "telephony-python", runtime: "python" };
  await withoutPlugins("python", example);
  await installReleased(stack, released);
  const environment = join(stack.folder, "venv");
  await run(await pythonWithPulumi(), ["-m", "venv", environment]);
  const wheel = released.file(/\.whl$/);
  await run(pythonOf(environment), ["-m", "pip", "install", "--quiet", "pulumi==3.248.0", wheel]);
  // The host that can be built here is older than the option `virtualenv`: it takes the Python that is first on PATH.
  stack.env.PATH = [dirname(pythonOf(environment)), stack.env.PATH].join(delimiter);
  await expectWholeLife(stack, simulator, example);
});

test("a Go program works with a `replace` that leads to the module's tree", { timeout: COLD }, async () => {
  const example: Example = { ...small, name: "telephony-go", runtime: "go" };
  await withoutPlugins("go", example);
  await installReleased(stack, released);
  await extract({ file: released.file(/sdk-go/), cwd: stack.folder });
  const address = (text: string) => text.replaceAll(/(?<=github\.com\/)[\w-]+(?=\/pulumi-bandwidth\/sdk\/go)/g, OWNER);
  edit("main.go", address);
  edit("go.mod", (text) => address(text).replace("./sdks/bandwidth", "./sdk/go"));
  stack.env.GOFLAGS = "-mod=readonly -buildvcs=false -trimpath";
  const env = { ...process.env, GOFLAGS: stack.env.GOFLAGS };
  // The first time it compiles all of Pulumi's Go SDK, which is more than one run of the CLI is given.
  await run(goCompiler(), ["build", "-o", devNull, "."], { cwd: stack.folder, env });
  await expectWholeLife(stack, simulator, example);
});

test("a TypeScript program needs nothing but the SDK's package: the first run fetches the plugin", {
  timeout: COLD,
}, async () => {
  const example: Example = { ...small, name: "telephony-typescript-plugin", runtime: "nodejs" };
  await withoutPlugins("typescript-plugin", example);
  const dependencies = {
    "@pulumi-bandwidth/bandwidth": `file:${released.file(/^pulumi-bandwidth-bandwidth-/)}`,
    "@pulumi/pulumi": "3.248.0",
    "@types/node": "20.19.25",
    typescript: "5.9.3",
  };
  writeFileSync(join(stack.folder, "package.json"), JSON.stringify({ main: "index.ts", private: true, dependencies }));
  await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: stack.folder });

  const server = await serveFiles(released.folder);
  redirect(stack, server.url);
  stack.env.PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION = "false";
  await expectWholeLife(stack, simulator, example);
  await server.close();
  expect(server.asked).toEqual([`GET /${archiveOfThisMachine(released.version)}`]);
});
