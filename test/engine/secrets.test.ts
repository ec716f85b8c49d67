import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { createWorkspace, type Workspace } from "./harness/workspace.js";
import {
  expectSettled,
  fails,
  numbers,
  OTHER_PEER,
  ok,
  PEER,
  program,
  rows,
  SITE,
  stackOn,
  writes,
} from "./support.js";

/** Words that stand nowhere but where a secret stands. */
const CLIENT_SECRET = "marker-of-the-client-secret";
const PASSWORD = "marker-of-the-callback-password";
const MARKERS = [CLIENT_SECRET, PASSWORD];

const WEBHOOK = `new bw.Subscription("webhook", { orderType: "orders", callback: {
  url: "https://hooks.example.com/bandwidth", username: "us", password: process.env.HOOK_PASSWORD } });`;
const OPTIONS = `new bw.TnOptions("options", { telephoneNumbers: numbers.telephoneNumbers, sms: "on" });`;

let simulator: Simulator;
let stack: Workspace;
beforeAll(async () => {
  simulator = await startSimulator({ auth: { clientSecret: CLIENT_SECRET } });
  stack = await createWorkspace({
    program: program(SITE, PEER, OTHER_PEER, numbers('search: { areaCode: "919" }, quantity: 2'), OPTIONS, WEBHOOK),
    config: {
      "bandwidth:accountId": simulator.accountId,
      "bandwidth:clientId": simulator.credentials.clientId,
      "bandwidth:baseUrl": simulator.baseUrl,
      "bandwidth:tokenUrl": simulator.tokenUrl,
    },
    secrets: { "bandwidth:clientSecret": CLIENT_SECRET },
    env: { HOOK_PASSWORD: PASSWORD },
  });
});
afterAll(async () => {
  stack.cleanup();
  await simulator.close();
});

/** Every file below the workspace: project, state with its history, and the CLI's own folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

const found = (text: string) => MARKERS.filter((marker) => text.includes(marker));

test("no credential and no callback password is printed, or lies readable in a file or in the state", async () => {
  const runs = [
    await ok(stack.run("up", "--yes", "--diff")),
    await ok(stack.refresh("--diff")),
    await ok(stack.preview("--diff")),
  ];
  simulator.faults.on("GET", /\/subscriptions\//, { kind: "status", status: 401 }, { times: 5 });
  runs.push(await fails(stack.refresh()));
  simulator.faults.clear();
  // The run holds what was printed and the events, with the inputs and outputs of every step.
  for (const run of runs) expect(found(JSON.stringify(run))).toEqual([]);
  expect(simulator.account.subscriptions.values().next().value?.callback?.password).toBe(PASSWORD);

  expect(found(JSON.stringify(await stack.stackExport()))).toEqual([]);
  const readable = filesBelow(resolve(stack.folder, "..")).filter(
    (file) => found(readFileSync(file, "utf8")).length > 0,
  );
  expect(readable).toEqual([]);

  // Decrypted, the password is there as a secret, and credentials are in nothing but the engine's own record of the
  // stack's configuration.
  const { deployment } = await stack.stackExport({ showSecrets: true });
  for (const resource of deployment.resources ?? []) {
    if (resource.type.startsWith("pulumi:providers:")) continue;
    const text = JSON.stringify(resource);
    expect(text).not.toContain(CLIENT_SECRET);
    const plain = text.replaceAll(
      /\{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270"[^}]*\}/g,
      "",
    );
    expect(plain).not.toContain(PASSWORD);
  }
});

test("wrong credentials are told with the token endpoint's answer, and without the credentials", async () => {
  const wrong = "marker-of-a-wrong-secret";
  const other = await stackOn(simulator, program(SITE), { env: { BW_CLIENT_SECRET: wrong } });
  const up = await fails(other.up());
  other.cleanup();
  expect(up.text).toContain("invalid_client");
  expect(JSON.stringify(up)).not.toContain(wrong);
});

test("what lies in the state of each resource is a constant line that names the package and nothing else", async () => {
  const { deployment } = await stack.stackExport();
  const stubs = (deployment.resources ?? []).flatMap(({ type, inputs, outputs }) =>
    type.startsWith("pulumi-nodejs:dynamic/bandwidth:") ? [[type, inputs?.__provider, outputs?.__provider]] : [],
  );
  expect(stubs).toHaveLength(7);
  for (const [type, input, output] of stubs) {
    const name = String(type).split(":").at(-1);
    expect(input).toBe(`exports.handler = () => require("pulumi-bandwidth/handlers").${name};`);
    expect(output).toBe(input);
  }
});

test("an upgraded package, installed elsewhere, makes no difference", async () => {
  upgrade(stack.folder);
  const mark = simulator.requests.mark();
  const preview = await ok(stack.preview("--diff"));
  expect(rows(preview), preview.text).toEqual([]);
  await expectSettled(stack, simulator);
  expect(writes(simulator, mark)).toEqual([]);
  await ok(stack.destroy());
  expect(simulator.ledger.owned()).toEqual([]);
});

/** Puts a copy of the package with another version in the place of the link to this checkout. */
function upgrade(project: string): void {
  const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
  const installed = join(project, "node_modules", "pulumi-bandwidth");
  const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { version: string };
  rmSync(installed);
  mkdirSync(installed);
  cpSync(join(repository, "dist"), join(installed, "dist"), { recursive: true });
  cpSync(join(repository, "package.json"), join(installed, "package.json"));
  const code = readdirSync(join(installed, "dist"), { recursive: true, encoding: "utf8" });
  const files = ["package.json", ...code.filter((name) => name.endsWith(".cjs")).map((name) => join("dist", name))];
  const old = files.filter((file) => {
    const text = readFileSync(join(installed, file), "utf8");
    writeFileSync(join(installed, file), text.replaceAll(`"${version}"`, '"9.9.9"'));
    return text.includes(`"${version}"`);
  });
  expect(old.length).toBeGreaterThan(1);
  for (const dependency of ["@grpc/grpc-js", "google-protobuf"]) {
    const link = join(project, "node_modules", dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(repository, "node_modules", dependency), link, "dir");
  }
}
