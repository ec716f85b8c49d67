import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { build } from "esbuild";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { initFailure, struct, THING, URN } from "./toyServer.js";

const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "toy-plugin-"));
const bundle = join(folder, "dist", "plugin.cjs");

beforeAll(async () => {
  await build({
    entryPoints: [join(root, "test/pulumi/toyPlugin.ts")],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["@pulumi/pulumi", "@grpc/grpc-js", "google-protobuf"],
  });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function started(): Promise<{
  child: ChildProcess;
  stdout: () => string;
  port: number;
  ended: Promise<unknown>;
}> {
  const child = spawn(process.execPath, [bundle, "127.0.0.1:1"], { stdio: ["ignore", "pipe", "inherit"] });
  let stdout = "";
  const ended = new Promise((done) => child.once("exit", done));
  await new Promise<void>((ready) =>
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout += chunk;
      if (stdout.includes("\n")) ready();
    }),
  );
  return { child, stdout: () => stdout, port: Number.parseInt(stdout, 10), ended };
}

function dial(port: number) {
  return new providerGrpc.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
}

test("only the port goes to stdout, also after calls, and a signal ends the process", async () => {
  const { child, stdout, port, ended } = await started();
  const client = dial(port);
  const version = await promisify(client.getPluginInfo.bind(client) as never)(new emptyPb.Empty() as never);
  expect(version).toBeDefined();
  client.close();
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(stdout()).toBe(`${port}\n`);
});

test("a signal in the middle of a create lets the id out before the process ends", async () => {
  const { child, port, ended } = await started();
  const client = dial(port);
  const configure = new providerPb.ConfigureRequest();
  configure.setArgs(struct({ accountId: "9" }));
  await new Promise((done) => client.configure(configure, done));
  const create = new providerPb.CreateRequest();
  create.setUrn(URN);
  create.setType(THING);
  create.setProperties(struct({ name: "slow" }));
  const failed = new Promise((done) => client.create(create, done));
  await wait(1_000);
  child.kill("SIGINT");
  expect(initFailure(await failed)).toMatchObject({ id: "t1" });
  client.close();
  expect(await ended).toBe(0);
});

test.skipIf(process.platform === "win32")("the command finds its package through the links of npm", async () => {
  const packageFolder = join(folder, "modules/pulumi-bandwidth");
  mkdirSync(join(packageFolder, "dist"), { recursive: true });
  mkdirSync(join(folder, "modules/.bin"));
  cpSync(join(root, "bin"), join(packageFolder, "bin"), { recursive: true });
  writeFileSync(join(packageFolder, "dist/plugin.cjs"), "console.log(JSON.stringify(process.argv.slice(2)))");
  const link = join(folder, "modules/.bin/pulumi-resource-bandwidth");
  symlinkSync("../pulumi-bandwidth/bin/pulumi-resource-bandwidth", link);
  const { stdout } = await promisify(execFile)(link, ["127.0.0.1:1", "--tracing", "a b"]);
  expect(JSON.parse(stdout)).toEqual(["127.0.0.1:1", "--tracing", "a b"]);
});
