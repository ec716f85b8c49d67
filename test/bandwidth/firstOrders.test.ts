import { afterEach, beforeEach, expect, test } from "vitest";
import { FirstOrders } from "../../provider/bandwidth/orders/firstOrders.js";
import { ok, type Received, type Scripted, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
});
afterEach(() => api.stop());

interface Entry {
  orderId: string;
  customerOrderId?: string;
}

const list = (entries: readonly Entry[], count = entries.length): Scripted =>
  ok(
    `<ResponseSelectWrapper><ListOrderIdUserIdDate><TotalCount>${count}</TotalCount>${entries
      .map(
        ({ orderId, customerOrderId }) =>
          `<OrderIdUserIdDate>${customerOrderId ? `<CustomerOrderId>${customerOrderId}</CustomerOrderId>` : ""}<orderId>${orderId}</orderId><OrderStatus>COMPLETE</OrderStatus></OrderIdUserIdDate>`,
      )
      .join("")}</ListOrderIdUserIdDate></ResponseSelectWrapper>`,
  );

/** An account with these orders. `shown`: what its whole list shows. */
function account(orders: readonly Entry[], shown: Scripted = list(orders)): void {
  const isWhole = ({ query }: Received) => query.customerOrderId === undefined;
  api.on("GET /orders", (request) =>
    isWhole(request) ? shown : list(orders.filter((one) => one.customerOrderId === request.query.customerOrderId)),
  );
  api.on("GET /orders/*", ({ path }) => {
    const order = orders.find(({ orderId }) => path.endsWith(orderId));
    const id = order?.customerOrderId ?? "";
    return ok(
      `<OrderResponse><OrderStatus>COMPLETE</OrderStatus><Order><CustomerOrderId>${id}</CustomerOrderId></Order></OrderResponse>`,
    );
  });
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => `new ${index}`);
const wholeLists = () => api.requests("GET", "/orders").filter(({ query }) => query.customerOrderId === undefined);
const byId = () => api.requests("GET", "/orders").length - wholeLists().length;

test("many new resources of one moment ask one list of all orders, however old", async () => {
  account([{ orderId: "o1", customerOrderId: "somebody's" }]);
  const first = new FirstOrders(api.client());
  expect(await Promise.all(ids(20).map((id) => first.find(id)))).toEqual(ids(20).map(() => []));
  expect(wholeLists().map(({ query }) => query)).toMatchObject([{ page: "1", size: "1000", startdate: "10-01-01" }]);
  expect(byId()).toBe(2);
});

test("an order of a killed run is found among them", async () => {
  account([
    { orderId: "o1", customerOrderId: "NEW 7" },
    { orderId: "o2", customerOrderId: "new 8" },
  ]);
  const first = new FirstOrders(api.client());
  const found = await Promise.all(ids(10).map((id) => first.find(id)));
  expect(found[8]).toEqual([{ orderId: "o2", status: "COMPLETE" }]);
  // Upper and lower case may differ: then the look-up by the id decides.
  expect(byId()).toBe(4);
});

test("an order whose id the list doesn't show is read", async () => {
  const orders = [{ orderId: "o1", customerOrderId: "new 8" }];
  account(orders, list([{ orderId: "o1" }]));
  const first = new FirstOrders(api.client());
  const found = await Promise.all(ids(10).map((id) => first.find(id)));
  expect(found[8]).toEqual([{ orderId: "o1", status: "COMPLETE" }]);
});

test.each<[string, Scripted]>([
  ["shows no ids", list(Array.from({ length: 11 }, (_, index) => ({ orderId: `o${index}` })))],
  ["may go on", list(Array.from({ length: 1_000 }, (_, n) => ({ orderId: `o${n}`, customerOrderId: `c${n}` })))],
  ["counts more than it shows", list([{ orderId: "o1", customerOrderId: "c1" }], 2)],
  ["is refused", { status: 400, body: "<R><Error><Code>15518</Code></Error></R>" }],
  ["is not there", { status: 404 }],
])("a list that %s proves nothing: each one is asked for by its id, and no list again", async (_, shown) => {
  account([{ orderId: "old", customerOrderId: "new 8" }], shown);
  const first = new FirstOrders(api.client());
  const found = await Promise.all(ids(10).map((id) => first.find(id)));
  expect(found.map(({ length }) => length)).toEqual(ids(10).map((id) => (id === "new 8" ? 1 : 0)));
  await first.find("one more");
  expect(byId()).toBe(11);
  expect(wholeLists()).toHaveLength(1);
});

test("whoever asks again is answered by the id: an order may have been placed since", async () => {
  const orders: Entry[] = [];
  account(orders);
  const first = new FirstOrders(api.client());
  await Promise.all(ids(5).map((id) => first.find(id)));
  orders.push({ orderId: "o1", customerOrderId: "new 4" });
  expect(await first.find("new 4")).toEqual([{ orderId: "o1", status: "COMPLETE" }]);
});

test("a list is shared for five seconds", async () => {
  account([]);
  const client = api.client();
  const first = new FirstOrders(client);
  await Promise.all(ids(5).map((id) => first.find(id)));
  await first.find("next");
  expect(wholeLists()).toHaveLength(1);
  await client.clock.sleep(5_000);
  await first.find("later");
  expect(wholeLists()).toHaveLength(2);
});
