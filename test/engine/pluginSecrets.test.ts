import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import type { Workspace } from "./harness/workspace.js";
import { numbers, OWN_PROCESS, peer, pluginStack, ref, searched, site, webhook } from "./pluginSupport.js";
import { expectSettled, fails, ok } from "./support.js";

/** Words that stand nowhere but where a secret stands. */
const CLIENT_SECRET = "marker-of-the-client-secret";
const PASSWORD = "marker-of-the-callback-password";
const WRONG = "marker-of-a-wrong-secret";
const SIP_PASSWORD = "marker-of-the-sip-password";
const SIP_HASH = createHash("md5").update(`alice:example:${SIP_PASSWORD}`).digest("hex");
const PORT_PIN = "marker-of-the-port-pin";
const LSR_PIN = "LSRPIN7391";
const MARKERS = [CLIENT_SECRET, PASSWORD, WRONG, SIP_PASSWORD, SIP_HASH, PORT_PIN, LSR_PIN];
const SECRET = /\{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270"[^}]*\}/g;

let simulator: Simulator;
let stack: Workspace;
beforeAll(async () => {
  simulator = await startSimulator({ auth: { clientSecret: CLIENT_SECRET } });
  stack = await pluginStack(
    undefined,
    {
      config: { hookPassword: { type: "string" }, sipPassword: { type: "string" } },
      resources: {
        office: site(),
        trunk: peer(),
        numbers: numbers(searched(2)),
        webhook: webhook({ username: "us", password: ref("hookPassword") }),
        phone: {
          type: "bandwidth:SipCredential",
          properties: { userName: "alice", realm: "example", password: ref("sipPassword") },
        },
        // Plain in the program: the provider says that they are secrets.
        ported: {
          type: "bandwidth:PortIn",
          properties: portInOf(ref("office.siteId"), { wirelessInfo: { accountNumber: "1", pinNumber: PORT_PIN } }),
          options: { dependsOn: [ref("trunk")] },
        },
        leaving: { type: "bandwidth:LsrOrder", properties: lsrOrderOf({}, { pinNumber: LSR_PIN }) },
      },
    },
    {
      ...OWN_PROCESS,
      config: {
        "bandwidth:accountId": simulator.accountId,
        "bandwidth:clientId": simulator.credentials.clientId,
        "bandwidth:baseUrl": simulator.baseUrl,
        "bandwidth:tokenUrl": simulator.tokenUrl,
      },
      secrets: { "bandwidth:clientSecret": CLIENT_SECRET, hookPassword: PASSWORD, sipPassword: SIP_PASSWORD },
    },
  );
});
afterAll(async () => {
  stack.cleanup();
  await simulator.close();
});

const quoting = (code: string, pin: string) => ({ code, description: `${pin} is wrong` });
const found = (text: string) => MARKERS.filter((marker) => text.includes(marker));

/** The engine itself writes down every value that it sends and gets at this level; the rest is ours, and what we print. */
const LOUD = ["-v=9", "--logtostderr"];
const ownWords = (text: string) => text.replaceAll(/^.*arshaling property for RPC.*$/gm, "");

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test("no credential and no callback password is printed, logged, or lies readable in a file or in the state", async () => {
  const runs = [
    await ok(stack.run("up", "--yes", "--diff")),
    await ok(stack.refresh("--diff")),
    await ok(stack.preview("--diff")),
  ];
  simulator.faults.on("GET", /\/subscriptions\//, { kind: "status", status: 401 }, { times: 5 });
  runs.push(await fails(stack.refresh()));
  simulator.faults.clear();
  // Both are quoted by whoever says that they are wrong.
  const { portIns, lsrOrders } = simulator.account;
  for (const id of portIns.keys()) simulator.account.advancePortIn(id, "EXCEPTION", quoting("7435", PORT_PIN));
  for (const id of lsrOrders.keys()) simulator.account.advanceLsrOrder(id, "EXCEPTION", quoting("7512", LSR_PIN));
  const rejected = await ok(stack.refresh("--diff"));
  expect(rejected.text).toContain("7435 [secret] is wrong");
  runs.push(rejected);
  expect(found(JSON.stringify(await stack.stackExport()))).toEqual([]);
  for (const id of portIns.keys()) simulator.account.advancePortIn(id, "SUBMITTED");
  for (const id of lsrOrders.keys()) simulator.account.advanceLsrOrder(id, "FOC");
  for (const run of runs) expect(found(JSON.stringify(run))).toEqual([]);
  const loud = await ok(stack.up("--refresh", ...LOUD));
  expect(loud.stderr).toContain("pulumi-resource-bandwidth");
  expect(found(ownWords(loud.stderr))).toEqual([]);
  expect(simulator.account.subscriptions.values().next().value?.callback?.password).toBe(PASSWORD);

  expect(found(JSON.stringify(await stack.stackExport()))).toEqual([]);
  const readable = filesBelow(resolve(stack.folder, "..")).filter(
    (file) => found(readFileSync(file, "utf8")).length > 0,
  );
  const program = join(stack.folder, "Pulumi.yaml");
  expect(readable).toEqual([program]);
  expect(found(readFileSync(program, "utf8"))).toEqual([PORT_PIN, LSR_PIN]);

  // Decrypted, both are there as secrets: the one in the provider that the engine made, the other in the subscription.
  const { deployment } = await stack.stackExport({ showSecrets: true });
  const holders = (deployment.resources ?? []).filter((resource) => found(JSON.stringify(resource)).length > 0);
  expect(holders.map(({ type }) => type).sort()).toEqual([
    "bandwidth:index:LsrOrder",
    "bandwidth:index:PortIn",
    "bandwidth:index:SipCredential",
    "bandwidth:index:Subscription",
    "pulumi:providers:bandwidth",
  ]);
  for (const holder of holders) expect(found(JSON.stringify(holder).replaceAll(SECRET, ""))).toEqual([]);
  await expectSettled(stack, simulator);
});

test("wrong credentials are told with the token endpoint's answer, and without the credentials", async () => {
  await stack.setConfig({}, { "bandwidth:clientSecret": WRONG });
  const preview = await fails(stack.preview("--refresh", "--run-program", ...LOUD));
  expect(preview.text).toContain("invalid_client");
  expect(found(ownWords(preview.text))).toEqual([]);
});
