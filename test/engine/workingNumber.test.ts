import { type ChildProcess, execFile, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { reachabilityOf } from "../../simulator/account/reachability.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { eventually } from "../eventually.js";
import { inSweep } from "./halves.js";
import { COLD, GO_FLAGS, goCompiler, makeSdks, pythonWithPulumi, type Sdks } from "./harness/sdk.js";
import { createWorkspace, type Workspace, type WorkspaceOptions } from "./harness/workspace.js";
import { REPOSITORY } from "./pluginSupport.js";
import { expectSettled, fails, ok, rows } from "./support.js";

const FOLDER = join(REPOSITORY, "examples/working-number");
const PASSWORD = "a word that is nowhere else";
const PASSCODE = "q7w8e9";
const BOUGHT = ["+17045550100", "+19195550100", "+19195550101"];

/** `npm test` tells it in YAML, and the sweep in the languages that need an SDK, or dynamic resources. */
const LANGUAGES: Record<string, { name: string; runtime: NonNullable<WorkspaceOptions["runtime"]> }> = inSweep
  ? {
      typescript: { name: "working-number", runtime: "nodejs" },
      python: { name: "working-number-python", runtime: "python" },
      go: { name: "working-number-go", runtime: "go" },
    }
  : { yaml: { name: "working-number-yaml", runtime: "yaml" } };

let sdks: Sdks | undefined;
let simulator: Simulator;
let stack: Workspace | undefined;
let service: ChildProcess | undefined;
beforeAll(async () => {
  if (inSweep) sdks = await makeSdks(["python", "go"]);
  simulator = await startSimulator();
}, COLD);
afterEach(() => {
  service?.kill();
  stack?.cleanup();
  stack = undefined;
  simulator.reset();
});
afterAll(async () => {
  sdks?.remove();
  await simulator?.close();
});

describe.each(Object.keys(LANGUAGES))("the example working-number in %s", (language) => {
  test("makes numbers that ring and text, out of an empty account", { timeout: COLD }, async () => {
    const { name, runtime } = LANGUAGES[language] as (typeof LANGUAGES)[string];
    const copyOf = join(FOLDER, language);
    const secrets = { webhookPassword: PASSWORD, portOutPasscode: PASSCODE };
    stack = await createWorkspace({ name, runtime, program: {}, copyOf, env: simulator.environment(), secrets });
    await installSdk(language, stack);

    const up = await ok(stack.up());
    expect(up.text).not.toContain("warning");
    expect(simulator.ledger.bought().sort()).toEqual(BOUGHT);
    expectWorking(BOUGHT);
    expect(campaigns(BOUGHT)).toEqual(["CDEMO01"]);
    const { routePlan } = simulator.account.heldNumber("+17045550100")?.options ?? {};
    expect(routePlan?.routes.map(({ endpoint, priority }) => [priority, endpoint])).toEqual([
      [1, "sip:desk@pbx.example.com"],
      [2, "2125550142"],
    ]);
    const state = JSON.stringify(await stack.stackExport());
    for (const secret of [PASSWORD, PASSCODE]) expect(state).not.toContain(secret);

    const mark = simulator.requests.mark();
    expect(rows(await ok(stack.preview()))).toEqual([]);
    expect(simulator.requests.since(mark)).toEqual([]);
    await expectSettled(stack, simulator);

    // Somebody takes a campaign away: messages of that number would be refused. And one more number is wanted.
    simulator.account.switchRouting("+19195550100", { a2p: undefined });
    expect(reachabilityOf(simulator.account, "+19195550100").sends).not.toEqual([]);
    await stack.setConfig({ quantity: "3", campaignId: "CDEMO02", messageClass: "Campaign-B" });
    const changed = await ok(stack.up("--refresh"));
    expect(rows(changed).filter((row) => row.startsWith("update"))).toHaveLength(2);
    const all = [...BOUGHT, "+19195550102"];
    expectWorking(all);
    expect(campaigns(all)).toEqual(["CDEMO02"]);

    const refused = await fails(stack.destroy());
    expect(refused.text).toContain("protected");
    await stack.setConfig({ protectNumbers: "false" });
    await ok(stack.up());
    await ok(stack.destroy());
    const { sites, peers, subscriptions, applications } = simulator.account;
    expect([sites.size, peers.size, subscriptions.size, applications.size]).toEqual([0, 0, 0, 0]);
    expect(simulator.ledger.released().sort()).toEqual(all.sort());
  });
});

test.runIf(!inSweep)("the service of the example answers calls and texts to those who have the password", async () => {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const env = { ...process.env, PORT: String(port), WEBHOOK_PASSWORD: PASSWORD };
  // As npm installs it.
  const cwd = mkdtempSync(join(tmpdir(), "working-number-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  mkdirSync(join(cwd, "node_modules"));
  symlinkSync(REPOSITORY, join(cwd, "node_modules/pulumi-bandwidth"));
  cpSync(join(FOLDER, "service.mjs"), join(cwd, "service.mjs"));
  const started = spawn(process.execPath, ["service.mjs"], { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
  service = started;
  let printed = "";
  started.stdout.on("data", (data) => {
    printed += data;
  });
  await eventually(() => expect(printed).toContain("listening"));
  const Authorization = `Basic ${Buffer.from(`bandwidth:${PASSWORD}`).toString("base64")}`;
  const post = (path: string, body: unknown, headers: Record<string, string> = { Authorization }) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers, body: JSON.stringify(body) });

  const call = { eventType: "initiate", from: "+12125550142", to: "+19195550100" };
  const answered = await post("/calls", call);
  expect([answered.status, answered.headers.get("content-type")]).toEqual([200, "application/xml"]);
  expect(await answered.text()).toContain("<Response><SpeakSentence>");
  const message = { from: "+12125550142", to: ["+19195550100"], text: "Hello" };
  expect((await post("/messages", [{ type: "message-received", message }])).status).toBe(200);
  await eventually(() => expect(printed).toContain("message-received | +12125550142 to +19195550100"));
  for (const path of ["/calls", "/calls/ended", "/messages", "/orders"]) {
    expect((await post(path, call, {})).status, path).toBe(401);
  }
  expect((await post("/messages", {})).status).toBe(500);
  expect((await post("/elsewhere", call)).status).toBe(404);
});

/** As a caller at the other end of the line finds out. */
function expectWorking(numbers: readonly string[]): void {
  for (const number of numbers) {
    expect(reachabilityOf(simulator.account, number), number).toEqual({
      calls: [],
      texts: [],
      sends: [],
      locked: true,
    });
    expect(simulator.account.heldNumber(number)?.options.portOutPasscode, number).toBe(PASSCODE);
  }
}

const campaigns = (numbers: readonly string[]) => [
  ...new Set(numbers.map((number) => simulator.account.heldNumber(number)?.options.a2p?.campaignId)),
];

/** What the example's README tells a user to do, with what is on this machine. */
async function installSdk(language: string, { folder, env }: Workspace): Promise<void> {
  if (language === "python") {
    env.PATH = [dirname(await pythonWithPulumi()), env.PATH].join(delimiter);
    env.PYTHONPATH = join(folder, "installed");
    await sdks?.install("python", env.PYTHONPATH);
  }
  if (language !== "go") return;
  await sdks?.install("go", join(folder, "sdks/bandwidth"));
  env.GOFLAGS = GO_FLAGS;
  await promisify(execFile)(goCompiler(), ["build", "-o", devNull, "."], { cwd: folder, env });
}
