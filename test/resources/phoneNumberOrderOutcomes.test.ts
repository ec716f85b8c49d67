import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import {
  balance,
  beginWith,
  create,
  program,
  sipPeerId,
  siteId,
  stack,
  withNumbersToSell,
} from "./phoneNumberOrderSupport.js";

const TYPE = "PhoneNumberOrder";

/** With a short time limit, for orders that are stuck. */
const hasty = () => beginWith({ BW_ORDER_TIMEOUT: "300ms" });

describe("a number order that does not end well", () => {
  withNumbersToSell();

  test("PARTIAL, not allowed: every failed number with code and words, and what was bought is kept", async () => {
    const list = ["+19195550100", "+19195550101", "+19195550102"];
    stack.simulator.account.script({
      outcome: "partial",
      numbers: ["+19195550101"],
      code: "5005",
      description: "Telephone Number Unavailable",
    });
    const error = await create({ siteId, sipPeerId, telephoneNumbers: list }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PartialFailure);
    const { message, done } = error as PartialFailure;
    expect(message).toContain("+19195550101: 5005 Telephone Number Unavailable");
    expect(message).toContain("What was bought is in the state: +19195550100, +19195550102.");
    expect(done.outputs.telephoneNumbers).toEqual(["+19195550100", "+19195550102"]);
    // The next run orders the rest, and nothing else.
    const next = await stack.update(TYPE, "main", String(done.id), done.outputs, {
      siteId,
      sipPeerId,
      telephoneNumbers: list,
    });
    expect([...(next.telephoneNumbers as string[])].sort()).toEqual(list);
    expect(balance()).toEqual(list);
  });

  test("PARTIAL, allowed: the shortfall is a difference that the next run orders", async () => {
    stack.simulator.account.script({ outcome: "partial", count: 4, code: "5018" });
    const wanted = { ...program, partialAllowed: true };
    const { id, state } = await create(wanted);
    const held = (state.telephoneNumbers as string[]).length;
    expect(held).toBeLessThan(10);
    expect(state.failedNumbers).not.toEqual([]);
    expect(stack.diff(TYPE, state, wanted).changes.map(({ path }) => path)).toEqual(["quantity"]);
    expect((await stack.update(TYPE, "main", id, state, wanted)).telephoneNumbers).toHaveLength(10);
    expect(balance()).toHaveLength(10);
  });

  test("FAILED leaves nothing in the state, and the next run orders anew", async () => {
    stack.simulator.account.script({
      outcome: "failed",
      code: "5018",
      description: "The entire quantity is unavailable",
    });
    const error = await create().catch((thrown: unknown) => thrown);
    expect(error).not.toBeInstanceOf(PartialFailure);
    expect(String(error)).toContain("5018 The entire quantity is unavailable");
    expect((await create()).state.telephoneNumbers).toHaveLength(10);
    expect(balance()).toHaveLength(10);
  });

  test("BACKORDERED: reported, followed by later refreshes, and never ordered again", async () => {
    stack.simulator.account.script({ outcome: "backordered" });
    const wanted = { ...program, backOrderRequested: true, partialAllowed: true };
    const { id, state } = await create(wanted);
    expect(state.status).toBe("BACKORDERED");
    expect(stack.diff(TYPE, state, wanted).changes).toEqual([]);
    stack.simulator.account.fillBackOrder(id, 4);
    const later = await stack.read(TYPE, "main", id, state);
    expect(later?.state.telephoneNumbers).toHaveLength(4);
    expect(stack.diff(TYPE, later?.state ?? {}, wanted).changes).toEqual([]);
    await stack.delete(TYPE, "main", id, later?.state ?? {});
    expect(balance()).toEqual([]);
    expect(stack.writes()).toContain("PUT /orders/*");
  });

  test("an order of a killed run, placed for another SIP peer, brings its numbers to where they are wanted now", async () => {
    await hasty();
    // Its state is lost.
    await stack.createInVain(TYPE, "orders", "main", program);
    const elsewhere = String((await stack.create("SipPeer", "other", { siteId, name: "other" })).state.sipPeerId);
    // It ends after the next run has taken it up, while that waits for it.
    const onHit = () => stack.release();
    stack.simulator.faults.add({ method: "POST", path: /notes$/, fault: { kind: "delay", ms: 0 }, onHit });
    const { id, state } = await create({ ...program, sipPeerId: elsewhere });
    expect(balance()).toHaveLength(10);
    expect((await stack.read(TYPE, "main", id, state))?.state).toMatchObject({ misplacedNumbers: [] });
    expect(stack.said.join()).toContain("nothing is bought twice");
  });

  test("an order that does not end in time is in the state, and the next run follows it", async () => {
    await hasty();
    stack.simulator.account.script({ outcome: "stuck" });
    const error = (await create().catch((thrown: unknown) => thrown)) as PartialFailure;
    expect(error).toBeInstanceOf(PartialFailure);
    expect(error.done.id).toBeDefined();
    // Not finished is no success of a later run either (docs/maintainers/money.md#unknown-is-not-success).
    const goesOn = stack.goOn(TYPE, "main", String(error.done.id), error.done.outputs, program);
    await expect(goesOn).rejects.toThrow("is still open");
    expect(stack.writes()).toEqual(["POST /sites", "POST /sites/*/sippeers", "POST /orders"]);
    stack.release();
    const next = await stack.update(
      TYPE,
      "main",
      String(error.done.id),
      { ...error.done.outputs, status: "" },
      { ...program, quantity: 11 },
    );
    expect(next.telephoneNumbers).toHaveLength(11);
    expect(balance()).toHaveLength(11);
  });
});
