import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { todays } from "../daily.js";
import { killProviders } from "./harness/processes.js";
import type { RunningCli, Workspace } from "./harness/workspace.js";
import { peer, pluginStack, ref, searched, site, webhook, numbers as yamlNumbers } from "./pluginSupport.js";
import { expectSettled, fails, numbers, ok, PEER, program, SITE, stackOn } from "./support.js";

let simulator: Simulator;
const stacks: Workspace[] = [];
beforeAll(async () => {
  simulator = await startSimulator();
});
afterEach(() => {
  for (const stack of stacks.splice(0)) stack.cleanup();
  simulator.faults.clear();
  simulator.reset();
});
afterAll(() => simulator.close());

const optionInputs = { callForward: "+16042661720" };
const hook = "https://hooks.example.com/b";

/** One of each resource, one after the other, in both front-ends. */
const frontEnds: Record<string, () => Promise<Workspace>> = {
  "a TypeScript class": () =>
    stackOn(
      simulator,
      program(
        SITE,
        PEER,
        numbers('search: { areaCode: "919" }, quantity: 2'),
        `const options = new bw.TnOptions("options", { telephoneNumbers: numbers.telephoneNumbers, ...${JSON.stringify(optionInputs)} });`,
        `new bw.Subscription("webhook", { orderType: "orders", callback: { url: "${hook}" } }, { dependsOn: options });`,
      ),
    ),
  "the plugin": () =>
    pluginStack(simulator, {
      resources: {
        office: site(),
        trunk: peer(),
        numbers: yamlNumbers(searched(2)),
        options: {
          type: "bandwidth:TnOptions",
          properties: { telephoneNumbers: ref("numbers.telephoneNumbers"), ...optionInputs },
        },
        webhook: { ...webhook(), options: { dependsOn: [ref("options")] } },
      },
    }),
};

const WRITES = ["/sites$", "/sippeers$", "/orders$", "/tnoptions$", "/subscriptions$"];

async function until(done: () => boolean, running: RunningCli): Promise<void> {
  for (const end = Date.now() + 180_000; !done(); ) {
    if (Date.now() > end) throw new Error(`nothing came:\n${running.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function expectBalance(): void {
  const { ledger, account } = simulator;
  expect(ledger.boughtTwice()).toEqual([]);
  expect(ledger.bought()).toHaveLength(2);
  expect(ledger.released()).toEqual([]);
  expect([account.sites.size, account.peers.size, account.subscriptions.size]).toEqual([1, 1, 1]);
}

/** Two of them a day, one of each front-end. */
const DEATHS = [
  ["a TypeScript class", "before"],
  ["a TypeScript class", "after"],
  ["the plugin", "after"],
  ["the plugin", "before"],
] as const;

test.each(
  todays(DEATHS, 2),
)("%s whose provider dies %s each of its writes in turn makes everything once", async (name, when) => {
  const stack = (await frontEnds[name]?.()) as Workspace;
  stacks.push(stack);
  // A subscription bears no mark: a later run takes none over unasked (test/frontEnds/owners.test.ts).
  for (const path of when === "after" ? WRITES.filter((one) => !one.includes("subscriptions")) : WRITES) {
    const arrived = simulator.requests.matching("POST", new RegExp(path)).length;
    simulator.faults.on("POST", path, { kind: "silence", act: when === "after" });
    const running = stack.spawn("up", "--yes", "--skip-preview");
    await until(() => simulator.requests.matching("POST", new RegExp(path)).length > arrived, running);
    expect(await killProviders(running.pid)).toBeGreaterThan(0);
    await fails(running.result);
    simulator.faults.clear();
  }
  await ok(stack.up());
  expectBalance();
  await expectSettled(stack, simulator);
});

describe.each(Object.entries(frontEnds))("%s", (_name, make) => {
  test("that is stopped with Ctrl-C twice while its order is under way buys once", async () => {
    const stack = await make();
    stacks.push(stack);
    simulator.account.script({ outcome: "stuck" });
    const running = stack.spawn("up", "--yes", "--skip-preview");
    await until(() => simulator.requests.matching("GET", /\/orders\/[^/?]+$/).length > 0, running);
    running.interrupt();
    await new Promise((resolve) => setTimeout(resolve, 300));
    running.interrupt();
    await fails(running.result);
    await stack.unlock();
    for (const order of simulator.account.ordersOf("orders")) simulator.account.resume(order);
    await ok(stack.up());
    expectBalance();
    await expectSettled(stack, simulator);
  });
});
