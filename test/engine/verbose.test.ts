import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import { familyOf } from "./harness/processes.js";
import { createWorkspace, type Workspace } from "./harness/workspace.js";
import { PEER, program, SITE } from "./support.js";

/** Words that stand nowhere but where a secret stands. */
const MARKERS = {
  clientSecret: "marker-of-the-client-secret",
  accessToken: "marker-of-the-access-token",
  callbackPassword: "marker-of-the-callback-password",
  sipPassword: "marker-of-the-sip-password",
  // What is made of it opens the same door.
  sipHash: createHash("md5").update("alice@sip.example.com:example:marker-of-the-sip-password").digest("hex"),
  portPin: "marker-of-the-port-pin",
  lsrPin: "LSRPIN7391",
};

const PHONE = `new bw.SipCredential("phone", {
  userName: "alice", domain: "sip.example.com", realm: "example", password: process.env.SIP_PASSWORD });`;

const WEBHOOK = `new bw.Subscription("webhook", { orderType: "orders", callback: {
  url: "https://hooks.example.com/bandwidth", username: "us", password: process.env.HOOK_PASSWORD } });`;

const PORTS = `
  new bw.PortIn("ported", { ...${JSON.stringify(portInOf(undefined))}, siteId: site.siteId,
    wirelessInfo: { accountNumber: "1", pinNumber: process.env.PORT_PIN } }, { dependsOn: [peer] });
  const leaving = ${JSON.stringify(lsrOrderOf())};
  new bw.LsrOrder("leaving", { ...leaving, subscriber: { ...leaving.subscriber, pinNumber: process.env.LSR_PIN } });`;

let simulator: Simulator;
let stack: Workspace;
beforeAll(async () => {
  simulator = await startSimulator({ auth: { clientSecret: MARKERS.clientSecret, accessToken: MARKERS.accessToken } });
  stack = await createWorkspace({
    program: program(SITE, PEER, WEBHOOK, PHONE, PORTS),
    config: { "bandwidth:accountId": simulator.accountId, "bandwidth:baseUrl": simulator.baseUrl },
    env: {
      HOOK_PASSWORD: MARKERS.callbackPassword,
      SIP_PASSWORD: MARKERS.sipPassword,
      PORT_PIN: MARKERS.portPin,
      LSR_PIN: MARKERS.lsrPin,
      BW_TOKEN_URL: simulator.tokenUrl,
      BW_CLIENT_ID: simulator.credentials.clientId,
      BW_CLIENT_SECRET: MARKERS.clientSecret,
    },
  });
});
afterAll(async () => {
  stack.cleanup();
  await simulator.close();
});

const found = (text: string) => Object.values(MARKERS).filter((marker) => text.includes(marker));

/** The arguments of every process of a run, as any user of the machine can see them; where there is a /proc. */
async function watchArguments(pid: number, seen: Set<string>): Promise<void> {
  for (const member of await familyOf(pid)) {
    try {
      seen.add(readFileSync(`/proc/${member}/cmdline`, "utf8").replaceAll("\0", " "));
    } catch {
      // ended in between
    }
  }
}

async function run(...args: string[]) {
  const running = stack.spawn(...args, "-v=9", "--logtostderr");
  const seen = new Set<string>();
  let ended = false;
  running.result.finally(() => {
    ended = true;
  });
  while (!ended) {
    await watchArguments(running.pid, seen);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { ...(await running.result), seen };
}

/**
 * What Pulumi's engine writes of the messages that it exchanges, secret inputs included: at this level it says so of
 * every provider, and no provider can change it.
 */
const ENGINES_OWN =
  /^\{"time":"[^"]*","level":"INFO","msg":"((Unm|M)arshaling property for RPC\[|(eventSink::Debug\(<\{%reset%\}>)?RegisterResource RPC finished)/;

/** The rest of a log that shows a secret. */
function telling(text: string, markers: readonly string[]): string[] {
  return text.split("\n").filter((line) => markers.some((marker) => line.includes(marker)));
}

test("with verbose logging on, the provider tells no secret, nor is one in what a process was started with", async () => {
  const up = await run("up", "--yes");
  expect(up.code, up.text.slice(-2_000)).toBe(0);
  expect(up.stderr.length).toBeGreaterThan(50_000);
  expect(simulator.account.subscriptions.values().next().value?.callback?.password).toBe(MARKERS.callbackPassword);

  const [credential] = simulator.account.sipCredentials.values();
  expect(JSON.stringify(credential)).toContain(MARKERS.sipHash);
  const ports = JSON.stringify([...simulator.account.portIns.values(), ...simulator.account.lsrOrders.values()]);
  expect(found(ports)).toEqual([MARKERS.portPin, MARKERS.lsrPin]);
  expect(found(JSON.stringify(await stack.stackExport()))).toEqual([]);

  // A server that sends back what it was sent, and more.
  const secrets = `${MARKERS.clientSecret} and ${MARKERS.callbackPassword}`;
  const body = `<R><ErrorCode>1</ErrorCode><Description>${secrets}</Description></R>`;
  simulator.faults.on("POST", /\/subscriptions$/, { kind: "status", status: 400, body });
  stack.setProgram(
    program(SITE, PEER, WEBHOOK, PHONE, PORTS, WEBHOOK.replace('"webhook"', '"other"').replace("/bandwidth", "/other")),
  );
  const refused = await run("up", "--yes", "--skip-preview");
  expect(refused.code).not.toBe(0);
  expect(refused.text).toContain("[secret] and [secret]");

  for (const { text, seen } of [up, refused]) {
    // Credentials come from the environment, and are in nothing at all.
    expect(telling(text, [MARKERS.clientSecret, MARKERS.accessToken])).toEqual([]);
    const inputs = [MARKERS.callbackPassword, MARKERS.sipPassword, MARKERS.sipHash, MARKERS.portPin, MARKERS.lsrPin];
    expect(telling(text, inputs).filter((line) => !ENGINES_OWN.test(line))).toEqual([]);
    for (const line of seen) expect(found(line)).toEqual([]);
  }
  const providers = [...up.seen, ...refused.seen].filter((line) => line.includes("dynamic-provider"));
  if (existsSync("/proc")) expect(providers.length).toBeGreaterThan(0);
});
