import { describe, expect, test } from "vitest";
import type { Values } from "../../provider/pulumi/values/values.js";
import { customerOrderId, newIdentity, type OrderLedger } from "../../provider/resources/ordering/orderLedger.js";
import {
  adoptable,
  firstOwnOrder,
  type Looked,
  missingOrder,
  ordersUnder,
  ownOrders,
  recoveryPolicies,
} from "../../provider/resources/ordering/ownOrders.js";
import { numberDesk } from "./numberDesk.js";

const identity = newIdentity({ stateKey: "the key of this state", urn: "urn", replacing: undefined });

/** An account with orders under the first ids, so many under each, and what it was asked for. */
function accountWith(...under: string[][]) {
  const asked: number[] = [];
  const ids = under.map((_, index) => customerOrderId(identity, index + 1));
  const find = async (id: string) => {
    const index = ids.indexOf(id);
    asked.push(index + 1);
    return (under[index] ?? []).map((orderId) => ({ orderId }));
  };
  return { find, asked };
}

describe("the orders under one's own ids", () => {
  test("come id by id, to the first id that was never used", async () => {
    const { find, asked } = accountWith(["a"], ["b", "c"], [], ["never reached"]);
    const seen: unknown[] = [];
    for await (const one of ownOrders(identity, find)) seen.push(one);
    expect(seen).toEqual([
      { count: 1, found: [{ orderId: "a" }] },
      { count: 2, found: [{ orderId: "b" }, { orderId: "c" }] },
    ]);
    expect(asked).toEqual([1, 2, 3]);
  });

  test("are asked for only when the ones before have been dealt with, and from a count on", async () => {
    const { find, asked } = accountWith(["a"], ["b"], ["c"]);
    for await (const { count } of ownOrders(identity, find, { from: 2 })) {
      expect(asked.at(-1)).toBe(count);
      if (count === 2) break;
    }
    expect(asked).toEqual([2]);
  });

  test("are not asked for again under an id that was just proven to be unused", async () => {
    const { find, asked } = accountWith(["a"], []);
    const unused = {};
    for await (const _ of ownOrders(identity, find, { unused }));
    expect(unused).toEqual({ unusedCount: 2 });
    expect(await ordersUnder(identity, 2, find, unused)).toEqual([]);
    expect(asked).toEqual([1, 2]);
  });

  test("give the count of the next order to a resource that is one order, where all of them are history", async () => {
    const { find } = accountWith(["a"], ["b"]);
    const ledger = { ...identity };
    const dead = async (): Promise<Looked<string>> => ({ standing: "dead" });
    expect(await firstOwnOrder(ledger, find, dead, recoveryPolicies.portIn)).toBeUndefined();
    expect(ledger.count).toBe(3);
    const second = async ({ orderId }: { orderId: string }): Promise<Looked<string>> =>
      orderId === "b" ? { standing: "open", order: orderId } : { standing: "dead" };
    expect(await firstOwnOrder(ledger, find, second, recoveryPolicies.portIn)).toBe("b");
    expect(ledger.count).toBe(2);
  });
});

describe("what is done with an order that is found", () => {
  const done = async (name: keyof typeof recoveryPolicies, looked: Looked<string>) => {
    try {
      const adopted: string[] = [];
      for await (const order of adoptable(["o"], async () => looked, recoveryPolicies[name])) adopted.push(order);
      return adopted.length > 0 ? "adopts" : "skips";
    } catch (error) {
      return error instanceof Error ? error.message : error;
    }
  };

  test.each(
    Object.keys(recoveryPolicies) as (keyof typeof recoveryPolicies)[],
  )("%s never goes on past one that nobody can look at", async (name) => {
    expect(await done(name, { standing: "unreadable", error: new Error("no role") })).toBe("no role");
    const broken = adoptable(
      ["o"],
      async () => {
        throw new Error("broken");
      },
      recoveryPolicies[name],
    );
    await expect(broken.next()).rejects.toThrow("broken");
  });

  test("one whose numbers have left is history to all but an LSR order, whose PON is used up", async () => {
    const names = Object.keys(recoveryPolicies) as (keyof typeof recoveryPolicies)[];
    const adopting = [];
    for (const name of names)
      if ((await done(name, { standing: "history", order: "o" })) === "adopts") adopting.push(name);
    expect(adopting).toEqual(["lsrOrder"]);
  });

  test("one that the list shows and the API does not stops a create of numbers, and no delete", async () => {
    expect(await done("numbersOnCreate", missingOrder("order o"))).toContain("Nothing was ordered");
    expect(await done("numbersNotInState", missingOrder("order o"))).toBe("skips");
  });

  test("each is looked at when it is its turn", async () => {
    const looks: string[] = [];
    const look = async (one: string): Promise<Looked<string>> => {
      looks.push(one);
      return { standing: "holding", order: one };
    };
    for await (const one of adoptable(["a", "b"], look, recoveryPolicies.numbersOnUpdate)) {
      expect(looks.at(-1)).toBe(one);
      break;
    }
    expect(looks).toEqual(["a"]);
  });
});

describe("an update that finds orders of a killed run under its next id", () => {
  const desk = numberDesk();
  const TYPE = "PhoneNumberOrder";

  /** Places an order as a killed run of the update would have done it. */
  const placeAsKilled = (state: Values, count: number, quantity: number) =>
    desk.stack.api.orders.place(
      {
        ...{ name: "n", ...desk.place, partialAllowed: false, backOrderRequested: false },
        what: { search: { areaCode: "919" }, quantity },
      },
      customerOrderId(state.__orders as OrderLedger, count),
    );

  test("adopts them without a purchase, the one that got furthest first", async () => {
    const { account, ledger } = desk.stack.simulator;
    const { id, state } = await desk.stack.create(TYPE, "n", desk.searched(1));
    account.script({ outcome: "failed" });
    const failed = await placeAsKilled(state, 2, 1);
    const placed = await placeAsKilled(state, 2, 1);
    const mark = desk.stack.simulator.requests.length;

    const next = await desk.stack.update(TYPE, "n", id, state, desk.searched(2));
    expect(next.telephoneNumbers).toEqual(ledger.owned());
    expect(next.orderIds).toEqual([id, placed.orderId]);
    expect((next.__orders as OrderLedger).count).toBe(2);
    expect(desk.stack.writes(mark)).toEqual(["POST /orders/*/notes"]);
    const looks = desk.stack.simulator.requests
      .slice(mark)
      .flatMap(({ path }) => /\/orders\/([^/]+)$/.exec(path)?.[1] ?? []);
    expect([...new Set(looks)]).toEqual([placed.orderId, failed.orderId]);
  });

  test("asks for notes only then: what the state knows, and what is not there, costs no request", async () => {
    const asked = () =>
      desk.stack.simulator.requests.filter(({ method, path }) => method === "GET" && /notes$/.test(path));
    const { id, state } = await desk.stack.create(TYPE, "n", desk.searched(1));
    const grown = await desk.stack.update(TYPE, "n", id, state, desk.searched(2));
    await desk.stack.read(TYPE, "n", id, grown);
    expect(asked()).toHaveLength(0);
    // A state that was lost: a look at the notes of each order for who adopted it, and one for who took numbers of it.
    await desk.stack.create(TYPE, "n", desk.searched(2));
    expect(asked()).toHaveLength(4);
  });

  test("counts an id whose order failed as used up, and orders under the one after it", async () => {
    const { account, ledger } = desk.stack.simulator;
    const { id, state } = await desk.stack.create(TYPE, "n", desk.searched(1));
    account.script({ outcome: "failed" });
    await placeAsKilled(state, 2, 1);
    const next = await desk.stack.update(TYPE, "n", id, state, desk.searched(2));
    expect((next.__orders as OrderLedger).count).toBe(3);
    expect(next.telephoneNumbers).toEqual(ledger.owned());
    expect(ledger.bought()).toHaveLength(2);
  });
});
