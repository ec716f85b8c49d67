import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../simulator/index.js";
import type { Workspace } from "./harness/workspace.js";
import { numbers, peer, pluginStack, ref, searched, site, webhook } from "./pluginSupport.js";
import { expectSettled, fails, ok } from "./support.js";

/** Words that stand nowhere but where a secret stands. */
const CLIENT_SECRET = "marker-of-the-client-secret";
const PASSWORD = "marker-of-the-callback-password";
const WRONG = "marker-of-a-wrong-secret";
const SIP_PASSWORD = "marker-of-the-sip-password";
const SIP_HASH = createHash("md5").update(`alice:example:${SIP_PASSWORD}`).digest("hex");
const MARKERS = [CLIENT_SECRET, PASSWORD, WRONG, SIP_PASSWORD, SIP_HASH];
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
      },
    },
    {
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
  for (const run of runs) expect(found(JSON.stringify(run))).toEqual([]);
  const loud = await ok(stack.up("--refresh", ...LOUD));
  expect(loud.stderr).toContain("pulumi-resource-bandwidth");
  expect(found(ownWords(loud.stderr))).toEqual([]);
  expect(simulator.account.subscriptions.values().next().value?.callback?.password).toBe(PASSWORD);

  expect(found(JSON.stringify(await stack.stackExport()))).toEqual([]);
  const readable = filesBelow(resolve(stack.folder, "..")).filter(
    (file) => found(readFileSync(file, "utf8")).length > 0,
  );
  expect(readable).toEqual([]);

  // Decrypted, both are there as secrets: the one in the provider that the engine made, the other in the subscription.
  const { deployment } = await stack.stackExport({ showSecrets: true });
  const holders = (deployment.resources ?? []).filter((resource) => found(JSON.stringify(resource)).length > 0);
  expect(holders.map(({ type }) => type).sort()).toEqual([
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
