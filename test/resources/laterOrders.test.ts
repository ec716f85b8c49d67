import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

let stack: Stack;
let place: { siteId: string; sipPeerId: string };
beforeEach(async () => {
  stack = await Stack.start();
  place = await stack.place();
});
afterEach(() => stack.close());

const TYPE = "PhoneNumberOrder";
const wish = (quantity: number): Values => ({ ...place, search: { areaCode: "919" }, quantity });

describe("an order that an old state does not know", () => {
  test("is back-ordered: a refresh counts what is to come, and a delete gives it up", async () => {
    const { id, state } = await stack.create(TYPE, "n", wish(2));
    stack.simulator.account.script({ outcome: "backordered" });
    await stack.update(TYPE, "n", id, state, { ...wish(4), backOrderRequested: true });

    const read = await stack.read(TYPE, "n", id, state);
    expect(read?.state.quantity).toBe(4);
    expect(read?.state.orderIds).toHaveLength(2);
    await stack.delete(TYPE, "n", id, state);
    expect(stack.simulator.ledger.owned()).toEqual([]);
    expect(stack.writes().filter((write) => write === "PUT /orders/*")).toHaveLength(1);
  });

  test("is left alone when it is the order of what took this one's place by force", async () => {
    const { id, state } = await stack.create(TYPE, "n", wish(2));
    const next = await stack.create(TYPE, "n", wish(3));
    expect(next.state.orderIds).toHaveLength(2);

    await stack.deleteReplaced(TYPE, "n", { id, state }, next);
    expect(stack.simulator.ledger.released()).toEqual([]);
    expect(stack.simulator.ledger.owned()).toEqual(next.state.telephoneNumbers);
  });

  test("is found again when what took this one's place by force died before the state heard of it", async () => {
    const { id, state } = await stack.create(TYPE, "n", wish(2));
    await stack.create(TYPE, "n", wish(3));

    const read = await stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual(stack.simulator.ledger.owned());
    await stack.delete(TYPE, "n", id, state);
    expect(stack.simulator.ledger.owned()).toEqual([]);
  });

  test("is left alone when another stack has adopted it since", async () => {
    const { id, state } = await stack.create(TYPE, "n", wish(1));
    const grown = await stack.update(TYPE, "n", id, state, wish(2));
    const [, later = ""] = grown.orderIds as string[];
    await stack.api.orders.addNote(later, "pulumi-bandwidth claim of-another-stack and-its-mark");

    const read = await stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual(state.telephoneNumbers);
    await stack.delete(TYPE, "n", id, state);
    const [, kept] = grown.telephoneNumbers as string[];
    expect(stack.simulator.ledger.owned()).toEqual([kept]);
  });

  test("is left to what has replaced this one by force, also when nothing of this one is there", async () => {
    const { id, state } = await stack.create(TYPE, "n", wish(2));
    for (const number of state.telephoneNumbers as string[]) stack.simulator.account.disconnectNumber(number);
    const next = await stack.create(TYPE, "n", wish(1));
    await stack.deleteReplaced(TYPE, "n", { id, state }, next);
    expect(stack.simulator.ledger.owned()).toEqual(next.state.telephoneNumbers);
  });

  test.each([
    "refreshed and deleted",
    "deleted",
  ])("is not forgotten when all known numbers are gone: %s", async (how) => {
    const { id, state } = await stack.create(TYPE, "n", wish(2));
    // A killed run: it grew, and the state never heard of it.
    await stack.update(TYPE, "n", id, state, wish(3));
    for (const number of state.telephoneNumbers as string[]) stack.simulator.account.disconnectNumber(number);
    const left = stack.simulator.ledger.owned();
    expect(left).toHaveLength(1);
    const read = how === "deleted" ? undefined : await stack.read(TYPE, "n", id, state);
    if (read) expect(read.state.telephoneNumbers).toEqual(left);
    await stack.delete(TYPE, "n", id, read?.state ?? state);
    expect(stack.simulator.ledger.owned()).toEqual([]);
  });

  test.each(["a refresh", "an update", "a delete"])("that the list showed too late is found by %s", async (step) => {
    // The run that placed it was killed, and the next one did not see it.
    stack.simulator.settings.orderVisibilityDelayMs = 1_500;
    await stack.create(TYPE, "n", wish(1));
    const { id, state } = await stack.create(TYPE, "n", wish(1));
    expect(stack.simulator.ledger.owned()).toHaveLength(2);
    stack.time.pass(1_600);
    stack.simulator.settings.orderVisibilityDelayMs = 0;

    const read = step === "a refresh" ? await stack.read(TYPE, "n", id, state) : undefined;
    if (read) {
      expect([...(read.state.telephoneNumbers as string[])].sort()).toEqual([...stack.simulator.ledger.owned()].sort());
      const mark = stack.simulator.requests.length;
      await stack.read(TYPE, "n", id, read.state);
      const looks = stack.simulator.requests.slice(mark).filter(({ path }) => /\/orders$/.test(path));
      expect(looks).toHaveLength(1);
    }
    if (step === "an update") {
      const fewer = await stack.goOn(TYPE, "n", id, state, wish(1));
      expect(stack.simulator.ledger.owned()).toEqual(fewer.telephoneNumbers);
    }
    await stack.delete(TYPE, "n", id, read?.state ?? state);
    expect(stack.simulator.ledger.owned()).toEqual([]);
  });

  test("is found behind one that failed, when the take-over of the first broke off", async () => {
    const { account, faults, ledger } = stack.simulator;
    const first = await stack.create(TYPE, "n", wish(1));
    account.script({ outcome: "failed" });
    const failed = await stack.update(TYPE, "n", first.id, first.state, wish(2)).catch((error) => error.done.outputs);
    await stack.update(TYPE, "n", first.id, failed, wish(2));
    const owned = ledger.owned();
    expect(owned).toHaveLength(2);

    // The state has lost it, and the next run comes as far as the first order.
    faults.on("GET", /\/tns$/, { kind: "status", status: 403 });
    const again = await stack.create(TYPE, "n", wish(2)).catch((error) => error.done);
    expect(again.outputs.telephoneNumbers).toHaveLength(1);
    const whole = await stack.goOn(TYPE, "n", again.id, again.outputs, wish(2));
    expect(whole.telephoneNumbers).toEqual(owned);
    expect(ledger.owned()).toEqual(owned);
  });

  test("of an imported list that grew is found by a delete", async () => {
    const listed = (...last: number[]) => ({ ...place, telephoneNumbers: last.map((one) => `+1919555010${one}`) });
    for (const number of listed(0, 1).telephoneNumbers) stack.simulator.account.buyNumber({ ...place, number });
    const found = await stack.read(TYPE, "n", listed(0, 1).telephoneNumbers.join(","));
    const [id, state] = [found?.id ?? "", found?.state ?? {}];
    await stack.update(TYPE, "n", id, state, listed(0, 1, 2));
    await stack.delete(TYPE, "n", id, state);
    expect(stack.simulator.ledger.owned()).toEqual([]);
  });

  test("is still open: that it was found again is no success", async () => {
    const made = await stack.create(TYPE, "n", wish(1));
    await stack.updateInVain(TYPE, "orders", "n", made, wish(2));
    // The state does not know of it, as when the run was killed.
    const { id, state } = await stack.updateInVain(TYPE, "orders", "n", made, wish(2));
    expect(state.telephoneNumbers).toHaveLength(1);
    stack.release();
    const whole = await stack.goOn(TYPE, "n", id, state, wish(2));
    expect(whole.telephoneNumbers).toEqual(stack.simulator.ledger.owned());
    expect(whole.telephoneNumbers).toHaveLength(2);
  });
});
