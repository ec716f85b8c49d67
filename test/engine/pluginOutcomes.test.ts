import { expect, test } from "vitest";
import { change, resourcesOf, said, searched, withNumbers } from "./pluginSupport.js";
import { engineAccount, expectSettled, fails, number, ok, outputsOf, rows, writes } from "./support.js";

const { simulator, pluginStackOf } = await engineAccount();

const orderPosts = () => simulator.requests.matching("POST", /\/orders$/);

test("an order filled in part is an error that names what failed and why; what was bought is kept, and the next up orders the rest", async () => {
  const failing = [number(2), number(4)];
  const description = "The telephone number is being processed by another order";
  simulator.account.script({ outcome: "partial", numbers: failing, code: "5218", description });
  const stack = await pluginStackOf(withNumbers({ telephoneNumbers: [number(1), number(2), number(3), number(4)] }));
  const up = await fails(stack.up());
  expect(up.text).toMatch(/order .* ended PARTIAL: it bought 2 of 4 numbers/);
  for (const failed of failing) expect(up.text).toContain(`${failed}: 5218 ${description}`);
  const { telephoneNumbers, failedNumbers, status } = await outputsOf(stack, "numbers");
  expect({ telephoneNumbers, status }).toEqual({ telephoneNumbers: [number(1), number(3)], status: "PARTIAL" });
  expect(failedNumbers).toHaveLength(2);

  const mark = simulator.requests.mark();
  await ok(stack.up());
  expect(writes(simulator, mark)).toEqual(["POST /orders"]);
  expect(simulator.ledger.bought()).toEqual([number(1), number(3), number(2), number(4)]);
  await expectSettled(stack, simulator);
});

test("an order filled in part is no error when that is allowed; the shortfall is a difference, and the next up orders it", async () => {
  simulator.account.script({ outcome: "partial", count: 1 });
  const stack = await pluginStackOf(withNumbers(searched(3, { partialAllowed: true })));
  const up = await ok(stack.up());
  expect(said(up)).toHaveLength(1);
  expect(said(up)[0]).toMatch(/^warning: order .* it bought 2 of 3 numbers/);
  expect(said(up)[0]).toContain(`${number(2)}: 5005 `);

  expect(rows(await ok(stack.preview()))).toEqual(["update numbers: quantity"]);
  expect(rows(await ok(stack.refresh()))).toEqual(["update numbers: quantity"]);
  expect(rows(await ok(stack.up()))).toEqual(["update numbers: quantity"]);
  expect(simulator.ledger.owned()).toHaveLength(3);
  await expectSettled(stack, simulator);
});

test("an order that failed leaves nothing in the state, and nothing bought", async () => {
  simulator.account.script({ outcome: "failed", code: "5018", description: "Nothing is available" });
  const stack = await pluginStackOf(withNumbers(searched(3)));
  const up = await fails(stack.up());
  expect(up.text).toMatch(/FAILED, and bought nothing/);
  expect(up.text).toContain("5018 Nothing is available");
  expect((await resourcesOf(stack)).map(({ type }) => type).sort()).toEqual([
    "bandwidth:index:SipPeer",
    "bandwidth:index:Site",
  ]);
  expect(simulator.ledger.bought()).toEqual([]);
  await ok(stack.up());
  expect(simulator.ledger.owned()).toHaveLength(3);
});

test("a back-order is reported as it is, followed by refreshes, not ordered again, and closed before its numbers go", async () => {
  const orderId = () => simulator.account.ordersOf("orders")[0]?.id ?? "";
  simulator.account.limitArea("919", 1);
  const stack = await pluginStackOf(withNumbers(searched(3, { backOrderRequested: true, partialAllowed: true })));
  const up = await ok(stack.up());
  expect(said(up)).toHaveLength(1);
  expect(said(up)[0]).toMatch(/^warning: order .* is BACKORDERED: it brought 1 of 3 numbers, and 2 are still to come/);
  expect((await outputsOf(stack, "numbers")).status).toBe("BACKORDERED");
  await expectSettled(stack, simulator);

  simulator.account.limitArea("919", 100);
  simulator.account.fillBackOrder(orderId(), 1);
  await ok(stack.refresh());
  expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual([number(0), number(1)]);
  expect(orderPosts()).toHaveLength(1);

  const mark = simulator.requests.mark();
  await ok(stack.destroy());
  expect(writes(simulator, mark).slice(0, 2)).toEqual([`PUT /orders/${orderId()}`, "POST /disconnects"]);
  expect(simulator.ledger.owned()).toEqual([]);
});

test("an order that does not end within customTimeouts is in the state, and the next up follows it instead of buying again", async () => {
  simulator.account.script({ outcome: "stuck" });
  const stack = await pluginStackOf(withNumbers(searched(2), { customTimeouts: { create: "5s" } }));
  const up = await fails(stack.up());
  const order = simulator.account.ordersOf("orders")[0];
  expect(up.text).toContain(`order ${order?.id}`);
  expect(up.text).toContain("It is in the state; it will not be placed again.");
  expect((await outputsOf(stack, "numbers")).orderIds).toEqual([order?.id]);

  // An update has a limit of its own; with none, the configuration's counts.
  change(stack, withNumbers(searched(2), { customTimeouts: { update: "5s" } }));
  const again = await fails(stack.up());
  expect(again.text).toContain(`order ${order?.id}`);
  // The half hour of the configuration is longer than a test may take.
  expect(again.text).toContain("time limit");
  expect(orderPosts()).toHaveLength(1);

  Object.assign(order ?? {}, { dueAt: Date.now(), script: undefined });
  await ok(stack.up());
  expect(orderPosts()).toHaveLength(1);
  expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual([number(0), number(1)]);
  await expectSettled(stack, simulator);
});
