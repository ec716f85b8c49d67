import { describe, expect, test } from "vitest";
import {
  engineAccount,
  expectSettled,
  fails,
  namesInState,
  number,
  numbers,
  ok,
  outputsOf,
  PEER,
  program,
  quoted,
  rows,
  SITE,
  writes,
} from "./support.js";

const { simulator, stackOf } = await engineAccount();

const searched = (more: string) => program(SITE, PEER, numbers(`search: { areaCode: "919" }, quantity: 3, ${more}`));

describe("an order that is filled in part", () => {
  test("is an error that names what failed and why; what was bought is in the state, and the next up orders the rest", async () => {
    const wanted = [number(1), number(2), number(3), number(4)];
    simulator.account.script({
      outcome: "partial",
      numbers: [number(2), number(4)],
      code: "5218",
      description: "The telephone number is being processed by another order",
    });
    const stack = await stackOf(program(SITE, PEER, numbers(`telephoneNumbers: ${quoted(wanted)}`)));
    const up = await fails(stack.up());
    expect(up.text).toMatch(/order .* ended PARTIAL: it bought 2 of 4 numbers/);
    for (const failed of [number(2), number(4)]) {
      expect(up.text).toContain(`${failed}: 5218 The telephone number is being processed by another order`);
    }
    const { telephoneNumbers, failedNumbers, status } = await outputsOf(stack, "numbers");
    expect({ telephoneNumbers, status }).toEqual({ telephoneNumbers: [number(1), number(3)], status: "PARTIAL" });
    expect(failedNumbers).toHaveLength(2);

    const mark = simulator.requests.mark();
    await ok(stack.up());
    expect(writes(simulator, mark)).toEqual(["POST /orders"]);
    expect(simulator.ledger.bought()).toEqual([number(1), number(3), number(2), number(4)]);
    await expectSettled(stack, simulator);
  });

  test("can be refreshed as it is, and taken down", async () => {
    simulator.account.script({ outcome: "partial", count: 1 });
    const stack = await stackOf(searched(""));
    await fails(stack.up());
    await ok(stack.refresh());
    expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual([number(0), number(1)]);
    // The same when it is a change that fails.
    stack.setProgram(searched("").replace("quantity: 3", "quantity: 5"));
    simulator.account.script({ outcome: "partial", count: 1 });
    await fails(stack.up());
    await ok(stack.refresh());
    await ok(stack.destroy());
    expect(simulator.ledger.owned()).toEqual([]);
    expect(simulator.account.sites.size).toBe(0);
  });

  test("is no error when that is allowed; the shortfall is a difference, and the next up orders it", async () => {
    simulator.account.script({ outcome: "partial", count: 1 });
    const stack = await stackOf(searched("partialAllowed: true"));
    const up = await ok(stack.up());
    expect(up.diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(up.diagnostics[0]?.message).toContain("it bought 2 of 3 numbers");
    expect(up.diagnostics[0]?.message).toContain(`${number(2)}: 5005 `);

    expect(rows(await ok(stack.preview()))).toEqual(["update numbers"]);
    const refresh = await ok(stack.refresh());
    expect(rows(refresh)).toEqual(["update numbers: quantity"]);
    expect(rows(await ok(stack.up()))).toEqual(["update numbers: quantity"]);
    expect(simulator.ledger.owned()).toHaveLength(3);
    await expectSettled(stack, simulator);
  });
});

test("an order that failed leaves nothing in the state, and nothing bought", async () => {
  simulator.account.script({ outcome: "failed", code: "5018", description: "Nothing is available" });
  const stack = await stackOf(searched(""));
  const up = await fails(stack.up());
  expect(up.text).toMatch(/FAILED, and bought nothing/);
  expect(up.text).toContain("5018 Nothing is available");
  expect(await namesInState(stack)).toEqual(["office", "trunk"]);
  expect(simulator.ledger.bought()).toEqual([]);
  // The failed order is history: the next one is placed under another id.
  await ok(stack.up());
  expect(simulator.ledger.owned()).toHaveLength(3);
  await expectSettled(stack, simulator);
});

describe("a back-order", () => {
  const orderId = () => simulator.account.ordersOf("orders")[0]?.id ?? "";

  test("is reported as it is, followed by refreshes, and not ordered again", async () => {
    simulator.account.limitArea("919", 1);
    const stack = await stackOf(searched("backOrderRequested: true, partialAllowed: true"));
    const up = await ok(stack.up());
    expect(up.diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(up.diagnostics[0]?.message).toMatch(/is BACKORDERED: it brought 1 of 3 numbers, and 2 are still to come/);
    expect((await outputsOf(stack, "numbers")).status).toBe("BACKORDERED");
    await expectSettled(stack, simulator);

    simulator.account.limitArea("919", 100);
    simulator.account.fillBackOrder(orderId(), 1);
    await ok(stack.refresh());
    expect((await outputsOf(stack, "numbers")).telephoneNumbers).toEqual([number(0), number(1)]);
    simulator.account.fillBackOrder(orderId());
    await expectSettled(stack, simulator);
    const { telephoneNumbers, status } = await outputsOf(stack, "numbers");
    expect({ telephoneNumbers, status }).toEqual({
      telephoneNumbers: [number(0), number(1), number(2)],
      status: "COMPLETE",
    });
    expect(simulator.ledger.bought()).toHaveLength(3);
  });

  test("is closed before its numbers are released", async () => {
    simulator.account.limitArea("919", 1);
    const stack = await stackOf(searched("backOrderRequested: true, partialAllowed: true"));
    await ok(stack.up());
    const mark = simulator.requests.mark();
    await ok(stack.destroy());
    const done = writes(simulator, mark);
    expect(done[0]).toBe(`PUT /orders/${orderId()}`);
    expect(done[1]).toBe("POST /disconnects");
    expect(simulator.ledger.owned()).toEqual([]);
    expect(simulator.account.sites.size).toBe(0);
  });
});
