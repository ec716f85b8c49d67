import { beforeEach, describe, expect, test } from "vitest";
import { bandwidth } from "../../provider/package.js";
import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import type { Others } from "../../provider/pulumi/run/program.js";
import { StillBusy } from "../../provider/pulumi/run/quiet.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { number, numberDesk } from "./numberDesk.js";
import { resourceNamed } from "./support.js";

const TYPE = "PhoneNumberOrder";
const desk = numberDesk();
const { owned, released, listed, searched } = desk;

/** Numbers that were bought by hand, and imported as a list. */
async function imported(...last: number[]): Promise<{ id: string; state: Values }> {
  for (const one of last) desk.stack.simulator.account.buyNumber({ ...desk.place, number: number(one) });
  const found = await desk.stack.read(TYPE, "n", last.map(number).join(","));
  return { id: found?.id ?? "", state: found?.state ?? {} };
}

test("the numbers of an imported order go with it, whatever claim was on the order before", async () => {
  const { id } = await desk.stack.create(TYPE, "n", listed(0, 1));
  // Who takes it over writes a claim, and leaves the state then.
  await desk.stack.create(TYPE, "adopting", listed(0, 1), id);
  const found = await desk.stack.read(TYPE, "imported", id);
  await desk.stack.delete(TYPE, "imported", id, found?.state ?? {});
  expect(owned()).toEqual([]);
});

describe("a create disconnects nothing", () => {
  test("of numbers that were retained when a resource of this name was given up", async () => {
    await desk.stack.create(TYPE, "n", listed(0, 1));
    const mark = desk.stack.simulator.requests.length;
    const words =
      /^earlier orders of this resource \(\S+\) brought numbers that it does not declare: \+19195550100, \+19195550101\. Nothing was bought or disconnected\. To adopt them, add them to `telephoneNumbers`\. If you drop numbers after that, they are disconnected\. To leave them alone and buy others, set `replacementTriggers`\.$/;
    await expect(desk.stack.create(TYPE, "n", listed(5))).rejects.toThrow(words);
    expect(desk.stack.writes(mark)).toEqual([]);

    const fresh = await desk.stack.create(TYPE, "n", { ...listed(5), replacementTriggers: ["others"] });
    expect(fresh.state.telephoneNumbers).toEqual([number(5)]);
    expect(owned()).toEqual([number(0), number(1), number(5)]);
  });

  test("of a search that wants fewer than there are", async () => {
    await desk.stack.create(TYPE, "n", searched(3));
    await expect(desk.stack.create(TYPE, "n", searched(2))).rejects.toThrow("set `quantity` to 3");
    const { id, state } = await desk.stack.create(TYPE, "n", searched(3));
    const fewer = await desk.stack.update(TYPE, "n", id, state, searched(2));
    expect(fewer.telephoneNumbers).toEqual(owned());
    expect(owned()).toHaveLength(2);
  });

  test("of a resource that had this name before, and has another one now", async () => {
    const renamed = await desk.stack.create(TYPE, "n", listed(0, 1));
    const call = { ...desk.stack.call("n"), isHeldByOther: (id: string) => id === renamed.id };
    const inputs = { ...listed(5), partialAllowed: false, backOrderRequested: false };
    const fresh = await lifecycle.create(resourceNamed(TYPE), call, inputs);
    expect(fresh.state.telephoneNumbers).toEqual([number(5)]);
    expect(released()).toEqual([]);
  });
});

test("a list that loses the numbers of an order which another stack has adopted leaves them there", async () => {
  const first = await desk.stack.create(TYPE, "n", listed(0, 1));
  const grown = await desk.stack.update(TYPE, "n", first.id, first.state, listed(0, 1, 2));
  const [, second = ""] = grown.orderIds as string[];
  const elsewhere = { ...desk.stack.call("adopted"), stateKey: "another state", ownerId: "another state adopted" };
  const inputs = { ...listed(2), partialAllowed: false, backOrderRequested: false };
  const adopted = await lifecycle.create(resourceNamed(TYPE), elsewhere, inputs, second);
  expect(adopted.state.telephoneNumbers).toEqual([number(2)]);

  const rest = await desk.stack.update(TYPE, "n", first.id, grown, listed(0, 1));
  expect(rest.telephoneNumbers).toEqual([number(0), number(1)]);
  expect(released()).toEqual([]);
  expect(desk.stack.said.join()).toContain(`the numbers of order ${second} stay: another resource has adopted them`);
});

test("an order that this resource has imported itself, in a state that was lost, is found again by its search", async () => {
  const { id } = await desk.stack.create(TYPE, "n", searched(2));
  await desk.stack.create(TYPE, "n", listed(0, 1), id);
  const again = await desk.stack.create(TYPE, "n", searched(2));
  expect(again.state.telephoneNumbers).toEqual([number(0), number(1)]);
  expect(owned()).toEqual([number(0), number(1)]);
});

test("an order is not adopted before the program has said who has a part of it", async () => {
  const { id } = await desk.stack.create(TYPE, "n", listed(0, 1));
  const call = desk.stack.call("c");
  // The resource that keeps a number is registered only while the adoption goes on.
  const keeper = { urn: "n", name: 'PhoneNumberOrder "n"', holds: true, keeps: true, certain: true, has: true };
  let rests = 0;
  const others = {
    ...call.others,
    atRest: async () => {
      rests += 1;
    },
    holder: (thing: string) => (rests > 0 && thing.endsWith(number(0)) ? keeper : undefined),
  };
  const inputs = { ...listed(1), partialAllowed: false, backOrderRequested: false };
  await expect(lifecycle.create(resourceNamed(TYPE), { ...call, others }, inputs, id)).rejects.toThrow(
    `nothing was adopted: PhoneNumberOrder "n" of this program has some of ${number(0)}, ${number(1)}, and keeps them.`,
  );
  const order = desk.stack.simulator.account.orders.get(id);
  expect(order?.kind === "orders" && order.notes).toEqual([]);
});

test("an adoption of numbers that nobody is known to have does not fail because another operation takes long", async () => {
  desk.stack.simulator.account.buyNumber({ ...desk.place, number: number(0) });
  const call = desk.stack.call("c");
  const limits: unknown[] = [];
  const atRest: Others["atRest"] = async ({ limitMs } = {}) => {
    limits.push(limitMs);
    throw new StillBusy(1);
  };
  const inputs = { ...listed(0), partialAllowed: false, backOrderRequested: false };
  const others = { ...call.others, atRest };
  const made = await lifecycle.create(resourceNamed(TYPE), { ...call, others }, inputs, number(0));
  expect([made.state.telephoneNumbers, limits]).toEqual([[number(0)], [10_000]]);
});

test("an import of an order of which another stack has taken a number says so, and how to take only the others", async () => {
  const { id } = await desk.stack.create(TYPE, "n", listed(0, 1));
  await desk.stack.read(TYPE, "imported", id);
  expect(desk.stack.said).toEqual([]);
  await desk.stack.api.orders.addNote(id, `pulumi-bandwidth passed 3fa94b07c1de ${number(1)} 0a1b2c`);
  await desk.stack.read(TYPE, "imported", id);
  expect(desk.stack.said).toEqual([
    `${number(1)}: has passed to another resource, as a note on order ${id} says. If a stack still has it, both have it now, and ` +
      "whichever drops it disconnects it. Then undo this with `pulumi state delete`, and adopt the others by number: " +
      `"${number(0)}".`,
  ]);
});

describe("a list that was imported, and has grown", () => {
  let id: string;
  let state: Values;
  let other: string;
  beforeEach(async () => {
    const found = await imported(0, 1);
    id = found.id;
    state = await desk.stack.update(TYPE, "n", id, found.state, listed(0, 1, 2));
    other = await desk.stack.peer(desk.place.siteId, "other", false);
  });

  test("does not forget a number that somebody moves", async () => {
    desk.stack.simulator.account.moveNumber(number(0), other);
    const seen = await desk.stack.read(TYPE, "n", id, state);
    expect(seen?.state.misplacedNumbers).toMatchObject([{ telephoneNumber: number(0), sipPeerId: other }]);
    const back = await desk.stack.update(TYPE, "n", id, seen?.state ?? {}, listed(0, 1, 2));
    expect(back.misplacedNumbers).toEqual([]);
    expect(desk.stack.simulator.account.numbers.get(number(0))?.sipPeerId).toBe(desk.place.sipPeerId);
  });

  test("leaves nothing behind that somebody moved", async () => {
    desk.stack.simulator.account.moveNumber(number(0), other);
    await desk.stack.delete(TYPE, "n", id, state);
    expect(owned()).toEqual([]);
  });
});

test("an imported list that was moved before an order was refused is known to be there", async () => {
  const { id, state } = await imported(0, 1);
  const other = await desk.stack.peer(desk.place.siteId, "other", false);
  desk.stack.simulator.faults.on("POST", /\/orders$/, { kind: "status", status: 403 });
  const wish = { ...listed(0, 1, 2), sipPeerId: other };
  const error: unknown = await desk.stack.update(TYPE, "n", id, state, wish).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PartialFailure);
  await desk.stack.goOn(TYPE, "n", id, (error as PartialFailure).done.outputs, listed(0, 1));
  expect(desk.stack.simulator.account.numbers.get(number(0))?.sipPeerId).toBe(desk.place.sipPeerId);
});

describe("a number that was lost, and that somebody else has bought since into another SIP peer", () => {
  const lose = async () => {
    const other = await desk.stack.peer(desk.place.siteId, "other", false);
    const made = await desk.stack.create(TYPE, "n", listed(0, 1));
    desk.stack.simulator.account.disconnectNumber(number(1));
    desk.stack.simulator.account.buyNumber({ sipPeerId: other, number: number(1) });
    return made;
  };

  test("is left alone by a destroy that no refresh has told of it", async () => {
    const { id, state } = await lose();
    await desk.stack.delete(TYPE, "n", id, state);
    expect(owned()).toEqual([number(1)]);
    expect(desk.stack.said).toContain(`${number(1)}: lost, and bought again by somebody else's order; left alone`);
  });

  test("is gone for a refresh, and neither moved back nor bought again while it is somebody else's", async () => {
    const { id, state } = await lose();
    const seen = await desk.stack.read(TYPE, "n", id, state);
    expect(seen?.state).toMatchObject({ telephoneNumbers: [number(0)], misplacedNumbers: [] });
    await expect(desk.stack.update(TYPE, "n", id, seen?.state ?? {}, listed(0, 1))).rejects.toThrow(
      `${number(1)}: already in service on this account`,
    );
    expect(released()).toEqual([]);
  });
});

describe("a back-order", () => {
  const wish = (more: Values = {}) => ({ ...searched(5), backOrderRequested: true, partialAllowed: true, ...more });

  test("is given up when the search gives way to a list of what is there", async () => {
    desk.stack.simulator.account.limitArea("919", 2);
    const { id, state } = await desk.stack.create(TYPE, "n", wish());
    const list = { ...desk.place, telephoneNumbers: state.telephoneNumbers };
    expect(desk.stack.diff(TYPE, state, list).changes.map(({ path }) => path)).toContain("status");
    const next = await desk.stack.update(TYPE, "n", id, state, list);
    expect(desk.stack.simulator.account.orders.get(id)?.status).not.toBe("BACKORDERED");
    expect(desk.stack.diff(TYPE, next, list).changes).toEqual([]);
    expect(owned()).toEqual(next.telephoneNumbers);
  });

  test("that has come since does not mind a new name", async () => {
    desk.stack.simulator.account.limitArea("919", 1);
    const { id, state } = await desk.stack.create(TYPE, "n", wish({ quantity: 2, name: "old" }));
    desk.stack.simulator.account.limitArea("919", 10);
    desk.stack.simulator.account.fillBackOrder(id);
    const next = await desk.stack.update(TYPE, "n", id, state, wish({ quantity: 2, name: "new" }));
    expect(next.telephoneNumbers).toHaveLength(2);
  });
});

test("a replacement that may not disconnect says that its numbers have been bought", async () => {
  const { simulator } = desk.stack;
  const { id, state } = await desk.stack.create(TYPE, "n", searched(1));
  const next = await desk.stack.create(TYPE, "n", { ...searched(1), replacementTriggers: ["others"] });
  const api = bandwidth.connect({
    configuration: {},
    environment: { ...simulator.environment(), BW_MAX_DISCONNECTS: "0" },
  });
  const call = { ...desk.stack.call("n"), api, replacement: next };
  await expect(lifecycle.remove(resourceNamed(TYPE), call, id, state)).rejects.toThrow(
    /the setting maxDisconnects allows 0 .*\nYou pay for both: the numbers that replace them have been bought already/,
  );
  expect(released()).toEqual([]);
});

describe("what is announced", () => {
  const announced = (state: Values, wish: Values) => desk.stack.diff(TYPE, state, wish).announcement;

  test("are the numbers that a replacement disconnects", async () => {
    const { state } = await desk.stack.create(TYPE, "n", searched(2));
    expect(announced(state, { ...searched(2), search: { areaCode: "910" } })).toBe(
      "2 numbers to be disconnected when others are bought: +19195550100, +19195550101",
    );
  });

  test("are the numbers that are moved back", async () => {
    const { id, state } = await desk.stack.create(TYPE, "n", searched(1));
    desk.stack.simulator.account.moveNumber(number(0), await desk.stack.peer(desk.place.siteId, "other", false));
    const seen = await desk.stack.read(TYPE, "n", id, state);
    expect(announced(seen?.state ?? {}, searched(1))).toBe("1 number to be moved back: +19195550100");
  });

  test("are the numbers that are adopted", async () => {
    desk.stack.simulator.account.buyNumber({ ...desk.place, number: number(0) });
    const inputs = { ...listed(0), partialAllowed: false, backOrderRequested: false };
    await lifecycle.create(resourceNamed(TYPE), desk.stack.call("n"), inputs, number(0));
    expect(desk.stack.said).toEqual(["1 number is adopted: +19195550100"]);
  });
});
