import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { whyNotLoaded } from "../../provider/pulumi/dynamic/programSdk.js";

const repository = resolve(fileURLToPath(new URL("../..", import.meta.url)));
let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "program-sdk-")));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe("a second copy of the SDK beside the package", () => {
  const MOCKS = `pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: { ...inputs, siteId: "1" } }),
    call: ({ inputs }) => inputs,
  });
  const address = { houseNumber: "900", streetName: "Main", city: "Raleigh", stateCode: "NC", zip: "27606" };
  const site = new Site("office", { name: "Raleigh", address });
  const isOf = site instanceof pulumi.CustomResource;
  site.siteId.apply((siteId) => console.log(JSON.stringify({ siteId, isOf, loaded: globalThis.secondCopy ?? 0 })));`;

  beforeAll(() => {
    const modules = join(folder, "node_modules");
    mkdirSync(join(modules, "@pulumi"), { recursive: true });
    symlinkSync(join(repository, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"), "dir");
    const installed = join(modules, "pulumi-bandwidth");
    cpSync(join(repository, "dist"), join(installed, "dist"), { recursive: true });
    cpSync(join(repository, "package.json"), join(installed, "package.json"));
    write(
      "node_modules/pulumi-bandwidth/node_modules/@pulumi/pulumi/package.json",
      JSON.stringify({ name: "@pulumi/pulumi", version: "3.999.0", main: "index.js" }),
    );
    // As a version that this Node.js cannot run.
    write(
      "node_modules/pulumi-bandwidth/node_modules/@pulumi/pulumi/index.js",
      'globalThis.secondCopy = 1; throw new Error("the second copy is loaded");',
    );
    write("package.json", JSON.stringify({ name: "program", private: true }));
    write(
      "before.cjs",
      `const { Site } = require("pulumi-bandwidth"); const pulumi = require("@pulumi/pulumi"); ${MOCKS}`,
    );
    write(
      "after.cjs",
      `const pulumi = require("@pulumi/pulumi"); const { Site } = require("pulumi-bandwidth"); ${MOCKS}`,
    );
    write("module.mjs", `import { Site } from "pulumi-bandwidth"; import * as pulumi from "@pulumi/pulumi"; ${MOCKS}`);
  });

  test.each(["before.cjs", "after.cjs", "module.mjs"])("is not used, nor loaded: %s", (program) => {
    // From another folder, as a test runner of a workspace starts.
    const cwd = tmpdir();
    const printed = execFileSync(process.execPath, [join(folder, program)], { cwd, encoding: "utf8" });
    expect(JSON.parse(printed)).toEqual({ siteId: "1", isOf: true, loaded: 0 });
  });
});

describe("a program in a package that does not depend on this one", () => {
  beforeAll(() => {
    write("workspace/service/package.json", "{}");
    write("workspace/service/infra/index.js", "");
    write("workspace/library/node_modules/pulumi-thing/handlers.js", "");
    write("installed/node_modules/pulumi-thing/handlers.js", "");
    write("installed/infra/index.js", "");
  });

  function runIn(path: string, by: string): void {
    vi.spyOn(process, "cwd").mockReturnValue(join(folder, path));
    vi.spyOn(process, "argv", "get").mockReturnValue(["node", by]);
  }
  const CLI = "/x/node_modules/@pulumi/pulumi/cmd/run";

  test("is told in one line what to install, and where", () => {
    runIn("workspace/service/infra", CLI);
    expect(whyNotLoaded("pulumi-thing", undefined)).toBe(
      'pulumi-thing is not installed where Pulumi looks for it: add "pulumi-thing" to the dependencies of ' +
        `${join(folder, "workspace/service/package.json")}, and install them. ` +
        "It is not enough that another package of the workspace depends on it. None of its resources was registered",
    );
  });

  test("is told nothing where the package is found, or may be", () => {
    runIn("installed/infra", CLI);
    expect(whyNotLoaded("pulumi-thing", undefined)).toBeUndefined();
    // The program has changed its folder, and Pulumi looks from the project's.
    runIn("workspace/service", CLI);
    expect(whyNotLoaded("pulumi-thing", join(folder, "installed"))).toBeUndefined();
  });

  test.each([
    "/x/node_modules/vitest/vitest.mjs",
    "/x/inline.js",
    "/x/node_modules/@pulumi/pulumi/cmd/run-plugin",
  ])("is told nothing where it is not known from which folder Pulumi looks: %s", (by) => {
    runIn("workspace/service/infra", by);
    expect(whyNotLoaded("pulumi-thing", undefined)).toBeUndefined();
  });
});
