import { describe, expect, test } from "vitest";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { number, numberDesk } from "./numberDesk.js";

const TYPE = "PhoneNumberOrder";
const desk = numberDesk();
const { owned, listed, searched, peerOf } = desk;

/** It goes away, and somebody else on the account buys it into another SIP peer. */
const takenBySomebody = async (last: number): Promise<string> => {
  const other = await desk.stack.peer(desk.place.siteId, "theirs", false);
  desk.stack.simulator.account.disconnectNumber(number(last));
  desk.stack.simulator.account.buyNumber({ sipPeerId: other, number: number(last) });
  return other;
};

describe("a run without a refresh", () => {
  test("does not disconnect a number that somebody else has bought since, when it is dropped", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", listed(0, 1));
    await takenBySomebody(1);
    const next = await desk.stack.update(TYPE, "n", id, state, listed(0));
    expect(next.telephoneNumbers).toEqual([number(0)]);
    expect(owned()).toEqual([number(0), number(1)]);
    expect(desk.stack.said.join()).toContain(
      `${number(1)}: lost, and bought again by somebody else's order; left alone`,
    );
  });

  test("does not disconnect it when the quantity goes down, nor the one that is left", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(3));
    const [first = "", second = "", third = ""] = state.telephoneNumbers as string[];
    desk.stack.simulator.account.disconnectNumber(first);
    desk.stack.simulator.account.disconnectNumber(second);
    const next = await desk.stack.update(TYPE, "n", id, state, searched(1));
    expect(next.telephoneNumbers).toEqual([third]);
    expect(owned()).toEqual([third]);
    expect(desk.stack.said.join()).toContain(`no longer in service on this account: ${first}, ${second}`);
  });

  test("does not move it into its own peer, and does not order it: it says whose it is", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", listed(0, 1));
    const theirs = await takenBySomebody(1);
    const spare = await desk.stack.peer(desk.place.siteId, "spare", false);
    const wish = { ...listed(0, 1), sipPeerId: spare };
    const mark = desk.stack.simulator.requests.length;
    const error: unknown = await desk.stack.update(TYPE, "n", id, state, wish).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PartialFailure);
    expect((error as Error).message).toContain(
      `Nothing was ordered.\n${number(1)}: already in service on this account`,
    );
    expect(desk.stack.writes(mark)).toEqual([]);
    expect(peerOf(1)).toBe(theirs);
    const kept = (error as PartialFailure).done.outputs;
    expect(kept.telephoneNumbers).toEqual([number(0)]);
    await desk.stack.goOn(TYPE, "n", id, kept, { ...listed(0), sipPeerId: spare });
    expect([peerOf(0), peerOf(1)]).toEqual([spare, theirs]);
  });

  test("finds a number that was moved, whatever order has touched it since", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", listed(0, 1));
    const spare = await desk.stack.peer(desk.place.siteId, "spare", false);
    desk.stack.simulator.account.moveNumber(number(1), spare);
    Object.assign(desk.stack.simulator.account.numbers.get(number(1)) ?? {}, {
      orderType: "DLDA_ORDER",
      orderId: "another",
    });
    const read = await desk.stack.read(TYPE, "n", id, state);
    expect(read?.state.telephoneNumbers).toEqual([number(0), number(1)]);
    await desk.stack.update(TYPE, "n", id, read?.state ?? {}, listed(0));
    expect(owned()).toEqual([number(0)]);
  });
});

describe("numbers in the default peer of a site", () => {
  const wish = (last: number[], sipPeerId?: string): Values => ({
    siteId: desk.place.siteId,
    ...(sipPeerId === undefined ? {} : { sipPeerId }),
    telephoneNumbers: last.map(number),
  });

  test("follow it when it is deleted and made again", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", wish([0, 1]));
    const next = await desk.stack.peer(desk.place.siteId, "next", false);
    desk.stack.simulator.account.moveNumber(number(0), next);
    desk.stack.simulator.account.moveNumber(number(1), next);
    desk.stack.simulator.account.peers.delete(desk.place.sipPeerId);
    Object.assign(desk.stack.simulator.account.peers.get(next) ?? {}, { isDefault: true });
    const read = await desk.stack.read(TYPE, "n", id, state);
    const after = await desk.stack.update(TYPE, "n", id, read?.state ?? {}, wish([0, 1, 2]));
    expect(after.misplacedNumbers).toEqual([]);
    expect([peerOf(0), peerOf(1), peerOf(2)]).toEqual([next, next, next]);
    expect(desk.stack.diff(TYPE, after, wish([0, 1, 2])).changes).toEqual([]);
  });

  test("go there when the program names no peer any more", async () => {
    const spare = await desk.stack.peer(desk.place.siteId, "spare", false);
    const { id, state } = await desk.stack.create(TYPE, "n", wish([0], spare));
    expect(peerOf(0)).toBe(spare);
    const after = await desk.stack.update(TYPE, "n", id, state, wish([0]));
    expect(peerOf(0)).toBe(desk.place.sipPeerId);
    expect(desk.stack.diff(TYPE, after, wish([0])).changes).toEqual([]);
  });
});

test("a search that gave way to a list, and was replaced by force after that, says how to go on, and is not stuck", async () => {
  const first = await desk.stack.create(TYPE, "n", searched(2));
  const numbers = first.state.telephoneNumbers as string[];
  const list = { ...desk.place, telephoneNumbers: numbers };
  await expect(desk.stack.create(TYPE, "n", list)).rejects.toThrow(`"${numbers.join(",")}"`);
  const adopted = await desk.stack.create(TYPE, "n", list, numbers.join(","));
  expect(adopted.state.telephoneNumbers).toEqual(numbers);
  expect(owned()).toEqual([...numbers].sort());
});
