import { afterEach, describe, expect, test } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import type { Workspace } from "./harness/workspace.js";
import { ok, outputsOf, PEER, program, rows, SITE, stackOn, writes } from "./support.js";

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function account(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  open.push(() => simulator.close());
  return simulator;
}

async function stackAt(simulator: Simulator, text: string, env: Record<string, string> = {}): Promise<Workspace> {
  const stack = await stackOn(simulator, text, { env, timeoutMs: 400_000 });
  open.push(() => stack.cleanup());
  return stack;
}

/** So many orders of one number. */
function orders(count: number): string {
  return `for (let index = 0; index < ${count}; index++) new bw.PhoneNumberOrder("order-" + index, {
  siteId: site.siteId, sipPeerId: peer.sipPeerId, search: { areaCode: index % 2 ? "919" : "984" }, quantity: 1 });`;
}

const webhooks = (
  count: number,
) => `for (let index = 0; index < ${count}; index++) new bw.Subscription("hook-" + index, {
  orderType: "orders", callback: { url: "https://hooks.example.com/" + index } });`;

/** The numbers that a stack's state holds, of all its orders. */
async function numbersIn(stack: Workspace): Promise<string[]> {
  const { deployment } = await stack.stackExport();
  return (deployment.resources ?? []).flatMap(
    ({ outputs }) => (outputs?.telephoneNumbers as string[] | undefined) ?? [],
  );
}

const orderPosts = (simulator: Simulator) => simulator.requests.matching("POST", /\/orders$/).length;

describe("200 resources in one up", () => {
  test("each get their own number once, cost a page to refresh, and are all given back", async () => {
    const simulator = await account({ orderLatencyMs: 50 });
    const stack = await stackAt(simulator, program(SITE, PEER, orders(180), webhooks(18)));
    await ok(stack.up());
    const held = await numbersIn(stack);
    expect(new Set(held).size).toBe(180);
    expect([...held].sort()).toEqual(simulator.ledger.owned());
    expect(orderPosts(simulator)).toBe(180);
    expect(simulator.ledger.boughtTwice()).toEqual([]);
    expect(simulator.account.subscriptions.size).toBe(18);

    const mark = simulator.requests.mark();
    const again = await ok(stack.up("--refresh"));
    expect(rows(again)).toEqual([]);
    expect(writes(simulator, mark)).toEqual([]);
    const pages = simulator.requests.since(mark).filter(({ path }) => path.endsWith("/tns"));
    // One answer is shared by those who ask within some seconds, and the engine takes longer than that.
    expect(pages.length).toBeLessThan(30);

    await ok(stack.destroy());
    expect(simulator.ledger.owned()).toEqual([]);
    expect([...simulator.ledger.released()].sort()).toEqual([...held].sort());
    expect(simulator.account.sites.size).toBe(0);
  }, 600_000);
});

describe("two stacks on one account", () => {
  const own = program(SITE.replace('"Raleigh"', "process.env.SITE"), PEER, orders(12));

  test("at once get what they want, and each gives back only its own", async () => {
    const simulator = await account({ orderLatencyMs: 300, orderVisibilityDelayMs: 100 });
    const [first, second] = await Promise.all([
      stackAt(simulator, own, { SITE: "Raleigh" }),
      stackAt(simulator, own, { SITE: "Durham" }),
    ]);
    await Promise.all([ok(first.up()), ok(second.up())]);
    const [ofFirst, ofSecond] = await Promise.all([numbersIn(first), numbersIn(second)]);
    expect([ofFirst.length, ofSecond.length]).toEqual([12, 12]);
    expect(new Set([...ofFirst, ...ofSecond]).size).toBe(24);
    expect(simulator.ledger.boughtTwice()).toEqual([]);
    await Promise.all([ok(second.destroy()), ok(first.up())]);
    expect(simulator.ledger.owned()).toEqual([...ofFirst].sort());
    expect(simulator.account.sites.size).toBe(1);
  });

  test("with the same project and stack name on two state backends never adopt each other's orders", async () => {
    const simulator = await account({ orderLatencyMs: 100 });
    const same = program(SITE, PEER, orders(6));
    const first = await stackAt(simulator, same);
    await ok(first.up());
    const ofFirst = await numbersIn(first);
    // A copy of the project at somebody else's machine: every URN is the same, only the state is another one.
    const second = await stackAt(simulator, same);
    await ok(second.up());
    const ofSecond = await numbersIn(second);
    expect(orderPosts(simulator)).toBe(12);
    expect(new Set([...ofFirst, ...ofSecond]).size).toBe(12);
    const { urn } =
      (await second.stackExport()).deployment.resources?.find(({ urn }) => urn.endsWith("::order-0")) ?? {};
    expect((await first.stackExport()).deployment.resources?.map((resource) => resource.urn)).toContain(urn);

    const released = (await outputsOf(second, "order-0")).telephoneNumbers;
    await ok(second.destroy("--target", urn ?? ""));
    expect(simulator.ledger.released()).toEqual(released);
    const mark = simulator.requests.mark();
    await ok(first.up("--refresh"));
    expect(writes(simulator, mark)).toEqual([]);
    expect((await numbersIn(first)).sort()).toEqual([...ofFirst].sort());
  });
});

test("a rate limit of 5 requests per second makes everything slower, not wrong", async () => {
  const simulator = await account({ rateLimit: { perSecond: 5 } });
  const stack = await stackAt(simulator, program(SITE, PEER, orders(10), webhooks(2)));
  const up = await ok(stack.up());
  expect(up.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(simulator.ledger.owned()).toHaveLength(10);
  expect(simulator.ledger.boughtTwice()).toEqual([]);

  const refused = simulator.requests.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThan(0);
  // Those that were under way when the first one was refused, and then one look at a time.
  expect(refused.length).toBeLessThan(simulator.requests.length / 2);
});
