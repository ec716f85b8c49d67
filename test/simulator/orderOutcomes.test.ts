import { afterEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { byAreaCode, existing, withPeer } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function start(options: Parameters<typeof withPeer>[0] = {}) {
  const started = await withPeer(options);
  simulator = started.simulator;
  return started;
}

describe("when there are too few numbers", () => {
  const flags = (partial: boolean, back: boolean) =>
    `<PartialAllowed>${partial}</PartialAllowed><BackOrderRequested>${back}</BackOrderRequested>`;

  test.each([
    [false, false, "FAILED", 0],
    [true, false, "PARTIAL", 3],
    [false, true, "BACKORDERED", 0],
    [true, true, "BACKORDERED", 3],
  ])("partial %s, back-order %s: %s with %i numbers", async (partial, back, status, bought) => {
    const { caller, siteId } = await start({ inventory: [{ areaCode: "910", count: 3 }] });
    const id = await caller.order(byAreaCode(siteId, "910", 5, flags(partial, back)));
    const order = await caller.get(`/orders/${id}`);
    expect([order.status, order.value("OrderStatus")]).toEqual([200, status]);
    expect(simulator.ledger.bought()).toHaveLength(bought);
  });

  test("a back-order is filled later, or closed", async () => {
    const { caller, siteId, peerId } = await start({ inventory: [{ areaCode: "910", count: 3 }] });
    const id = await caller.order(byAreaCode(siteId, "910", 5, flags(true, true)));
    await caller.get(`/orders/${id}`);
    expect(simulator.account.fillBackOrder(id, 1)).toHaveLength(1);
    expect((await caller.account("DELETE", `/sites/${siteId}/sippeers/${peerId}`)).status).toBe(400);
    const close = "<Order><CloseOrder>true</CloseOrder></Order>";
    expect((await caller.account("PUT", `/orders/${id}`, close)).status).toBe(200);
    expect((await caller.get(`/orders/${id}`)).value("OrderStatus")).toBe("PARTIAL");
    expect((await caller.account("PUT", `/orders/${id}`, close)).value("ErrorList", "Error", "Code")).toBe("5060");
    expect(simulator.ledger.owned()).toHaveLength(4);
  });

  test("a taken number fails with 5005 and the others are bought if partial orders are allowed", async () => {
    const { caller, siteId } = await start();
    simulator.account.withdrawNumbers(["+19195550101"]);
    const id = await caller.order(existing(siteId, ["9195550100", "9195550101"], flags(true, false)));
    const order = await caller.get(`/orders/${id}`);
    expect(order.value("OrderStatus")).toBe("PARTIAL");
    expect(order.value("ErrorList", "Error", "Code")).toBe("5005");
    expect(order.value("FailedNumbers", "FullNumber")).toBe("9195550101");
    expect(order.value("FailedQuantity")).toBe("1");
  });
});

describe("a scripted order", () => {
  test.each([
    ["partial", "PARTIAL", 1],
    ["failed", "FAILED", 0],
    ["backordered", "BACKORDERED", 0],
    ["stuck", "PROCESSING", 0],
    ["unknown", "AWAITING_REVIEW", 0],
  ] as const)("%s is %s with %i numbers, and the next one is normal", async (outcome, status, bought) => {
    const { caller, siteId } = await start();
    simulator.account.script({ outcome });
    const first = await caller.order(byAreaCode(siteId, "919", 2));
    await caller.get(`/orders/${first}`);
    expect((await caller.get(`/orders/${first}`)).value("OrderStatus")).toBe(status);
    expect(simulator.ledger.bought()).toHaveLength(bought);
    const second = await caller.order(byAreaCode(siteId, "704", 1));
    expect((await caller.get(`/orders/${second}`)).value("OrderStatus")).toBe("COMPLETE");
  });

  test("names the failing number, its code and words", async () => {
    const { caller, siteId } = await start();
    simulator.account.script({ outcome: "partial", numbers: ["+19195550101"], code: "5218", description: "busy" });
    const order = await caller.get(`/orders/${await caller.order(existing(siteId, ["9195550100", "9195550101"]))}`);
    expect(order.value("ErrorList", "Error", "TelephoneNumber")).toBe("9195550101");
    expect(order.value("ErrorList", "Error", "Code")).toBe("5218");
  });
});

describe("finding an order again", () => {
  const list = (id: string) => `/orders?customerOrderId=${encodeURIComponent(id)}&page=1&size=10`;

  test("by its customer order id, which need not be unique", async () => {
    const { caller, siteId } = await start();
    expect((await caller.get(list("wish 1"))).status).toBe(204);
    await caller.order(byAreaCode(siteId, "919", 1, "<CustomerOrderId>wish 1</CustomerOrderId>"));
    await caller.order(byAreaCode(siteId, "919", 1, "<CustomerOrderId>wish 1</CustomerOrderId>"));
    const found = await caller.get(list("wish 1"));
    expect(found.text.match(/<orderId>/g)).toHaveLength(2);
    expect(simulator.ledger.boughtTwice()).toMatchObject([{ customerOrderId: "wish 1" }]);
  });

  test("not for a while, if the list lags behind", async () => {
    const { caller, siteId } = await start({ orderVisibilityDelayMs: 60_000 });
    await caller.order(byAreaCode(siteId, "919", 1, "<CustomerOrderId>wish</CustomerOrderId>"));
    expect((await caller.get(list("wish"))).status).toBe(204);
  });

  test("needs page and size", async () => {
    const { caller } = await start();
    expect((await caller.get("/orders?customerOrderId=x")).status).toBe(404);
  });

  test.each([
    ["404", 404],
    ["200", 200],
  ] as const)("an empty list can be %s", async (emptyOrderList, status) => {
    const { caller } = await start({ emptyOrderList });
    const none = await caller.get(list("x"));
    expect(none.status).toBe(status);
    expect(none.text).not.toContain("orderId");
  });

  test("pages are named by the id of their first order", async () => {
    const { caller, siteId } = await start();
    for (let count = 0; count < 3; count += 1) await caller.order(byAreaCode(siteId, "919", 1));
    const first = await caller.get("/orders?page=1&size=2");
    const next = first.value("ListOrderIdUserIdDate", "Links", "next") ?? "";
    expect(next).toMatch(/^Link=<https:\/\/dashboard\.bandwidth\.com:443\/v1\.0\/.*>;rel="next";$/);
    const page = /page=([^&>]+)/.exec(next)?.[1];
    const second = await caller.get(`/orders?page=${page}&size=2`);
    expect(second.text.match(/<orderId>/g)).toHaveLength(1);
    expect(second.text).not.toContain("<next>");
  });
});

describe("notes of an order", () => {
  test("a 204 means none, and a note is shown with its user", async () => {
    const { caller, siteId } = await start();
    const id = await caller.order(byAreaCode(siteId, "919", 1));
    expect((await caller.get(`/orders/${id}/notes`)).status).toBe(204);
    const note = "<Note><UserId>me</UserId><Description>mine &amp; yours</Description></Note>";
    expect((await caller.post(`/orders/${id}/notes`, note)).status).toBe(201);
    expect((await caller.get(`/orders/${id}/notes`)).value("Note", "Description")).toBe("mine & yours");
  });
});
