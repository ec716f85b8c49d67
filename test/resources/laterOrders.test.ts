import { describe, expect, test } from "vitest";
import { numberDesk } from "./numberDesk.js";

const desk = numberDesk();
const { searched } = desk;

const TYPE = "PhoneNumberOrder";

describe("an order that an old state does not know", () => {
  test("is back-ordered: a refresh counts what is to come, and a delete gives it up", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(2));
    desk.stack.simulator.account.script({ outcome: "backordered" });
    await desk.stack.update(TYPE, "n", id, state, { ...searched(4), backOrderRequested: true });

    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state.quantity).toBe(4);
    expect(read?.state.orderIds).toHaveLength(2);
    await desk.stack.delete(TYPE, "n", id, state);
    expect(desk.stack.simulator.ledger.owned()).toEqual([]);
    expect(desk.stack.writes().filter((write) => write === "PUT /orders/*")).toHaveLength(1);
  });

  test("is left alone when it is the order of what took this one's place by force", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(2));
    const next = await desk.stack.create(TYPE, "n", searched(3));
    expect(next.state.orderIds).toHaveLength(2);

    await desk.stack.deleteReplaced(TYPE, "n", { id, state }, next);
    expect(desk.stack.simulator.ledger.released()).toEqual([]);
    expect(desk.stack.simulator.ledger.owned()).toEqual(next.state.telephoneNumbers);
  });

  test("is found again when what took this one's place by force died before the state heard of it", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(2));
    await desk.stack.create(TYPE, "n", searched(3));

    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual(desk.stack.simulator.ledger.owned());
    await desk.stack.delete(TYPE, "n", id, state);
    expect(desk.stack.simulator.ledger.owned()).toEqual([]);
  });

  test("is left alone when another stack has adopted it since", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(1));
    const grown = await desk.stack.update(TYPE, "n", id, state, searched(2));
    const [, later = ""] = grown.orderIds as string[];
    await desk.stack.api.orders.addNote(later, "pulumi-bandwidth claim of-another-stack and-its-mark");

    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual(state.telephoneNumbers);
    await desk.stack.delete(TYPE, "n", id, state);
    const [, kept] = grown.telephoneNumbers as string[];
    expect(desk.stack.simulator.ledger.owned()).toEqual([kept]);
  });

  test("is left to what has replaced this one by force, also when nothing of this one is there", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(2));
    for (const number of state.telephoneNumbers as string[]) desk.stack.simulator.account.disconnectNumber(number);
    const next = await desk.stack.create(TYPE, "n", searched(1));
    await desk.stack.deleteReplaced(TYPE, "n", { id, state }, next);
    expect(desk.stack.simulator.ledger.owned()).toEqual(next.state.telephoneNumbers);
  });

  test.each([
    "refreshed and deleted",
    "deleted",
  ])("is not forgotten when all known numbers are gone: %s", async (how) => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(2));
    // A killed run: it grew, and the state never heard of it.
    await desk.stack.update(TYPE, "n", id, state, searched(3));
    for (const number of state.telephoneNumbers as string[]) desk.stack.simulator.account.disconnectNumber(number);
    const left = desk.stack.simulator.ledger.owned();
    expect(left).toHaveLength(1);
    const read = how === "deleted" ? undefined : await desk.stack.read(TYPE, "n", id, state);
    if (read) expect(read.state.telephoneNumbers).toEqual(left);
    await desk.stack.delete(TYPE, "n", id, read?.state ?? state);
    expect(desk.stack.simulator.ledger.owned()).toEqual([]);
  });

  test.each(["a refresh", "an update", "a delete"])("that the list showed too late is found by %s", async (step) => {
    // The run that placed it was killed, and the next one did not see it.
    desk.stack.simulator.settings.orderVisibilityDelayMs = 1_500;
    await desk.stack.create(TYPE, "n", searched(1));
    const { id, state } = await desk.stack.create(TYPE, "n", searched(1));
    expect(desk.stack.simulator.ledger.owned()).toHaveLength(2);
    desk.stack.time.pass(1_600);
    desk.stack.simulator.settings.orderVisibilityDelayMs = 0;

    const read = step === "a refresh" ? await desk.stack.read(TYPE, "n", id, state) : undefined;
    if (read) {
      expect([...(read.state.telephoneNumbers as string[])].sort()).toEqual(
        [...desk.stack.simulator.ledger.owned()].sort(),
      );
      const mark = desk.stack.simulator.requests.length;
      await desk.stack.read(TYPE, "n", id, read.state);
      const looks = desk.stack.simulator.requests.slice(mark).filter(({ path }) => /\/orders$/.test(path));
      expect(looks).toHaveLength(1);
    }
    if (step === "an update") {
      const fewer = await desk.stack.goOn(TYPE, "n", id, state, searched(1));
      expect(desk.stack.simulator.ledger.owned()).toEqual(fewer.telephoneNumbers);
    }
    await desk.stack.delete(TYPE, "n", id, read?.state ?? state);
    expect(desk.stack.simulator.ledger.owned()).toEqual([]);
  });

  test("that the list showed too late, and of which another resource has taken a number, leaves it that number", async () => {
    desk.stack.simulator.settings.orderVisibilityDelayMs = 1_500;
    const killed = await desk.stack.create(TYPE, "n", searched(2));
    const { id, state } = await desk.stack.create(TYPE, "n", searched(2));
    desk.stack.time.pass(1_600);
    desk.stack.simulator.settings.orderVisibilityDelayMs = 0;
    const [taken = "", left = ""] = killed.state.telephoneNumbers as string[];
    await desk.stack.api.orders.addNote(killed.id, `pulumi-bandwidth passed 3fa94b07c1de ${taken} 0a1b2c`);

    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual([...(state.telephoneNumbers as string[]), left]);
    await desk.stack.delete(TYPE, "n", id, read?.state ?? {});
    expect(desk.stack.simulator.ledger.owned()).toEqual([taken]);
  });

  test("is found behind one that failed, when the take-over of the first broke off", async () => {
    const { account, faults, ledger } = desk.stack.simulator;
    const first = await desk.stack.create(TYPE, "n", searched(1));
    account.script({ outcome: "failed" });
    const failed = await desk.stack
      .update(TYPE, "n", first.id, first.state, searched(2))
      .catch((error) => error.done.outputs);
    await desk.stack.update(TYPE, "n", first.id, failed, searched(2));
    const owned = ledger.owned();
    expect(owned).toHaveLength(2);

    // The state has lost it, and the next run comes as far as the first order.
    faults.on("GET", /\/tns$/, { kind: "status", status: 403 });
    const again = await desk.stack.create(TYPE, "n", searched(2)).catch((error) => error.done);
    expect(again.outputs.telephoneNumbers).toHaveLength(1);
    const whole = await desk.stack.goOn(TYPE, "n", again.id, again.outputs, searched(2));
    expect(whole.telephoneNumbers).toEqual(owned);
    expect(ledger.owned()).toEqual(owned);
  });

  test("of an imported list that grew is found by a delete", async () => {
    const listed = (...last: number[]) => ({ ...desk.place, telephoneNumbers: last.map((one) => `+1919555010${one}`) });
    for (const number of listed(0, 1).telephoneNumbers)
      desk.stack.simulator.account.buyNumber({ ...desk.place, number });
    const found = await desk.stack.read(TYPE, "n", listed(0, 1).telephoneNumbers.join(","));
    const [id, state] = [found?.id ?? "", found?.state ?? {}];
    await desk.stack.update(TYPE, "n", id, state, listed(0, 1, 2));
    await desk.stack.delete(TYPE, "n", id, state);
    expect(desk.stack.simulator.ledger.owned()).toEqual([]);
  });

  test("is still open: that it was found again is no success", async () => {
    const made = await desk.stack.create(TYPE, "n", searched(1));
    await desk.stack.updateInVain(TYPE, "orders", "n", made, searched(2));
    // The state does not know of it, as when the run was killed.
    const { id, state } = await desk.stack.updateInVain(TYPE, "orders", "n", made, searched(2));
    expect(state.telephoneNumbers).toHaveLength(1);
    desk.stack.release();
    const whole = await desk.stack.goOn(TYPE, "n", id, state, searched(2));
    expect(whole.telephoneNumbers).toEqual(desk.stack.simulator.ledger.owned());
    expect(whole.telephoneNumbers).toHaveLength(2);
  });
});
