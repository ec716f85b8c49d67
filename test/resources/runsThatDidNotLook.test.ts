import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Unfinished } from "../../provider/pulumi/definition/errors.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { Stack } from "./support.js";

const TYPE = "PhoneNumberOrder";
const number = (last: number) => `+1919555010${last}`;
let stack: Stack;
let place: { siteId: string; sipPeerId: string };
beforeEach(async () => {
  stack = await Stack.start();
  place = await stack.place();
});
afterEach(() => stack.close());

const owned = () => [...stack.simulator.ledger.owned()].sort();
const peerOf = (last: number) => stack.simulator.account.numbers.get(number(last))?.sipPeerId;
const listed = (...last: number[]): Values => ({ ...place, telephoneNumbers: last.map(number) });
const searched = (quantity: number): Values => ({ ...place, search: { areaCode: "919" }, quantity });
/** It goes away, and somebody else on the account buys it into another SIP peer. */
const takenBySomebody = async (last: number): Promise<string> => {
  const other = await stack.peer(place.siteId, "theirs", false);
  stack.simulator.account.disconnectNumber(number(last));
  stack.simulator.account.buyNumber({ sipPeerId: other, number: number(last) });
  return other;
};

describe("a run without a refresh", () => {
  test("does not disconnect a number that somebody else has bought since, when it is dropped", async () => {
    const { id, state } = await stack.create(TYPE, "n", listed(0, 1));
    await takenBySomebody(1);
    const next = await stack.update(TYPE, "n", id, state, listed(0));
    expect(next.telephoneNumbers).toEqual([number(0)]);
    expect(owned()).toEqual([number(0), number(1)]);
    expect(stack.said.join()).toContain(
      `${number(1)}: lost, and bought again by an order of somebody else; left alone`,
    );
  });

  test("does not disconnect it when the quantity goes down, nor the one that is left", async () => {
    const { id, state } = await stack.create(TYPE, "n", searched(3));
    const [first = "", second = "", third = ""] = state.telephoneNumbers as string[];
    stack.simulator.account.disconnectNumber(first);
    stack.simulator.account.disconnectNumber(second);
    const next = await stack.update(TYPE, "n", id, state, searched(1));
    expect(next.telephoneNumbers).toEqual([third]);
    expect(owned()).toEqual([third]);
    expect(stack.said.join()).toContain(`no longer in service on this account: ${first}, ${second}`);
  });

  test("does not move it into its own peer, and does not order it: it says whose it is", async () => {
    const { id, state } = await stack.create(TYPE, "n", listed(0, 1));
    const theirs = await takenBySomebody(1);
    const spare = await stack.peer(place.siteId, "spare", false);
    const wish = { ...listed(0, 1), sipPeerId: spare };
    const mark = stack.simulator.requests.length;
    const error: unknown = await stack.update(TYPE, "n", id, state, wish).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Unfinished);
    expect((error as Error).message).toContain(
      `Nothing was ordered.\n${number(1)}: in service on this account already`,
    );
    expect(stack.writes(mark)).toEqual([]);
    expect(peerOf(1)).toBe(theirs);
    const kept = (error as Unfinished).done.outputs;
    expect(kept.telephoneNumbers).toEqual([number(0)]);
    await stack.goOn(TYPE, "n", id, kept, { ...listed(0), sipPeerId: spare });
    expect([peerOf(0), peerOf(1)]).toEqual([spare, theirs]);
  });

  test("finds a number that was moved, whatever order has touched it since", async () => {
    const { id, state } = await stack.create(TYPE, "n", listed(0, 1));
    const spare = await stack.peer(place.siteId, "spare", false);
    stack.simulator.account.moveNumber(number(1), spare);
    Object.assign(stack.simulator.account.numbers.get(number(1)) ?? {}, {
      orderType: "DLDA_ORDER",
      orderId: "another",
    });
    const read = await stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual([number(0), number(1)]);
    await stack.update(TYPE, "n", id, read?.state ?? {}, listed(0));
    expect(owned()).toEqual([number(0)]);
  });
});

describe("numbers in the default peer of a site", () => {
  const wish = (last: number[], sipPeerId?: string): Values => ({
    siteId: place.siteId,
    ...(sipPeerId === undefined ? {} : { sipPeerId }),
    telephoneNumbers: last.map(number),
  });

  test("follow it when it is deleted and made again", async () => {
    const { id, state } = await stack.create(TYPE, "n", wish([0, 1]));
    const next = await stack.peer(place.siteId, "next", false);
    stack.simulator.account.moveNumber(number(0), next);
    stack.simulator.account.moveNumber(number(1), next);
    stack.simulator.account.peers.delete(place.sipPeerId);
    Object.assign(stack.simulator.account.peers.get(next) ?? {}, { isDefault: true });
    const read = await stack.read(TYPE, "n", id, state);
    const after = await stack.update(TYPE, "n", id, read?.state ?? {}, wish([0, 1, 2]));
    expect(after.misplacedNumbers).toEqual([]);
    expect([peerOf(0), peerOf(1), peerOf(2)]).toEqual([next, next, next]);
    expect(stack.diff(TYPE, after, wish([0, 1, 2])).changes).toEqual([]);
  });

  test("go there when the program names no peer any more", async () => {
    const spare = await stack.peer(place.siteId, "spare", false);
    const { id, state } = await stack.create(TYPE, "n", wish([0], spare));
    expect(peerOf(0)).toBe(spare);
    const after = await stack.update(TYPE, "n", id, state, wish([0]));
    expect(peerOf(0)).toBe(place.sipPeerId);
    expect(stack.diff(TYPE, after, wish([0])).changes).toEqual([]);
  });
});

test("a search that gave way to a list, and was replaced by force after that, says how to go on, and is not stuck", async () => {
  const first = await stack.create(TYPE, "n", searched(2));
  const numbers = first.state.telephoneNumbers as string[];
  const list = { ...place, telephoneNumbers: numbers };
  await expect(stack.create(TYPE, "n", list)).rejects.toThrow(`"${numbers.join(",")}"`);
  const adopted = await stack.create(TYPE, "n", list, numbers.join(","));
  expect(adopted.state.telephoneNumbers).toEqual(numbers);
  expect(owned()).toEqual([...numbers].sort());
});
