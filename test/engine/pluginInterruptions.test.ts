import { expect, test } from "vitest";
import type { Workspace } from "./harness/workspace.js";
import {
  ADDRESS,
  change,
  numbers,
  peer,
  ref,
  resourceOf,
  resourcesOf,
  searched,
  site,
  webhook,
  withNumbers,
  type YamlProgram,
} from "./pluginSupport.js";
import { engineAccount, expectSettled, fails, number, ok, outputsOf, rows, urnOf, writes } from "./support.js";

const { simulator, pluginStackOf } = await engineAccount();
let stack: Workspace;

const EVERYTHING: YamlProgram = {
  resources: {
    office: site(),
    trunk: peer(),
    numbers: numbers(searched(2)),
    options: {
      type: "bandwidth:TnOptions",
      properties: { telephoneNumbers: ref("numbers.telephoneNumbers"), callForward: "+16042661720", sms: "on" },
    },
    webhook: webhook(),
  },
};

const orderPosts = () => simulator.requests.matching("POST", /\/orders$/);

async function until(happened: () => boolean): Promise<void> {
  for (const end = Date.now() + 180_000; !happened(); ) {
    if (Date.now() > end) throw new Error("it did not happen within three minutes");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Kills an `up`, as a crash of the machine would, once the order was posted. */
async function killAtOrder(): Promise<void> {
  const posted = orderPosts().length;
  const running = stack.spawn("up", "--yes", "--skip-preview");
  await until(() => orderPosts().length > posted);
  await running.kill();
  await running.result;
  await stack.unlock();
}

test("an up that was killed right after its order was posted does not buy twice, the first time and later", async () => {
  stack = await pluginStackOf(withNumbers(searched(2)));
  simulator.faults.on("POST", /\/orders$/, { kind: "delay", ms: 10_000 });
  await killAtOrder();
  expect(simulator.ledger.bought()).toHaveLength(2);

  const up = await ok(stack.up());
  expect(up.text).toContain("nothing is bought twice");
  expect(orderPosts()).toHaveLength(1);
  expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual([number(0), number(1)]);

  change(stack, withNumbers(searched(3)));
  simulator.faults.on("POST", /\/orders$/, { kind: "delay", ms: 10_000 });
  await killAtOrder();
  await ok(stack.up());
  expect(orderPosts()).toHaveLength(2);
  expect(simulator.ledger.bought()).toHaveLength(3);
  await expectSettled(stack, simulator);
});

test("lost answers make nothing twice, whatever was being made or released", async () => {
  const collections = [/\/sites$/, /\/sippeers$/, /\/orders$/, /\/tnoptions$/, /\/subscriptions$/, /\/disconnects$/];
  for (const path of collections) simulator.faults.on("POST", path, { kind: "lostAnswer" });
  stack = await pluginStackOf(EVERYTHING);
  await ok(stack.up());
  const { sites, peers, subscriptions } = simulator.account;
  expect([sites.size, peers.size, subscriptions.size]).toEqual([1, 1, 1]);
  expect(simulator.ledger.bought()).toEqual([number(0), number(1)]);
  await expectSettled(stack, simulator);
  await ok(stack.destroy());
  expect(simulator.ledger.released().sort()).toEqual([number(0), number(1)]);
  expect(simulator.ledger.boughtTwice()).toEqual([]);
  expect(simulator.faults.waiting).toEqual([]);
});

test("a replacement by force and a taint of every resource lose nothing and buy nothing", async () => {
  stack = await pluginStackOf(EVERYTHING);
  await ok(stack.up());
  const names = Object.keys(EVERYTHING.resources ?? {});
  const urns = await Promise.all(names.map((name) => urnOf(stack, name)));
  const before = structuredClone([...simulator.account.sites, ...simulator.account.peers]);
  const made = (run: { steps: { op: string; name: string }[] }) =>
    run.steps.filter(({ op }) => op === "create-replacement").map(({ name }) => name);

  // What bears no mark at Bandwidth, as a subscription, is known to this run by the refresh.
  const replaced = await ok(stack.up("--refresh", ...urns.flatMap((urn) => ["--target-replace", urn])));
  expect(made(replaced).sort()).toEqual([...names].sort());
  for (const urn of urns) await ok(stack.run("state", "taint", urn, "--yes"));
  const tainted = await ok(stack.up("--refresh"));
  expect(made(tainted).sort()).toEqual([...names].sort());

  expect(orderPosts()).toHaveLength(1);
  expect(simulator.ledger.bought()).toEqual([number(0), number(1)]);
  expect(simulator.ledger.released()).toEqual([]);
  expect([...simulator.account.sites, ...simulator.account.peers]).toEqual(before);
  expect(simulator.account.subscriptions.size).toBe(1);
  expect(simulator.account.numbers.get(number(1))?.options).toEqual({ callForward: "6042661720", sms: "on" });
  await expectSettled(stack, simulator);
  // The last holder owns them all, and takes them away in the end.
  await ok(stack.destroy());
  expect(simulator.ledger.owned()).toEqual([]);
  expect([simulator.account.sites.size, simulator.account.subscriptions.size]).toEqual([0, 0]);
});

test("what a replacement by force has taken over stays, when the delete of the old one comes only in a later run", async () => {
  const resources = {
    ...EVERYTHING.resources,
    spare: site("Durham"),
    help: {
      type: "bandwidth:E911Address",
      properties: {
        telephoneNumbers: ref("numbers.telephoneNumbers"),
        callerName: "Main office",
        address: ADDRESS,
        allowRemoval: true,
      },
    },
  };
  stack = await pluginStackOf({ resources });
  await ok(stack.up());
  const before = structuredClone([...simulator.account.numbers]);
  for (const name of Object.keys(resources)) await ok(stack.run("state", "taint", await urnOf(stack, name), "--yes"));
  // Everything is made anew; then something else fails, and the run ends before its deletes.
  const taken = numbers({ telephoneNumbers: [number(7)] }, { dependsOn: Object.keys(resources).map(ref) });
  simulator.account.script({ kind: "orders", outcome: "failed" });
  change(stack, { resources: { ...resources, taken } });
  await fails(stack.up("--refresh"));
  const condemned = (await resourcesOf(stack)).filter((resource) => resource.delete);
  expect(condemned).toHaveLength(Object.keys(resources).length);

  change(stack, { resources });
  const mark = simulator.requests.mark();
  const next = await ok(stack.up());
  expect(new Set(next.steps.map(({ op }) => op))).toEqual(new Set(["same", "delete-replaced"]));
  expect(writes(simulator, mark)).toEqual([]);
  const { sites, peers, subscriptions } = simulator.account;
  expect([sites.size, peers.size, subscriptions.size]).toEqual([2, 1, 1]);
  expect([...simulator.account.numbers]).toEqual(before);
  await expectSettled(stack, simulator);
  await ok(stack.destroy());
  expect([simulator.ledger.owned().length, sites.size, subscriptions.size]).toEqual([0, 0, 0]);
});

test("Ctrl-C while an order is waited for stops at once and keeps its id; the next up follows it and buys nothing twice", async () => {
  simulator.account.script({ outcome: "stuck" });
  stack = await pluginStackOf(withNumbers(searched(2)));
  const running = stack.spawn("up", "--yes", "--skip-preview");
  const polls = () => simulator.requests.matching("GET", /\/orders\/[^/?]+$/).length;
  await until(() => polls() > 1);
  running.interrupt();
  // The order never ends, and a wait for it would be longer than a test may take.
  const up = await fails(running.result);
  const order = simulator.account.ordersOf("orders")[0];
  expect(up.text).toContain(`order ${order?.id}`);
  expect(up.text).toContain("It is in the state; it will not be placed again.");

  const state = await stack.stackExport();
  expect(state.deployment.pending_operations ?? []).toEqual([]);
  const kept = await resourceOf(stack, "numbers");
  expect(kept?.outputs?.orderIds).toEqual([order?.id]);
  expect(kept?.initErrors).toHaveLength(1);

  Object.assign(order ?? {}, { dueAt: Date.now(), script: undefined });
  const next = await ok(stack.up());
  expect(rows(next)).toEqual(["update numbers: status"]);
  expect(orderPosts()).toHaveLength(1);
  expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual([number(0), number(1)]);
  await expectSettled(stack, simulator);
});
