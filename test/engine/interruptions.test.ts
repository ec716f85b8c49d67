import { describe, expect, test } from "vitest";
import type { Workspace } from "./harness/workspace.js";
import {
  ADDRESS,
  engineAccount,
  expectSettled,
  fails,
  number,
  numbers,
  ok,
  outputsOf,
  PEER,
  program,
  rows,
  SITE,
  urnOf,
  writes,
} from "./support.js";

const { simulator, stackOf } = await engineAccount();

const TWO = program(SITE, PEER, numbers('search: { areaCode: "919" }, quantity: 2'));

async function start(text: string, env: Record<string, string> = {}): Promise<Workspace> {
  const stack = await stackOf(text, { env });
  return stack;
}

const orderPosts = () => simulator.requests.matching("POST", /\/orders$/);

/** Starts a run and kills it, as a crash of the machine would, once a POST has arrived whose answer is late. */
async function killAtPost(stack: Workspace, path: RegExp, command = "up"): Promise<void> {
  simulator.faults.on("POST", path, { kind: "delay", ms: 10_000 });
  const posted = simulator.requests.matching("POST", path).length;
  const running = stack.spawn(command, "--yes", "--skip-preview");
  for (const end = Date.now() + 180_000; simulator.requests.matching("POST", path).length === posted; ) {
    if (Date.now() > end) throw new Error(`no POST ${path}:\n${running.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await running.kill();
  await running.result;
  await stack.unlock();
}

describe("an up that was killed", () => {
  test("right after its order was posted does not buy twice", async () => {
    const stack = await start(TWO);
    await killAtPost(stack, /\/orders$/);
    expect(simulator.ledger.bought()).toHaveLength(2);

    const up = await ok(stack.up());
    expect(up.text).toContain("nothing is bought twice");
    expect(orderPosts()).toHaveLength(1);
    expect(simulator.ledger.bought()).toHaveLength(2);
    expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual([number(0), number(1)]);
    await expectSettled(stack, simulator);

    // The same for a later order of the same resource.
    stack.setProgram(TWO.replace("quantity: 2", "quantity: 3"));
    await killAtPost(stack, /\/orders$/);
    await ok(stack.up());
    expect(orderPosts()).toHaveLength(2);
    expect(simulator.ledger.bought()).toHaveLength(3);
    await expectSettled(stack, simulator);
  });

  test("in the middle of a replacement is finished by the next one, and so is a destroy", async () => {
    const stack = await start(TWO);
    await ok(stack.up());
    stack.setProgram(TWO.replace('"919"', '"704"'));
    await killAtPost(stack, /\/disconnects$/);
    await ok(stack.up());
    expect(simulator.ledger.owned()).toEqual([number(0, "704"), number(1, "704")]);
    expect(orderPosts()).toHaveLength(2);
    await expectSettled(stack, simulator);

    await killAtPost(stack, /\/disconnects$/, "destroy");
    await ok(stack.destroy());
    expect(simulator.ledger.owned()).toEqual([]);
    expect(simulator.ledger.released()).toHaveLength(4);
    expect(simulator.account.sites.size).toBe(0);
  });
});

test("lost answers make nothing twice, whatever was being made or released", async () => {
  const collections = [/\/sites$/, /\/sippeers$/, /\/orders$/, /\/tnoptions$/, /\/subscriptions$/, /\/disconnects$/];
  for (const path of collections) simulator.faults.on("POST", path, { kind: "lostAnswer" });
  const stack = await start(
    TWO +
      `\nnew bw.TnOptions("options", { telephoneNumbers: numbers.telephoneNumbers, sms: "on", callForward: "+16042661720" });` +
      `\nnew bw.Subscription("webhook", { orderType: "orders", callback: { url: "https://hooks.example.com/b" } });`,
  );
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

test("an order that does not end in time is in the state, and the next up follows it instead of buying again", async () => {
  simulator.account.script({ outcome: "stuck" });
  const stack = await start(
    program(SITE, PEER, numbers('search: { areaCode: "919" }, quantity: 2', '{ customTimeouts: { create: "5s" } }')),
  );
  const up = await fails(stack.up());
  const order = simulator.account.ordersOf("orders")[0];
  expect(up.text).toContain(`order ${order?.id}`);
  expect(up.text).toContain("PROCESSING");
  expect(up.text).toContain("It is in the state; it will not be placed again.");
  expect((await outputsOf(stack, "numbers")).orderIds).toEqual([order?.id]);

  stack.env.BW_ORDER_TIMEOUT = "1s";
  stack.setProgram(TWO);
  await fails(stack.up());
  expect(orderPosts()).toHaveLength(1);

  Object.assign(order ?? {}, { dueAt: Date.now(), script: undefined });
  await ok(stack.up());
  expect(orderPosts()).toHaveLength(1);
  expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual([number(0), number(1)]);
  await expectSettled(stack, simulator);
});

test("a replacement by force and a taint buy nothing, and lose nothing", async () => {
  const stack = await start(TWO);
  await ok(stack.up());
  const urn = await urnOf(stack, "numbers");

  const replaced = await ok(stack.up("--target-replace", urn));
  expect(rows(replaced)).toContain("create-replacement numbers");
  await ok(stack.run("state", "taint", urn, "--yes"));
  const tainted = await ok(stack.up());
  expect(rows(tainted).some((row) => row.startsWith("create-replacement numbers"))).toBe(true);

  expect(simulator.ledger.bought()).toEqual([number(0), number(1)]);
  expect(simulator.ledger.released()).toEqual([]);
  expect(orderPosts()).toHaveLength(1);
  await expectSettled(stack, simulator);
  // The last holder owns them, and releases them in the end.
  await ok(stack.destroy());
  expect(simulator.ledger.owned()).toEqual([]);
});

test("what a replacement by force has taken over stays, also when the delete of the old one comes only in a later run", async () => {
  const everything = `${TWO}
    const spare = new bw.Site("spare", { name: "Durham", address: ${ADDRESS} });
    const { telephoneNumbers } = numbers;
    const options = new bw.TnOptions("options", { telephoneNumbers, sms: "on" });
    const caller = { telephoneNumbers, callerName: "Main office", address: ${ADDRESS}, allowRemoval: true };
    const help = new bw.E911Address("help", caller);
    const callback = { url: "https://hooks.example.com/b" };
    const webhook = new bw.Subscription("webhook", { orderType: "orders", callback });`;
  const stack = await start(everything);
  await ok(stack.up());
  const names = ["office", "trunk", "numbers", "spare", "options", "help", "webhook"];
  const urns = await Promise.all(names.map((name) => urnOf(stack, name)));
  const { sites, peers, subscriptions } = simulator.account;
  const now = () => structuredClone([...sites, ...peers, ...subscriptions.keys(), ...simulator.account.numbers]);
  const before = now();

  // What bears no mark at Bandwidth, as a subscription, is known to this run by the refresh.
  const replaced = await ok(stack.up("--refresh", ...urns.flatMap((urn) => ["--target-replace", urn])));
  expect(replaced.steps.filter(({ op }) => op === "create-replacement")).toHaveLength(names.length);
  expect(now()).toEqual(before);

  // Everything is made anew; then something else fails, and the run ends before its deletes.
  for (const urn of urns) await ok(stack.run("state", "taint", urn, "--yes"));
  simulator.account.script({ kind: "orders", outcome: "failed" });
  const all = "{ dependsOn: [site, peer, numbers, spare, options, help, webhook] }";
  const taken = `{ siteId: site.siteId, sipPeerId: peer.sipPeerId, telephoneNumbers: ["${number(7)}"] }`;
  stack.setProgram(`${everything}\nnew bw.PhoneNumberOrder("taken", ${taken}, ${all});`);
  await fails(stack.up("--refresh"));
  stack.setProgram(everything);
  const mark = simulator.requests.mark();
  const next = await ok(stack.up());
  expect(next.steps.filter(({ op }) => op === "delete-replaced")).toHaveLength(names.length);
  expect(writes(simulator, mark)).toEqual([]);
  expect(now()).toEqual(before);
  await expectSettled(stack, simulator);
  await ok(stack.destroy());
  expect([simulator.ledger.owned().length, sites.size, subscriptions.size]).toEqual([0, 0, 0]);
});

test("two stacks with the same program on one account never take each other's numbers", async () => {
  const text = TWO.replace('"Raleigh"', "process.env.SITE");
  const first = await start(text, { SITE: "Raleigh" });
  const second = await start(text, { SITE: "Durham" });
  await ok(first.up());
  await ok(second.up());
  expect(simulator.ledger.bought()).toHaveLength(4);
  const { telephoneNumbers: ofFirst } = await outputsOf(first, "numbers");
  const { telephoneNumbers: ofSecond } = await outputsOf(second, "numbers");
  expect(ofSecond).toEqual([number(2), number(3)]);
  await ok(second.destroy());
  expect(simulator.ledger.owned()).toEqual(ofFirst);
  const mark = simulator.requests.mark();
  await ok(first.up());
  expect(writes(simulator, mark)).toEqual([]);
});
