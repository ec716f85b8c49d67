import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byAreaCode, existing } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
let siteId: string;
beforeEach(async () => {
  desk = await Desk.open();
  siteId = await desk.caller.createSite();
  await desk.caller.createPeer(siteId);
});
afterEach(() => desk.close());

const place = async (areaCode: string, quantity = 1, inner = "") => {
  const orderId = await desk.caller.order(byAreaCode(siteId, areaCode, quantity, inner));
  desk.simulator.account.settle();
  return orderId;
};
const listed = async (args = {}) => (await desk.look("getOrders", args)).orders as { orderId: string }[];
const idsOf = async (args = {}) => (await listed(args)).map(({ orderId }) => orderId);

describe("the orders for new numbers", () => {
  test("all pages are read, and each order is told once", async () => {
    expect(await listed()).toEqual([]);
    const first = await place("919", 2, "<CustomerOrderId>mine</CustomerOrderId>");
    const rest = [await place("919"), await place("212"), await place("919")];
    desk.simulator.settings.largestPage = 2;
    expect(await idsOf()).toEqual([...rest.reverse(), first]);
    expect((await listed()).at(-1)).toMatchObject({
      ...{ orderId: first, customerOrderId: "mine", status: "COMPLETE", countOfTns: 2, userId: "simulator-user" },
    });
  });

  test("every documented filter reaches the list under its own name", async () => {
    const mine = await place("919", 1, "<CustomerOrderId>mine</CustomerOrderId>");
    desk.simulator.account.script({ outcome: "failed" });
    const failed = await desk.caller.order(existing(siteId, ["9195550199"]));
    desk.simulator.account.settle();
    expect(await idsOf({ customerOrderId: "mine" })).toEqual([mine]);
    expect(await idsOf({ status: "failed" })).toEqual([failed]);
    expect(await idsOf({ userId: "simulator-user", status: "complete" })).toEqual([mine]);
    expect(await idsOf({ userId: "somebody else" })).toEqual([]);
    expect(await idsOf({ startDate: "2001-01-31", endDate: "01-02-28" })).toEqual([]);
    const asked = desk.queries(/\/orders$/).filter(({ page }) => page !== undefined);
    expect(asked.map(({ page, size, ...filters }) => [page, size, filters])).toEqual(
      [
        { customerOrderId: "mine" },
        { status: "failed" },
        { userid: "simulator-user", status: "complete" },
        { userid: "somebody else" },
        { startdate: "01-01-31", enddate: "01-02-28" },
      ].map((filters) => ["1", "1000", filters]),
    );
  });

  test.each(["204", "404", "200"] as const)("none, told as a %s, is an empty list", async (emptyOrderList) => {
    desk.simulator.settings.emptyOrderList = emptyOrderList;
    expect(await listed({ customerOrderId: "nobody's" })).toEqual([]);
  });

  test("what is no list is an error, not an empty list", async () => {
    desk.simulator.faults.on("GET", /\/orders$/, { kind: "empty", status: 200 });
    await expect(listed()).rejects.toThrow("the list of orders is an empty body");
    desk.simulator.faults.on("GET", /\/orders$/, { kind: "status", status: 404 });
    await expect(listed()).rejects.toThrow("404");
  });

  test("filters that cannot work are refused before anything is sent", () => {
    expect(complaints("getOrders", { status: "COMPLETE" })).toEqual([
      'status must be one of "complete", "partial", "failed", "backordered"',
    ]);
    expect(complaints("getOrders", { startDate: "2026-01-31" })).toEqual(["startDate needs endDate"]);
    expect(complaints("getOrders", { startDate: "2026-02-01", endDate: "2026-01-31" })).toEqual([
      "endDate must not be before startDate 2026-02-01",
    ]);
    expect(complaints("getOrders", { customerOrderId: "x".repeat(41) })).toHaveLength(1);
  });
});

describe("what one order tells", () => {
  test("where its numbers are, how many they are, and which", async () => {
    const orderId = await place("919", 3);
    const ask = (name: string) => desk.look(name, { orderId });
    expect(await ask("getOrderAreaCodes")).toEqual({ areaCodes: [{ areaCode: "919", count: 3 }] });
    expect(await ask("getOrderNpaNxx")).toEqual({ npaNxxs: [{ npaNxx: "919555", count: 3 }] });
    expect(await ask("getOrderTotals")).toEqual({ count: 3 });
    expect(await ask("getOrderTns")).toEqual({ telephoneNumbers: ["+19195550100", "+19195550101", "+19195550102"] });
  });

  test("nothing yet, while it is under way", async () => {
    desk.simulator.settings.orderLatencyMs = 60_000;
    const orderId = await place("919", 3);
    expect(await desk.look("getOrderTotals", { orderId })).toEqual({ count: 0 });
    expect(await desk.look("getOrderTns", { orderId })).toEqual({ telephoneNumbers: [] });
    expect(await desk.look("getOrderAreaCodes", { orderId })).toEqual({ areaCodes: [] });
  });

  test("its notes, of which there may be none", async () => {
    const orderId = await place("919");
    expect(await desk.look("getOrderNotes", { orderId })).toEqual({ notes: [] });
    const note = "<Note><UserId>jbm</UserId><Description>for the fair</Description></Note>";
    await desk.caller.post(`/orders/${orderId}/notes`, note);
    expect((await desk.look("getOrderNotes", { orderId })).notes).toEqual([
      { noteId: expect.any(String), userId: "jbm", description: "for the fair", modified: expect.any(String) },
    ]);
  });

  test("its history, when it has been in more than one state", async () => {
    expect(await desk.look("getOrderHistory", { orderId: await place("919") })).toEqual({ history: [] });
    desk.simulator.account.script({ outcome: "backordered" });
    const orderId = await place("919", 2, "<BackOrderRequested>true</BackOrderRequested>");
    desk.simulator.account.fillBackOrder(orderId);
    const { history } = await desk.look("getOrderHistory", { orderId });
    expect(history).toEqual([
      expect.objectContaining({ status: "BACKORDERED", author: "System", date: expect.stringMatching(/^\d{4}-/) }),
      expect.objectContaining({ status: "COMPLETE" }),
    ]);
  });

  test.each([
    "getOrderAreaCodes",
    "getOrderNpaNxx",
    "getOrderTotals",
    "getOrderTns",
    "getOrderNotes",
    "getOrderHistory",
  ])("%s of an order that nobody placed is an error that names the id", async (name) => {
    await expect(desk.look(name, { orderId: "47955555" })).rejects.toThrow(
      'orderId "47955555" is no order for new numbers of account 9500249; expected: an orderId, as in 47955555-ce10',
    );
    // An account that may not be asked proves nothing.
    desk.simulator.faults.on("GET", /\/orders\//, { kind: "status", status: 403 });
    await expect(desk.look(name, { orderId: "47955555" })).rejects.toThrow("403");
  });
});

describe("orders as their site tells of them", () => {
  test("those of one site only, all pages", async () => {
    const other = await desk.caller.createSite("Other");
    await desk.caller.createPeer(other);
    await desk.caller.order(byAreaCode(other, "212", 1));
    expect(await desk.look("getSiteOrders", { siteId })).toEqual({ orders: [] });
    const placed = [await place("919"), await place("919"), await place("919")];
    desk.simulator.settings.largestPage = 2;
    const { orders } = await desk.look("getSiteOrders", { siteId });
    expect((orders as { orderId: string }[]).map(({ orderId }) => orderId)).toEqual(placed.reverse());
  });

  test("one of them, and its numbers", async () => {
    const orderId = await place("919", 2);
    const telephoneNumbers = ["+19195550100", "+19195550101"];
    expect(await desk.look("getSiteOrder", { siteId, orderId })).toMatchObject({
      ...{ orderId, siteId, status: "COMPLETE", quantity: 2, pendingQuantity: 0, failedNumbers: [] },
      telephoneNumbers,
    });
    expect(await desk.look("getSiteOrderTns", { siteId, orderId })).toEqual({ telephoneNumbers });
  });

  test("a site or an order that does not exist is an error at its own argument", async () => {
    const orderId = await place("919");
    const other = await desk.caller.createSite("Other");
    for (const name of ["getSiteOrder", "getSiteOrderTns"]) {
      await expect(desk.look(name, { siteId: "77777", orderId })).rejects.toThrow('siteId "77777" is no site of');
      await expect(desk.look(name, { siteId, orderId: "47955555" })).rejects.toThrow(
        `orderId "47955555" is no order for site ${siteId} of account 9500249`,
      );
      await expect(desk.look(name, { siteId: other, orderId })).rejects.toThrow(`is no order for site ${other}`);
    }
    await expect(desk.look("getSiteOrders", { siteId: "77777" })).rejects.toThrow('siteId "77777" is no site of');
  });

  test("the Universal Platform has none: it is not asked, and the message says what to use", async () => {
    const universal = await Desk.open({}, "universal");
    try {
      const orderId = "47955555-ce10-456e-8cb9-eb13b9f14cfd";
      for (const name of ["getSiteOrders", "getSiteOrder", "getSiteOrderTns"]) {
        const args = name === "getSiteOrders" ? { siteId } : { siteId, orderId };
        await expect(universal.look(name, args)).rejects.toThrow(
          "can't be used here: Bandwidth's Universal Platform (…/v2) has no orders by site. Use getOrders",
        );
      }
      expect(universal.simulator.requests).toHaveLength(0);
    } finally {
      await universal.close();
    }
  });
});
