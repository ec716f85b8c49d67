import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensurePulumi, type ToolOptions } from "../../scripts/pulumi.js";

/** A machine with nothing except what a test puts on its PATH. Its Go compiler makes empty files. */
describe("finding or building the Pulumi CLI", () => {
  let root: string;
  let bin: string;
  let cache: string;
  let lines: string[];

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "tools-"));
    bin = join(root, "bin");
    cache = join(root, "cache", "pulumi-bandwidth", "tools");
    lines = [];
    mkdirSync(bin);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function install(name: string, script: string): void {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }

  function installGo({ version = "go1.99.0", compile = "" } = {}): void {
    install(
      "go",
      `case "$1" in
        version) echo "go version ${version} test/test" ;;
        list) echo "${root}/source" ;;
        build)
          echo "$@" >> "${root}/builds"
          while [ "$1" != -o ]; do shift; done
          out=$2; shift 2
          for program in "$@"; do : > "$out\${program##*/}"; done
          ${compile}
          ;;
      esac`,
    );
    mkdirSync(join(root, "source/python/cmd"), { recursive: true });
    writeFileSync(join(root, "source/python/cmd/pulumi-language-python-exec"), "");
  }

  const builds = () =>
    existsSync(join(root, "builds")) ? readFileSync(join(root, "builds"), "utf8").trim().split("\n") : [];
  const ensure = (options: ToolOptions = {}) =>
    ensurePulumi({
      env: { PATH: bin, XDG_CACHE_HOME: join(root, "cache") },
      say: (line) => lines.push(line),
      ...options,
    });

  it("uses the installed CLI, and builds nothing", async () => {
    install("pulumi", "echo v3.240.1");
    install("pulumi-language-nodejs", "");
    const tools = await ensure();
    expect(tools).toMatchObject({ origin: "path", version: "3.240.1", pulumi: join(bin, "pulumi") });
    expect(builds()).toEqual([]);
    expect(lines).toEqual([]);
  });

  it("doesn't use a CLI that is too old, and says so", async () => {
    install("pulumi", "echo v3.100.0");
    installGo();
    const tools = await ensure();
    expect(tools.origin).toBe("built");
    expect(tools.pulumi).not.toBe(join(bin, "pulumi"));
    expect(lines.join("\n")).toContain("3.100.0, older than 3.233.0");
  });

  it("builds only the language host when only that is missing", async () => {
    install("pulumi", "echo v3.259.0");
    installGo();
    const tools = await ensure();
    expect(tools.origin).toBe("path");
    expect(builds()).toHaveLength(1);
    expect(tools.folders.some((folder) => existsSync(join(folder, "pulumi-language-nodejs")))).toBe(true);
  });

  it("puts everything that was built, and the dynamic provider, into one folder", async () => {
    installGo();
    const tools = await ensure({ languages: ["nodejs", "yaml"] });
    expect(tools.folders).toHaveLength(1);
    expect(readdirSync(tools.folders[0] ?? "").sort()).toEqual([
      "pulumi",
      "pulumi-converter-yaml",
      "pulumi-language-nodejs",
      "pulumi-language-python",
      "pulumi-language-python-exec",
      "pulumi-language-yaml",
      "pulumi-resource-pulumi-nodejs",
    ]);
  });

  it("builds once: later runs need no compiler", async () => {
    installGo();
    const first = await ensure();
    rmSync(join(bin, "go"));
    expect(await ensure()).toEqual(first);
  });

  it("adds a language later without building the CLI again", async () => {
    installGo();
    await ensure();
    const before = builds().length;
    await ensure({ languages: ["nodejs", "yaml"] });
    expect(builds().slice(before)).toEqual([expect.stringContaining("pulumi-language-yaml")]);
  });

  it("names what is missing and both solutions when there is neither the CLI nor Go", async () => {
    const error = await ensure().catch((reason: Error) => reason.message);
    expect(error).toContain("the Pulumi CLI v3.259.0");
    expect(error).toContain("have `pulumi` on PATH");
    expect(error).toContain("have `go` on PATH");
  });

  it("refuses a Go that can't build it, and names the version that can", async () => {
    installGo({ version: "go1.20.4" });
    await expect(ensure()).rejects.toThrow(/Go 1\.20\.4; building the Pulumi CLI \S+ needs 1\.25/);
  });

  it("never uses a build that failed halfway", async () => {
    installGo({ compile: "echo 'no space left on device' >&2; exit 1" });
    await expect(ensure()).rejects.toThrow("no space left on device");
    expect(readdirSync(cache)).toEqual([]);
    installGo();
    expect((await ensure()).origin).toBe("built");
  });

  it("two simultaneous runs build once", async () => {
    installGo({ compile: "/bin/sleep 0.3" });
    const [one, two] = await Promise.all([ensure(), ensure()]);
    expect(one).toEqual(two);
    expect(builds()).toHaveLength(2); // the CLI and the language hosts
  });

  it("a killed run's lock and leftovers don't block it", async () => {
    const dead = spawnSync("true").pid;
    const rubbish = join(cache, `unfinished-${hostname()}-${dead}-abc`);
    mkdirSync(rubbish, { recursive: true });
    writeFileSync(join(cache, "lock"), JSON.stringify({ pid: dead, host: hostname() }));
    installGo();
    expect((await ensure()).origin).toBe("built");
    expect(existsSync(rubbish)).toBe(false);
  });

  it("says repeatedly that it is still working", async () => {
    const enough = join(root, "enough");
    installGo({ compile: `echo net/http >&2; while [ ! -e "${enough}" ]; do /bin/sleep 0.02; done` });
    const beats = () => lines.filter((line) => line.includes("1 packages compiled")).length;
    const say = (line: string) => {
      lines.push(line);
      if (beats() > 2) writeFileSync(enough, "");
    };
    await ensure({ heartbeatMs: 20, say });
    expect(lines[0]).toMatch(/building the Pulumi CLI/);
  });
});
