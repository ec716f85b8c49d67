import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { eventually } from "../eventually.js";
import { createWorkspace, type Workspace } from "./harness/workspace.js";
import { REPOSITORY } from "./pluginSupport.js";
import { ok, outputsOf } from "./support.js";

const PASSWORD = "a word that is nowhere else";
const ORDER = /^orders ([0-9a-f-]{36}) \| COMPLETE \| got (\+19195550100)$/m;

let simulator: Simulator;
let stack: Workspace | undefined;
let service: ChildProcess | undefined;
beforeAll(async () => {
  simulator = await startSimulator({ callbackRetryMs: 1_000 });
});
afterEach(() => {
  service?.kill();
  stack?.cleanup();
  simulator.reset();
});
afterAll(() => simulator.close());

/** A port that nobody listens on, from below those that the system gives away: no other test gets it meanwhile. */
async function freePort(): Promise<number> {
  for (let tries = 0; ; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer().listen(port, "127.0.0.1");
    const taken = await once(server, "listening").catch((error: unknown) => error);
    server.close();
    if (!(taken instanceof Error)) return port;
    if (tries === 20) throw taken;
  }
}

function exampleOn(port: number): Promise<Workspace> {
  return createWorkspace({
    name: "telephony-callbacks",
    program: {},
    copyOf: join(REPOSITORY, "examples/callbacks"),
    env: simulator.environment(),
    config: { webhookUrl: `http://127.0.0.1:${port}/notifications` },
    secrets: { webhookPassword: PASSWORD },
  });
}

/** Starts the example's service as its README says; gives what it prints. */
function start(folder: string, port: number): () => string {
  const env = { ...process.env, PORT: String(port), WEBHOOK_PASSWORD: PASSWORD, PORT_OUT_PIN: "1111" };
  const started = spawn(process.execPath, ["service.mjs"], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [started.stdout, started.stderr]) stream.on("data", (data) => (text += data));
  service = started;
  return () => text;
}

test("a service that is started late hears of the order all the same, after it has asked for credentials", async () => {
  const port = await freePort();
  stack = await exampleOn(port);
  const up = ok(stack.up());
  await eventually(() => expect(simulator.deliveries.map(({ status }) => status)).toContain(0), 60_000);
  const printed = start(stack.folder, port);
  await eventually(() => expect(printed()).toMatch(ORDER));
  await up;

  const readMe = readFileSync(join(REPOSITORY, "examples/callbacks/README.md"), "utf8");
  expect(readMe, "the line that the README shows").toMatch(ORDER);
  const [, orderId, number] = ORDER.exec(printed()) ?? [];
  const outputs = await outputsOf(stack, "main");
  expect([outputs.orderIds, outputs.telephoneNumbers]).toEqual([[orderId], [number]]);
  // The service prints its line before the simulator has its answer.
  await eventually(() => expect(simulator.deliveries.at(-1)).toMatchObject({ status: 200, challenged: true }));
  expect(simulator.ledger.bought()).toEqual([number]);

  await ok(stack.refresh());
  expect((await outputsOf(stack, "orders")).status).toBe("200 OK");
  expect(JSON.stringify(await stack.stackExport())).not.toContain(PASSWORD);
  expect(printed()).not.toContain(PASSWORD);
  await ok(stack.destroy());
});

test("the service hears of an order that failed without taking its numbers for bought", async () => {
  const port = await freePort();
  stack = await exampleOn(port);
  const printed = start(stack.folder, port);
  await eventually(() => expect(printed()).toContain("listening"));
  simulator.account.script({ outcome: "failed" });
  expect((await stack.up()).code).toBeGreaterThan(0);
  await eventually(() => expect(printed()).toMatch(/ \| FAILED \| asked for \+19195550100 \| 5005: /));
  expect(printed()).not.toContain("| got");

  const { url } = simulator;
  const question = { url: `http://127.0.0.1:${port}/port-outs`, username: "bandwidth", password: PASSWORD };
  const ask = async (pin: string) => {
    const body = JSON.stringify({ ...question, pin, telephoneNumbers: ["9195550100"] });
    return (await fetch(`${url}/admin/portOutValidation`, { method: "POST", body })).json();
  };
  expect(await ask("1111")).toMatchObject({ ported: true, status: 200, codes: [] });
  expect(await ask("2222")).toMatchObject({ ported: false, codes: ["7513"] });
});

test("ES modules and CommonJS modules load one copy of the callbacks", async () => {
  stack = await exampleOn(1);
  const program = `
const { createRequire } = await import("node:module");
const all = await import("pulumi-bandwidth/callbacks");
const common = createRequire(process.cwd() + "/")("pulumi-bandwidth/callbacks");
if (Object.keys(common).some((name) => common[name] !== all[name])) throw new Error("two copies");
console.log(Object.keys(all).sort().join(" "));`;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { cwd: stack.folder });
  expect(stdout.trim().split(" ")).toEqual([
    "InvalidCallback",
    "notificationHandler",
    "parseEventNotification",
    "parseNotification",
    "parsePortOutValidation",
    "portOutErrors",
    "portOutOutcomes",
    "portOutValidationHandler",
    "portOutValidationResponse",
  ]);
});
