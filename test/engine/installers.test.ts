import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Workspace } from "./harness/workspace.js";
import { REPOSITORY } from "./pluginSupport.js";
import { ADDRESS, engineAccount, expectSettled, fails, ok } from "./support.js";

const run = promisify(execFile);
const INSTALLING = 300_000;
const { simulator, stackOf } = await engineAccount();

const PROGRAM = `const pulumi = require("@pulumi/pulumi");
const { PhoneNumberOrder, Site, SipPeer } = require("pulumi-bandwidth");
const site = new Site("office", { name: "Raleigh", address: ${ADDRESS} });
const peer = new SipPeer("trunk", { siteId: site.siteId, name: "Main", isDefaultPeer: true });
const order = new PhoneNumberOrder("numbers", {
  siteId: site.siteId, sipPeerId: peer.sipPeerId, search: { areaCode: "919" }, quantity: 2 });
exports.numbers = order.telephoneNumbers;
exports.isOfTheProgramsSdk = site instanceof pulumi.CustomResource;
`;

/** Installers as npm packages, and the program that each of them starts with. */
const INSTALLERS = {
  pnpm: { packages: ["pnpm@10.34.8"], command: "pnpm/bin/pnpm.cjs" },
  yarn: { packages: ["@yarnpkg/cli-dist@4.18.1"], command: "@yarnpkg/cli-dist/bin/yarn.js" },
};

let tools: string;
let archive: string;
beforeAll(async () => {
  tools = realpathSync(mkdtempSync(join(tmpdir(), "installers-")));
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", tools], {
    cwd: REPOSITORY,
  });
  archive = join(tools, JSON.parse(stdout)[0].filename);
}, INSTALLING);
afterAll(() => rmSync(tools, { recursive: true, force: true }));

/** An installer's main file, installed by npm. */
async function installer(name: keyof typeof INSTALLERS): Promise<string> {
  const { packages, command } = INSTALLERS[name];
  const folder = join(tools, name);
  mkdirSync(folder, { recursive: true });
  await run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", ...packages]);
  return join(folder, "node_modules", command);
}

/** A stack whose project has no packages yet. */
async function emptyStack(): Promise<Workspace> {
  const modules = join(tools, "none");
  mkdirSync(modules, { recursive: true });
  const node = dirname(process.execPath);
  const stack = await stackOf(PROGRAM, {
    installation: { node, modules, versionOf: () => undefined, remove: () => {} },
  });
  rmSync(join(stack.folder, "node_modules"));
  return stack;
}

const dependencies = (sdk = "3.248.0") => ({ "@pulumi/pulumi": sdk, "pulumi-bandwidth": `file:${archive}` });

function writePackage(folder: string, content: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, ...content }));
}

/** Runs an installer's program there, as its users do. */
async function install(command: string, folder: string, args: readonly string[] = ["install"]): Promise<void> {
  const env = { ...process.env, CI: "", YARN_ENABLE_IMMUTABLE_INSTALLS: "false", YARN_ENABLE_TELEMETRY: "0" };
  await run(process.execPath, [command, ...args], { cwd: folder, env, maxBuffer: 2 ** 26 }).catch((error) => {
    throw new Error(`${command}: ${error.stdout}\n${error.stderr}`);
  });
}

async function expectLife(stack: Workspace): Promise<void> {
  await ok(stack.up());
  expect(simulator.ledger.owned()).toEqual(["+19195550100", "+19195550101"]);
  expect(await stack.outputs()).toMatchObject({ isOfTheProgramsSdk: true });
  await expectSettled(stack, simulator);
  await ok(stack.destroy());
  expect(simulator.ledger.owned()).toEqual([]);
}

const versionAt = (folder: string, name: string) =>
  JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")).version as string;

describe("the npm package works as it is installed by", () => {
  test("pnpm", { timeout: INSTALLING }, async () => {
    const stack = await emptyStack();
    writePackage(stack.folder, { main: "index.js", dependencies: dependencies() });
    await install(await installer("pnpm"), stack.folder);
    expect(existsSync(join(stack.folder, "node_modules/.pnpm"))).toBe(true);
    await expectLife(stack);
  });

  test("Yarn with the node-modules linker", { timeout: INSTALLING }, async () => {
    const stack = await emptyStack();
    writePackage(stack.folder, { main: "index.js", dependencies: dependencies() });
    writeFileSync(join(stack.folder, ".yarnrc.yml"), "nodeLinker: node-modules\nenableGlobalCache: false\n");
    writeFileSync(join(stack.folder, "yarn.lock"), "");
    await install(await installer("yarn"), stack.folder);
    await expectLife(stack);
  });

  test("npm in a workspace that hoists, with two copies of Pulumi's SDK", { timeout: INSTALLING }, async () => {
    const stack = await emptyStack();
    const root = dirname(stack.folder);
    writePackage(root, { workspaces: ["library", "project"], dependencies: { "@pulumi/pulumi": "3.233.0" } });
    writePackage(join(root, "library"), { name: "library", version: "1.0.0", dependencies: dependencies("3.233.0") });
    writePackage(stack.folder, { name: "project", version: "1.0.0", main: "index.js", dependencies: dependencies() });
    await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: root });
    expect(existsSync(join(stack.folder, "node_modules/pulumi-bandwidth"))).toBe(false);
    expect([versionAt(root, "@pulumi/pulumi"), versionAt(stack.folder, "@pulumi/pulumi")]).toEqual([
      "3.233.0",
      "3.248.0",
    ]);
    await expectLife(stack);
  });
});

test("Yarn's Plug'n'Play works when every process loads it, and otherwise nothing is registered", {
  timeout: INSTALLING,
}, async () => {
  const stack = await emptyStack();
  writePackage(stack.folder, { main: "index.js", dependencies: dependencies() });
  writeFileSync(join(stack.folder, ".yarnrc.yml"), "nodeLinker: pnp\nenableGlobalCache: false\n");
  writeFileSync(join(stack.folder, "yarn.lock"), "");
  await install(await installer("yarn"), stack.folder);
  const failed = await fails(stack.up());
  expect(failed.text).toContain("It looks like the Pulumi SDK has not been installed");
  expect(simulator.requests).toEqual([]);

  stack.env.NODE_OPTIONS = `--require ${join(stack.folder, ".pnp.cjs")}`;
  await expectLife(stack);
});

/** A service that runs a program of its own, and may say in which folder Pulumi works. */
const SERVICE = `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { Site } = require("pulumi-bandwidth");
const program = async () => void new Site("office", { name: "Raleigh", address: ${ADDRESS} });
const workDir = process.argv[2];
LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName: "test", program }, workDir ? { workDir } : {})
  .then((stack) => stack.up())
  .then(({ summary }) => console.log(JSON.stringify(summary.resourceChanges)))
  .catch((error) => {
    console.log(error.message);
    process.exitCode = 1;
  });
`;

test("the Automation API runs an inline program from any folder, when it knows the one with the package", {
  timeout: INSTALLING,
}, async () => {
  const stack = await emptyStack();
  writePackage(stack.folder, { main: "index.js", dependencies: dependencies() });
  writeFileSync(join(stack.folder, "service.cjs"), SERVICE);
  await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: stack.folder });
  const serve = (cwd: string, ...args: string[]) =>
    run(process.execPath, [join(stack.folder, "service.cjs"), ...args], { cwd, env: stack.env }).catch(
      (error: { stdout: string }) => error,
    );
  // Pulumi looks from the folder that the service was started in, if it names no other one.
  const lost = await serve(tmpdir());
  expect(lost.stdout).toContain("Cannot find module '@pulumi/pulumi/cmd/dynamic-provider'");
  expect(simulator.requests).toEqual([]);
  expect(JSON.parse((await serve(tmpdir(), stack.folder)).stdout)).toMatchObject({ create: expect.any(Number) });
  expect([...simulator.account.sites.values()]).toHaveLength(1);
  const { same } = JSON.parse((await serve(stack.folder)).stdout);
  expect(same).toBeGreaterThan(1);
});

/** What a program over the plugin says when the machine's node is too old for it. */
test("the plugin of a release says that Node.js is too old", { timeout: INSTALLING }, async () => {
  const { release, installReleased } = await import("./harness/released.js");
  const { pluginStack, searched, withNumbers } = await import("./pluginSupport.js");
  const folder = join(tools, "old-node");
  mkdirSync(folder);
  await run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "node@18.20.8"]);
  const released = await release([]);
  const stack = await pluginStack(simulator, { ...withNumbers(searched(1)), plugin: false });
  await installReleased(stack, released);
  const bin = dirname(realpathSync(join(folder, "node_modules/node/bin/node")));
  stack.env.PATH = [bin, stack.env.PATH].join(delimiter);
  const failed = await fails(stack.preview());
  expect(failed.text).toMatch(/needs Node\.js 20\.19 or later\. The node on the PATH is 18\.20\.8, /);
  expect(simulator.requests).toEqual([]);
  stack.cleanup();
  released.remove();
});
