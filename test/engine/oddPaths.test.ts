import { expect, test } from "vitest";
import type { StateResource, Workspace } from "./harness/workspace.js";
import {
  engineAccount,
  expectSettled,
  fails,
  moveTo,
  namesInState,
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
let stack: Workspace;

const wish = (quantity: number, options?: string) =>
  program(SITE, PEER, numbers(`search: { areaCode: "919" }, quantity: ${quantity}`, options));
const KEY = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/bandwidth:StateKey::pulumi-bandwidth";
const NUMBERS = "urn:pulumi:dev::test::pulumi-nodejs:dynamic/bandwidth:PhoneNumberOrder::numbers";

const orderPosts = () => simulator.requests.matching("POST", /\/orders$/);

/** The numbers that a stack's state knows. */
async function known(name = "dev"): Promise<string[]> {
  const { stdout } = await ok(stack.run("stack", "export", "--stack", name));
  const { deployment } = JSON.parse(stdout) as { deployment: { resources?: StateResource[] } };
  const orders = (deployment.resources ?? []).filter(({ type }) => type.endsWith(":PhoneNumberOrder"));
  return orders.flatMap(({ outputs }) => outputs?.telephoneNumbers as string[]).sort();
}

/** The account owns so many numbers, all of them known to the state and none of them paid for twice or given up. */
async function expectOwned(count: number, released = 0): Promise<void> {
  const { ledger } = simulator;
  expect(ledger.boughtTwice()).toEqual([]);
  expect([ledger.owned().length, ledger.released().length]).toEqual([count, released]);
  expect(ledger.bought()).toHaveLength(count + released);
  expect(await known()).toEqual([...ledger.owned()].sort());
}

/** Starts a run and kills it, as a crash of the machine would, once a request has come whose answer is late. */
async function killAt(method: string, path: RegExp, ...command: string[]): Promise<void> {
  simulator.faults.on(method, path, { kind: "delay", ms: 10_000 });
  const before = simulator.requests.matching(method, path).length;
  const running = stack.spawn(...command, "--yes", "--skip-preview");
  for (const end = Date.now() + 180_000; simulator.requests.matching(method, path).length === before; ) {
    if (Date.now() > end) throw new Error(`no ${method} ${path}:\n${running.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await running.kill();
  await running.result;
}

test("an order that was taken out of the state, or renamed, is taken up again with all its numbers", async () => {
  stack = await stackOf(wish(2));
  await ok(stack.up());
  stack.setProgram(wish(3));
  await ok(stack.up());
  const before = await outputsOf(stack, "numbers");

  await ok(stack.run("state", "delete", await urnOf(stack, "numbers"), "--yes"));
  expect(await known()).toEqual([]);
  const up = await ok(stack.up());
  expect(rows(up)).toEqual(["create numbers"]);
  expect(up.text).toContain("nothing is bought twice");
  expect(orderPosts()).toHaveLength(2);
  await expectOwned(3);
  const { telephoneNumbers, orderIds } = await outputsOf(stack, "numbers");
  expect({ telephoneNumbers, orderIds }).toEqual({
    telephoneNumbers: before.telephoneNumbers,
    orderIds: before.orderIds,
  });

  const renamed = (quantity: number) =>
    wish(quantity, '{ aliases: [{ name: "numbers" }] }').replace('Order("numbers"', 'Order("lines"');
  stack.setProgram(renamed(3));
  const mark = simulator.requests.mark();
  expect(rows(await ok(stack.up()))).toEqual([]);
  expect(writes(simulator, mark)).toEqual([]);
  expect(await namesInState(stack)).toEqual(["lines", "office", "trunk"]);

  stack.setProgram(renamed(4));
  expect(rows(await ok(stack.up()))).toEqual(["update lines: quantity"]);
  expect(orderPosts()).toHaveLength(3);
  await expectOwned(4);
  await expectSettled(stack, simulator);
  await ok(stack.destroy());
  await expectOwned(0, 4);
});

test("a state restored from an old backup finds again what was bought since", async () => {
  stack = await stackOf(wish(2));
  await ok(stack.up());
  const backup = await stack.stackExport();
  stack.setProgram(wish(4));
  await ok(stack.up());

  // The program still wants what was bought since.
  await stack.stackImport(backup);
  await ok(stack.refresh());
  expect(rows(await ok(stack.up()))).toEqual([]);
  expect(orderPosts()).toHaveLength(2);
  await expectOwned(4);

  // Also without a refresh.
  await stack.stackImport(backup);
  await ok(stack.up());
  expect(orderPosts()).toHaveLength(2);
  await expectOwned(4);
  await expectSettled(stack, simulator);

  // It does not any more.
  await stack.stackImport(backup);
  stack.setProgram(wish(2));
  await ok(stack.refresh());
  expect(await known()).toEqual([0, 1, 2, 3].map((line) => number(line)));
  await ok(stack.up());
  await expectOwned(2, 2);

  // A destroy does not need the refresh.
  const second = await stack.stackExport();
  stack.setProgram(wish(3));
  await ok(stack.up());
  await stack.stackImport(second);
  await ok(stack.destroy());
  await expectOwned(0, 5);
  expect(simulator.account.sites.size).toBe(0);
});

test("an up of the order alone buys once the stack's key is there, and an up without it buys nothing", async () => {
  stack = await stackOf(wish(2));
  const alone = await fails(stack.up("--target", NUMBERS));
  expect(alone.text).toContain("siteId");
  expect(simulator.requests.since(0)).toEqual([]);
  await ok(stack.up("--exclude", NUMBERS));
  expect(await namesInState(stack)).toEqual(["office", "trunk"]);
  expect(orderPosts()).toHaveLength(0);

  await ok(stack.up("--target", NUMBERS));
  await expectOwned(2);
  stack.setProgram(wish(3).replace('"Raleigh"', '"Durham"'));
  expect(rows(await ok(stack.up("--exclude", NUMBERS)))).toEqual(["update office: name"]);
  await expectOwned(2);
  expect(rows(await ok(stack.up("--target", NUMBERS)))).toEqual(["update numbers: quantity"]);
  await expectOwned(3);
  await expectSettled(stack, simulator);
});

type Exported = Awaited<ReturnType<Workspace["stackExport"]>>;

/** The state without the key of the stack, and without what depends on it depending on it. */
function withoutKey(state: Exported): Exported {
  const text = JSON.stringify(state, (_name, value: unknown) =>
    Array.isArray(value) ? value.filter((one) => one !== KEY && (one as { urn?: string } | null)?.urn !== KEY) : value,
  );
  return JSON.parse(text) as Exported;
}

test("an order alone is refused, with nothing bought, while the key that its orders are found by is not there", async () => {
  stack = await stackOf(program(SITE, PEER));
  await ok(stack.up());
  // As in a stack of sites and peers that version 0.1.0 made.
  await stack.stackImport(withoutKey(await stack.stackExport()));
  const mark = simulator.requests.mark();
  stack.setProgram(wish(2));
  const alone = await fails(stack.up("--target", NUMBERS));
  expect(alone.text).toContain(`depends on '${KEY}'`);
  expect(writes(simulator, mark)).toEqual([]);
  await ok(stack.up("--target", NUMBERS, "--target", KEY));
  await expectOwned(2);
});

test("a killed up leaves a lock that `pulumi cancel` takes away; a destroy killed twice is resumed to its end", async () => {
  stack = await stackOf(wish(2));
  await killAt("POST", /\/orders$/, "up");
  const mark = simulator.requests.mark();
  const locked = await fails(stack.up());
  expect(locked.text).toContain("pulumi cancel");
  expect(simulator.requests.since(mark)).toEqual([]);
  await ok(stack.run("cancel", "--yes"));
  await ok(stack.up());
  expect(orderPosts()).toHaveLength(1);
  await expectOwned(2);

  // While the disconnect order is followed, and then while the peer is deleted.
  await killAt("GET", /\/disconnects\/[^/]+$/, "destroy");
  await stack.unlock();
  await killAt("DELETE", /\/sippeers\/[^/]+$/, "destroy");
  await stack.unlock();
  await ok(stack.destroy());
  await expectOwned(0, 2);
  expect([simulator.account.sites.size, simulator.account.peers.size]).toEqual([0, 0]);
  expect(simulator.requests.matching("POST", /\/disconnects$/)).toHaveLength(1);
});

test("an order that is moved to another stack takes its numbers along, and the old stack's destroy leaves them", async () => {
  stack = await stackOf(wish(2));
  await ok(stack.up());
  await moveTo(stack, "other", "office", "trunk", "numbers");
  expect([await known(), await known("other")]).toEqual([[], [number(0), number(1)]]);

  const mark = simulator.requests.mark();
  await ok(stack.destroy("--stack", "dev"));
  await ok(stack.up("--stack", "other"));
  expect(writes(simulator, mark)).toEqual([]);

  stack.setProgram(wish(3));
  expect(rows(await ok(stack.up("--stack", "other")))).toEqual(["update numbers: quantity"]);
  expect(simulator.ledger.bought()).toHaveLength(3);
  expect(await known("other")).toEqual([...simulator.ledger.owned()].sort());
  await ok(stack.destroy("--stack", "other"));
  expect(simulator.ledger.owned()).toEqual([]);
});

test("an order that was moved to another stack, and is still declared in the old one, belongs to who took it last", async () => {
  stack = await stackOf(wish(2));
  await ok(stack.up());
  await moveTo(stack, "other", "numbers");
  await ok(stack.up());
  await expectOwned(2);
  const destroy = await ok(stack.destroy("--stack", "other"));
  expect(destroy.text).toContain("stay: another resource has adopted them");
  await expectOwned(2);
});
