import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Call } from "../../provider/pulumi/definition/definition.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { OrderLedger } from "../../provider/resources/ordering/orderLedger.js";
import { Holdings } from "../../provider/resources/phoneNumberOrder/holdings.js";
import {
  noteBack,
  noteLeft,
  notePassing,
  passedToOthers,
  stillShared,
} from "../../provider/resources/phoneNumberOrder/passNotes.js";
import { closeRoom, leftInRoom, makeRoom } from "../../provider/resources/phoneNumberOrder/room.js";
import { resourceNamed, Stack } from "./support.js";

/*
 * Every order and note of every user was made with these formulas. If one of them changes, the provider no longer finds what it
 * bought: it buys again, or forgets numbers that are paid for. The literals below must never change.
 */

/** What the orders of numbers in these tests are about. */
const LIST = ["+19195550100", "+19195550101", "+19195550102"];

let stack: Stack;
beforeEach(async () => {
  stack = await Stack.start();
});
afterEach(() => stack.close());

const account = () => stack.simulator.account;
const bookOf = (state: Values) => state.__orders as OrderLedger;

describe("the notes on orders of numbers", () => {
  const CLAIM = "5e2d8a40-77f1-4d0c-9a3e-0d5b7c1e9f21";
  let orderId: string;
  let state: Values;
  let siteId: string;
  beforeEach(async () => {
    siteId = (await stack.place()).siteId;
    ({ id: orderId, state } = await stack.create("PhoneNumberOrder", "main", { siteId, telephoneNumbers: LIST }));
  });
  const notes = () => {
    const order = account().orders.get(String((state.orderIds as string[])[0]));
    return order && "notes" in order ? order.notes.map(({ description }) => description) : [];
  };
  const withoutRandom = () => notes().map((note) => note.replace(/ [0-9a-f]{6}$/, " RANDOM"));
  const add = (text: string) => stack.api.orders.addNote(orderId, text);
  const stockOf = (more: Partial<OrderLedger> = {}) =>
    new Holdings({ ...bookOf(state), claim: CLAIM, ...more }, { telephoneNumbers: LIST, orderIds: [orderId] });
  const call = (): Call<Stack["api"]> => stack.call("main");

  test("say whose the numbers of an order are that was taken over", async () => {
    const again = await stack.create("PhoneNumberOrder", "main", { siteId, telephoneNumbers: LIST });
    const resource = resourceNamed("PhoneNumberOrder");
    const imported = await stack.read("PhoneNumberOrder", "adopted", orderId);
    await resource.noteOwnership?.({ ...stack.call("adopted"), state: imported?.state ?? {} });
    const [first, second, ...others] = notes();
    expect([first, second]).toEqual([
      `pulumi-bandwidth claim ${bookOf(again.state).claim} 9ee26710409d`,
      `pulumi-bandwidth claim ${bookOf(imported?.state ?? {}).claim} a442985d4bfb`,
    ]);
    expect(others).toEqual([
      expect.stringMatching(/^pulumi-bandwidth passed [0-9a-f]{12}( \+1919555010[012]){3} [0-9a-f]{6}$/),
    ]);
  });

  test("keep numbers of which another state says that it has them, and no others", async () => {
    await add(`pulumi-bandwidth claim ${bookOf(state).claim} 000000000000`);
    await stack.delete("PhoneNumberOrder", "main", orderId, state);
    expect(stack.simulator.ledger.owned()).toEqual([]);
    ({ id: orderId, state } = await stack.create("PhoneNumberOrder", "other", { siteId, telephoneNumbers: LIST }));
    await add("pulumi-bandwidth claim of-another-stack and-its-mark");
    await stack.delete("PhoneNumberOrder", "other", orderId, state);
    expect(stack.simulator.ledger.owned()).toEqual(LIST);
  });

  test("say which numbers have passed, were let go, and are left", async () => {
    const stock = stockOf();
    await notePassing(call(), stock, orderId, LIST.slice(0, 2));
    stock.given.push(...LIST.slice(1));
    await noteLeft(call(), stock, state);
    await noteBack(call(), [{ orderId, telephoneNumbers: LIST.slice(2) }]);
    expect(withoutRandom()).toEqual([
      "pulumi-bandwidth passed 993063497fcd +19195550100 +19195550101 RANDOM",
      "pulumi-bandwidth left +19195550101 +19195550102 RANDOM",
      "pulumi-bandwidth passed back +19195550102 RANDOM",
    ]);
  });

  test("say for which resource numbers stay that is made anew, and which of them it has taken", async () => {
    const next = { siteId, telephoneNumbers: LIST.slice(0, 2), replacementTriggers: ["others"] };
    await makeRoom({ ...call(), id: orderId, makesRoomFor: () => next }, stockOf());
    expect(await leftInRoom(call(), LIST)).toEqual(new Set(LIST.slice(0, 2)));
    await closeRoom(call(), LIST.slice(1));
    expect(await leftInRoom(call(), LIST)).toEqual(new Set(LIST.slice(0, 1)));
    expect(withoutRandom()).toEqual([
      "pulumi-bandwidth room 50cad5a92622 +19195550100 +19195550101 RANDOM",
      "pulumi-bandwidth room taken +19195550101 RANDOM",
    ]);
  });

  test("are read again: for which resource numbers stay", async () => {
    await add(`pulumi-bandwidth room 50cad5a92622 ${LIST.join(" ")} 000001`);
    await add(`pulumi-bandwidth room 0123456789ab ${LIST[1]} 000002`);
    await add(`pulumi-bandwidth room taken ${LIST[2]} 000003`);
    expect(await leftInRoom(call(), LIST)).toEqual(new Set(LIST.slice(0, 1)));
  });

  test("are read again: what others have taken, and what was not let go yet", async () => {
    const shared = [{ orderId, telephoneNumbers: LIST }];
    await add(`pulumi-bandwidth passed 993063497fcd ${LIST.join(" ")} 000001`);
    await add(`pulumi-bandwidth passed 0123456789ab ${LIST[1]} 000002`);
    await add(`pulumi-bandwidth left ${LIST[0]} 000003`);
    await add(`pulumi-bandwidth passed back ${LIST[2]} 000004`);
    expect([...(await passedToOthers(call(), stockOf()))]).toEqual([[LIST[1], "0123456789ab"]]);
    expect(await stillShared(call(), stockOf({ shared }))).toEqual([{ orderId, telephoneNumbers: LIST.slice(1) }]);
  });
});
