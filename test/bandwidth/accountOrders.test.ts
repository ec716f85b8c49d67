import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AccountOrders } from "../../provider/bandwidth/orders/accountOrders.js";
import { newNumberOrder } from "../../provider/bandwidth/orders/kinds.js";
import { ok, type Scripted, ScriptedApi } from "./scriptedApi.js";

/* One list for many questions about orders: what it proves, and what it leaves open. */

let api: ScriptedApi;
beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
});
afterEach(() => api.stop());

interface Entry {
  id: string;
  customer?: string;
  date?: string;
}

const listOf = (entries: readonly Entry[], { count = entries.length, next = "" } = {}): Scripted =>
  ok(
    `<ResponseSelectWrapper><ListOrderIdUserIdDate><TotalCount>${count}</TotalCount>` +
      (next && `<Links><next>Link=&lt;http://x/orders?page=${next}&amp;size=1000&gt;;rel="next";</next></Links>`) +
      entries
        .map(
          ({ id, customer, date }) =>
            `<OrderIdUserIdDate><CountOfTNs>1</CountOfTNs>${customer ? `<CustomerOrderId>${customer}</CustomerOrderId>` : ""}` +
            `${date ? `<OrderDate>${date}</OrderDate>` : ""}<orderId>${id}</orderId><OrderStatus>COMPLETE</OrderStatus></OrderIdUserIdDate>`,
        )
        .join("") +
      "</ListOrderIdUserIdDate></ResponseSelectWrapper>",
  );

const lately = "2025-12-20T10:00:00.000Z";
const own: Entry = { id: "o-1", customer: "own-1", date: lately };
const known = { customerOrderIds: ["own-1"], orderIds: ["o-1"] };

/** Asks so often at the same moment that a list is worth it. */
async function ask(list: Scripted, question: [string, typeof known] = ["own-2", known]) {
  api.on("GET /orders", list);
  const orders = new AccountOrders(api.client(), newNumberOrder);
  const [found] = await Promise.all(Array.from({ length: 3 }, () => orders.find(...question)));
  return found;
}

describe("one list of orders", () => {
  test("proves that no order has an id, and finds the one that has it, in any case of letters", async () => {
    expect(await ask(listOf([own, { id: "o-9", customer: "another", date: lately }]))).toEqual([]);
    const later = { id: "o-2", customer: "OWN-2", date: lately };
    expect(await ask(listOf([own, later]))).toEqual([{ orderId: "o-2", status: "COMPLETE" }]);
    expect(api.received).toHaveLength(2);
  });

  test.each<[string, Scripted]>([
    ["doesn't show the resource's own order", listOf([{ id: "o-9", customer: "another", date: lately }])],
    ["shows no customer order ids", listOf([{ id: "o-1", date: lately }])],
    ["doesn't say when its order was placed", listOf([{ id: "o-1", customer: "own-1" }])],
    ["says that in a form without a time", listOf([{ ...own, date: "2025-12-20T06" }])],
    ["shows only an order that is almost two years old", listOf([{ ...own, date: "2024-04-01T10:00:00.000Z" }])],
    ["counts more orders than it shows", listOf([own], { count: 2 })],
    ["has an entry without an id", listOf([own, { id: "" }])],
    ["is no list", ok("<Something><Else>1</Else></Something>")],
    ["is refused", { status: 403 }],
    ["is empty", { status: 204 }],
  ])("proves nothing when it %s", async (_, list) => {
    expect(await ask(list)).toBeUndefined();
  });

  test("serves an imported order, whoever placed it, if it shows ids at all", async () => {
    const imported = { customerOrderIds: [], orderIds: ["o-1"] };
    expect(await ask(listOf([own]), ["own-2", imported])).toEqual([]);
    expect(await ask(listOf([{ id: "o-1", date: lately }]), ["own-2", imported])).toBeUndefined();
    expect(await ask(listOf([own]), ["own-2", { ...imported, orderIds: ["o-7"] }])).toBeUndefined();
  });

  test("isn't read for one question, unless it is the first of more about the same resource", async () => {
    api.on("GET /orders", listOf([own]));
    const orders = new AccountOrders(api.client(), newNumberOrder);
    expect(await orders.find("own-2", known)).toBeUndefined();
    expect(api.received).toHaveLength(0);
    const other = new AccountOrders(api.client(), newNumberOrder);
    expect(await other.find("own-1", { ...known, questionsToCome: 1 })).toMatchObject([{ orderId: "o-1" }]);
    expect(await other.find("own-2", known)).toEqual([]);
    expect(api.received).toHaveLength(1);
  });

  test("isn't read on when it has more pages than there are questions", async () => {
    api.on("GET /orders", ({ query }) => listOf([{ ...own, id: `o-${query.page}` }], { next: `${query.page}1` }));
    const orders = new AccountOrders(api.client(), newNumberOrder);
    const two = await Promise.all([orders.find("own-2", known), orders.find("own-2", known)]);
    expect(two).toEqual([undefined, undefined]);
    expect(api.received).toHaveLength(2);
    // It is tried again when more have asked.
    for (let asked = 3; asked < 6; asked += 1) await orders.find("own-2", known);
    const tries = api.received.filter(({ query }) => query.page === "1").length;
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThan(4);
  });

  test("isn't waited for by two questions when its first page is full", async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({ ...own, id: `o-${index}` }));
    api.on("GET /orders", listOf(many));
    const orders = new AccountOrders(api.client(), newNumberOrder);
    await Promise.all([orders.find("own-2", known), orders.find("own-2", known)]);
    expect(api.received).toHaveLength(1);
  });

  test("is read again in another run, and after an order", async () => {
    api.on("GET /orders", listOf([own]));
    const client = api.client();
    const orders = new AccountOrders(client, newNumberOrder);
    for (let asked = 0; asked < 5; asked += 1) await orders.find("own-2", known);
    expect(api.received).toHaveLength(1);
    orders.forget();
    expect(await orders.find("own-2", known)).toEqual([]);
    expect(api.received).toHaveLength(2);
    client.beginRun();
    expect(await orders.find("own-2", known)).toBeUndefined();
    expect(api.received).toHaveLength(2);
  });
});
