import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import {
  ADDRESS_OF_PLUGIN,
  archiveOfThisMachine,
  entriesOf,
  installReleased,
  type Released,
  redirect,
  release,
  serveFiles,
  textIn,
} from "./harness/released.js";
import { REPOSITORY, searched, withNumbers } from "./pluginSupport.js";
import { engineAccount, expectSettled, fails, ok } from "./support.js";

const run = promisify(execFile);
const { simulator, pluginStackOf } = await engineAccount();

/** A program that says nothing of where the plugin is. */
const PROGRAM = { ...withNumbers(searched(2)), plugin: false as const };

let released: Released;
let again: Released | undefined;
beforeAll(async () => {
  released = await release(["python"]);
});
afterAll(() => {
  released?.remove();
  again?.remove();
});

const sums = ({ folder }: Released) => readFileSync(join(folder, "SHA256SUMS"), "utf8");

test("a release has an archive for each platform, the packages, schema, bill of materials, notes and sums", () => {
  const { version, files, folder } = released;
  const platforms = ["darwin-amd64", "darwin-arm64", "linux-amd64", "linux-arm64", "windows-amd64", "windows-arm64"];
  expect(files).toEqual([
    "RELEASE-NOTES.md",
    `pulumi-bandwidth-${version}.tgz`,
    ...platforms.map((platform) => `pulumi-resource-bandwidth-v${version}-${platform}.tar.gz`),
    `pulumi_bandwidth-${version}-py3-none-any.whl`,
    `pulumi_bandwidth-${version}.tar.gz`,
    "release.json",
    "sbom.cdx.json",
    "schema.json",
  ]);
  for (const line of sums(released).trim().split("\n")) {
    const sum = createHash("sha256")
      .update(readFileSync(join(folder, line.slice(66))))
      .digest("hex");
    expect(line.slice(0, 64)).toBe(sum);
  }
  const { pluginDownloadURL } = JSON.parse(readFileSync(join(folder, "schema.json"), "utf8"));
  expect(pluginDownloadURL).toBe(ADDRESS_OF_PLUGIN);
  expect(readFileSync(join(folder, "RELEASE-NOTES.md"), "utf8")).toContain("### What can cost you numbers or money");
  expect(released.said).toContain("NOT TO BE PUBLISHED");
});

test("each archive has the executable at its top, and no file that makes the CLI run npm", () => {
  for (const archive of released.files.filter((name) => name.startsWith("pulumi-resource-"))) {
    const executable = `pulumi-resource-bandwidth${archive.includes("windows") ? ".cmd" : ""}`;
    const entries = entriesOf(join(released.folder, archive));
    expect(entries).toContainEqual({ path: executable, mode: "755" });
    expect(entries.map(({ path }) => path).sort()).toEqual(
      [
        executable,
        "LICENSE",
        "LICENSES-OF-DEPENDENCIES.txt",
        "compiledCode.cjs",
        "plugin.cjs",
        "schema.json",
        "start.cjs",
      ].sort(),
    );
  }
});

const archives = () => released.files.filter((name) => name.startsWith("pulumi-resource-"));

test("the archives of all platforms differ in the executable alone, and the bundle needs nothing but Node.js", () => {
  const shared = archives().map((archive) => {
    const file = join(released.folder, archive);
    const paths = entriesOf(file).flatMap(({ path }) => (path.startsWith("pulumi-resource-") ? [] : [path]));
    return paths.sort().map((path) =>
      createHash("sha256")
        .update(`${path}\n${textIn(file, path)}`)
        .digest("hex"),
    );
  });
  expect(shared).toHaveLength(6);
  for (const one of shared) expect(one).toEqual(shared[0]);
  // No package of another kind, and no addon that was compiled for one machine.
  const bundle = textIn(released.file(/linux-amd64/), "plugin.cjs");
  const required = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = ""]) => name);
  expect(required.length).toBeGreaterThan(5);
  expect(required.filter((name) => !isBuiltin(name))).toEqual([]);
  expect(bundle).not.toMatch(/process\.dlopen|node-gyp|\.node["'`]/);
});

test("the executable for Windows is a script that cmd.exe can read, in a folder of any name", () => {
  const text = textIn(released.file(/windows-amd64/), "pulumi-resource-bandwidth.cmd");
  expect(textIn(released.file(/windows-arm64/), "pulumi-resource-bandwidth.cmd")).toBe(text);
  // Whatever the code page is. A line that ends as on Linux makes cmd.exe lose its place in blocks.
  expect(text).toMatch(/^(?:[\x20-\x7e]*\r\n)+$/);
  const lines = text.trimEnd().split("\r\n");
  expect(lines[0]).toBe("@echo off");
  // Quoted, for blanks in a path; with all arguments; and the last line, so that its exit code is the script's.
  expect(lines.at(-1)).toBe('node "%~dp0start.cjs" %*');
  // A bracket in a block ends it, and these characters mean something in an `echo`.
  const [, block = ""] = /\(\r\n([\s\S]*?)\r\n\)\r\n/.exec(text) ?? [];
  const echoed = block.split("\r\n").filter((line) => line.trimStart().startsWith("echo "));
  expect(echoed.length).toBeGreaterThan(1);
  for (const line of echoed) {
    expect(line).toMatch(/ 1>&2$/);
    expect(line.replace(/ 1>&2$/, "").replaceAll(/\^[()]/g, "")).not.toMatch(/[()&|<>%!^"]/);
  }
  expect(block).toMatch(/exit \/b 1$/);
});

test("the bill of materials has what is installed and what is bundled, and no other development package", () => {
  const { components } = JSON.parse(readFileSync(join(released.folder, "sbom.cdx.json"), "utf8"));
  const bundled = components
    .filter(({ properties }: { properties: { name: string }[] }) =>
      properties.some(({ name }) => name === "pulumi-bandwidth:bundled"),
    )
    .map(({ name }: { name: string }) => name);
  expect(bundled).toEqual(expect.arrayContaining(["@grpc/grpc-js", "@pulumi/pulumi", "fast-xml-parser", "zod"]));
  const licenses = textIn(released.file(/linux-amd64/), "LICENSES-OF-DEPENDENCIES.txt");
  for (const name of bundled) expect(licenses).toMatch(new RegExp(`^${name} \\d\\S* \\(`, "m"));
  const ofNpm = textIn(released.file(/^pulumi-bandwidth-[\d.]+\.tgz$/), "package/dist/LICENSES-OF-DEPENDENCIES.txt");
  expect(ofNpm).toMatch(/^zod \d\S* \(MIT\)$/m);
  expect(ofNpm).toContain("Permission is hereby granted, free of charge");
  const names = components.map(({ name }: { name: string }) => name);
  expect(names).not.toContain("vitest");
  expect(names).not.toContain("esbuild");
});

test("the same input gives the same bytes, elsewhere and later", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "else where "));
  again = await release(["python"], { TMPDIR: elsewhere, TZ: "Asia/Tokyo", LC_ALL: "C" }, "077");
  expect(sums(again)).toBe(sums(released));
  rmSync(elsewhere, { recursive: true });
});

test("`pulumi plugin install --server` gives a YAML program without `plugins` its plugin", async () => {
  const stack = await pluginStackOf(PROGRAM);
  const asked = await installReleased(stack, released);
  expect(asked).toEqual([`GET /${archiveOfThisMachine(released.version)}`]);

  await ok(stack.up());
  expect(simulator.ledger.owned()).toEqual(["+19195550100", "+19195550101"]);
  await expectSettled(stack, simulator);
  simulator.account.disconnectNumber("+19195550101");
  await ok(stack.refresh());
  await ok(stack.up());
  expect(simulator.ledger.owned()).toHaveLength(2);
  await ok(stack.destroy());
  expect(simulator.ledger.owned()).toEqual([]);
});

test("the address in the schema leads to the archive of this platform, and the plugin serves the schema", async () => {
  const stack = await pluginStackOf(PROGRAM);
  const server = await serveFiles(released.folder);
  redirect(stack, server.url);
  const { version } = released;
  await ok(stack.run("plugin", "install", "resource", "bandwidth", version, "--server", ADDRESS_OF_PLUGIN));
  await server.close();
  expect(server.asked).toEqual([`GET /${archiveOfThisMachine(version)}`]);
  const installed = join(stack.env.PULUMI_HOME ?? "", "plugins", `resource-bandwidth-v${version}`);
  expect(readdirSync(installed)).toContain("pulumi-resource-bandwidth");
  const { stdout } = await ok(stack.run("package", "get-schema", `bandwidth@${version}`));
  const schema = JSON.parse(stdout);
  expect(Object.keys(schema.resources)).toHaveLength(bandwidth.resources.length);
  expect(schema.pluginDownloadURL).toBe(ADDRESS_OF_PLUGIN);
});

test("without Node.js, the plugin says what to install, and the run shows it", async () => {
  const stack = await pluginStackOf(PROGRAM);
  await installReleased(stack, released);
  // The programs that the CLI and the plugin's script need, and no node.
  const programs = join(stack.folder, "programs");
  mkdirSync(programs);
  for (const name of ["dirname", "sh"]) symlinkSync(`/usr/bin/${name}`, join(programs, name));
  const tools = (stack.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => existsSync(join(folder, "pulumi-language-yaml")));
  stack.env.PATH = [...tools, programs].join(delimiter);
  const failed = await fails(stack.preview());
  expect(failed.text).toContain("The Bandwidth plugin needs Node.js 20.19 or later, and there is no node on the PATH.");
  expect(failed.text).toContain("Nothing was requested or changed.");
  expect(simulator.requests).toEqual([]);
});

test("a wrong version makes nothing, and ends with an error", async () => {
  const command = ["--import", "tsx", "scripts/release.ts"];
  const refused = (...args: string[]) =>
    run(process.execPath, [...command, ...args], { cwd: REPOSITORY }).then(
      () => expect.unreachable(),
      ({ code, stderr }) => `${code}\n${stderr}`,
    );
  const out = join(tmpdir(), "never-made");
  expect(await refused("--version", "1", "--out", out)).toMatch(/^1\nNothing was made\.\n- --version 1: write/);
  expect(existsSync(out)).toBe(false);
});
