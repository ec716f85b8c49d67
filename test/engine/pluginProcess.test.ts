import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { expect, onTestFinished, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { packageSchema } from "../../provider/pulumi/schema/schema.js";
import { SCHEMA } from "../../scripts/madeParts.js";
import { pluginStack, REPOSITORY } from "./pluginSupport.js";
import { ok } from "./support.js";

const { resolve } = createRequire(import.meta.url);

/** Starts the plugin as Node's language host does for a folder with a `PulumiPlugin.yaml`. */
async function runPlugin() {
  const runner = resolve("@pulumi/pulumi/cmd/run-plugin");
  const child = spawn(process.execPath, [runner, REPOSITORY, "127.0.0.1:1"], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const printed = { stdout: "", stderr: "" };
  child.stderr.on("data", (chunk: Buffer) => {
    printed.stderr += chunk;
  });
  await new Promise<void>((ready, reject) => {
    child.once("exit", (code) => reject(new Error(`the plugin ended with ${code}: ${printed.stderr}`)));
    child.stdout.on("data", (chunk: Buffer) => {
      printed.stdout += chunk;
      if (printed.stdout.includes("\n")) ready();
    });
  });
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  return { child, printed, ended, port: Number.parseInt(printed.stdout, 10) };
}

test("PulumiPlugin.yaml starts the plugin: it shakes hands, serves the schema of its definitions, and prints only its port", async () => {
  expect(readFileSync(join(REPOSITORY, "PulumiPlugin.yaml"), "utf8")).toContain("runtime: nodejs");
  const { child, printed, ended, port } = await runPlugin();
  const client = new providerGrpc.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
  });
  const call = <Response>(method: "handshake" | "getSchema", request: unknown): Promise<Response> =>
    new Promise((done, failed) => {
      type Unary = (request: unknown, answer: (error: Error | null, response: Response) => void) => void;
      const unary = client[method] as unknown as Unary;
      unary.call(client, request, (error, response) => (error ? failed(error) : done(response)));
    });

  const handshake = await call<InstanceType<typeof providerPb.ProviderHandshakeResponse>>(
    "handshake",
    new providerPb.ProviderHandshakeRequest(),
  );
  expect(handshake.getAcceptSecrets()).toBe(true);
  const served = await call<InstanceType<typeof providerPb.GetSchemaResponse>>(
    "getSchema",
    new providerPb.GetSchemaRequest(),
  );
  // It is served from a file of the build, and says what the definitions say.
  expect(JSON.parse(served.getSchema())).toEqual(JSON.parse(JSON.stringify(packageSchema(bandwidth))));
  client.close();

  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(printed.stdout).toBe(`${port}\n`);
  expect(printed.stderr).toBe("");
});

test("the committed schema passes the CLI's own check without a warning", async () => {
  const stack = await pluginStack(undefined, {});
  onTestFinished(() => stack.cleanup());
  const check = await ok(stack.run("schema", "check", join(REPOSITORY, SCHEMA)));
  expect(check.text.trim()).toBe("");
});

test("to import the package as a library starts nothing: no output, no server, the process ends by itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "library-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = promisify(execFile);
  for (const load of ['require("pulumi-bandwidth")', 'await import("pulumi-bandwidth")']) {
    const kind = load.startsWith("await") ? "module" : "commonjs";
    const text = `const bw = ${load}; if (typeof bw.Site !== "function") throw new Error("no Site");`;
    // Node finds the package by its own name from inside it.
    const { stdout, stderr } = await run(process.execPath, [`--input-type=${kind}`, "--eval", text], {
      cwd: REPOSITORY,
      timeout: 120_000,
    });
    expect([stdout, stderr]).toEqual(["", ""]);
  }
});
