import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byAreaCode, existing } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

/** A site with a peer. */
async function place(name = "Raleigh") {
  const siteId = await desk.caller.createSite(name);
  const sipPeerId = await desk.caller.createPeer(siteId, "Main");
  return { siteId, sipPeerId };
}

describe("sites and SIP peers", () => {
  test("a site by its id has what the resource would declare", async () => {
    const { siteId } = await place();
    const found = await desk.look("getSite", { siteId });
    expect(found).toMatchObject({ siteId, name: "Raleigh", address: { houseNumber: "900", stateCode: "NC" } });
  });

  test("all sites, and none", async () => {
    expect(await desk.look("getSites")).toEqual({ sites: [] });
    const { siteId } = await place();
    expect(await desk.look("getSites")).toEqual({ sites: [{ siteId, name: "Raleigh" }] });
  });

  test("a peer by its site and its id, and all of a site", async () => {
    const { siteId, sipPeerId } = await place();
    expect(await desk.look("getSipPeer", { siteId, sipPeerId })).toMatchObject({ siteId, sipPeerId, name: "Main" });
    const { sipPeers } = await desk.look("getSipPeers", { siteId });
    expect(sipPeers).toEqual([expect.objectContaining({ sipPeerId, name: "Main", isDefaultPeer: true })]);
  });

  test("what does not exist is an error at the argument, with the id and the form that is expected", async () => {
    const { siteId } = await place();
    const missing = { sipPeerId: "1", siteId };
    await expect(desk.look("getSite", { siteId: "77777" })).rejects.toThrow(
      'siteId "77777" is no site of account 9500249; expected: a siteId, as in 13606',
    );
    await expect(desk.look("getSipPeer", missing)).rejects.toThrow(
      `sipPeerId "1" is no SIP peer of site ${siteId} of account 9500249; expected:`,
    );
    await expect(desk.look("getSipPeers", { siteId: "77777" })).rejects.toThrow('siteId "77777" is no site');
    expect(complaints("getSite", { siteId: "13606/500709" })).toHaveLength(1);
  });

  test("an API that is out of order does not prove that a site is gone", async () => {
    const { siteId } = await place();
    desk.simulator.faults.on("GET", /sites\/\d+$/, { kind: "status", status: 403 });
    await expect(desk.look("getSite", { siteId })).rejects.toThrow("403");
  });
});

describe("one order", () => {
  test("of the Universal Platform, which says COMPLETED and does not wrap its numbers", async () => {
    await desk.close();
    desk = await Desk.open({}, "universal");
    const { siteId } = await place();
    const orderId = await desk.caller.order(byAreaCode(siteId, "919", 2));
    expect(await desk.look("getOrder", { orderId })).toMatchObject({
      ...{ orderId, siteId, quantity: 2, pendingQuantity: 0, telephoneNumbers: ["+19195550100", "+19195550101"] },
    });
  });

  test("what it brought", async () => {
    const { siteId, sipPeerId } = await place();
    const orderId = await desk.caller.order(
      byAreaCode(siteId, "919", 2, `<CustomerOrderId>mine</CustomerOrderId><PeerId>${sipPeerId}</PeerId>`),
    );
    expect(await desk.look("getOrder", { orderId })).toMatchObject({
      ...{ orderId, customerOrderId: "mine", status: "COMPLETE", siteId, quantity: 2, pendingQuantity: 0 },
      telephoneNumbers: ["+19195550100", "+19195550101"],
      failedNumbers: [],
    });
  });

  test("what it is called, who placed it and when, and what was asked of it", async () => {
    const { siteId } = await place();
    const more = "<BackOrderRequested>false</BackOrderRequested><PartialAllowed>true</PartialAllowed>";
    const orderId = await desk.caller.order(byAreaCode(siteId, "919", 1, more));
    const told = await desk.look("getOrder", { orderId });
    expect(told).toMatchObject({
      ...{ name: "by area code", createdByUser: "simulator-user", partialAllowed: true, backOrderRequested: false },
      protected: false,
    });
    for (const date of ["orderCreateDate", "lastModifiedDate", "orderCompleteDate"]) {
      expect(told[date]).toMatch(/^\d{4}-\d\d-\d\dT/);
    }
    expect(await desk.look("getSiteOrder", { siteId, orderId })).toEqual(told);
  });

  test("numbers that its own answer does not name are in its list of numbers", async () => {
    const { siteId } = await place();
    const orderId = await desk.caller.order(byAreaCode(siteId, "919", 1));
    desk.simulator.account.settle();
    const body =
      "<OrderResponse><CompletedQuantity>1</CompletedQuantity><OrderStatus>COMPLETE</OrderStatus></OrderResponse>";
    desk.simulator.faults.on("GET", new RegExp(`/orders/${orderId}$`), { kind: "status", status: 200, body });
    expect(await desk.look("getOrder", { orderId })).toMatchObject({ telephoneNumbers: ["+19195550100"] });
  });

  test("what it did not bring, and why", async () => {
    const { siteId } = await place();
    desk.simulator.account.script({ outcome: "failed" });
    const orderId = await desk.caller.order(existing(siteId, ["9195550100"]));
    const found = await desk.look("getOrder", { orderId });
    expect(found).toMatchObject({ status: "FAILED", telephoneNumbers: [] });
    expect(found.failedNumbers).toEqual([expect.objectContaining({ telephoneNumber: "+19195550100" })]);
  });

  test("an order that is under way is shown as it is, without waiting", async () => {
    desk.simulator.settings.orderLatencyMs = 60_000;
    const { siteId } = await place();
    const orderId = await desk.caller.order(byAreaCode(siteId, "919", 3));
    expect(await desk.look("getOrder", { orderId })).toMatchObject({ telephoneNumbers: [], pendingQuantity: 3 });
  });

  test("one that nobody placed is an error that names the id", async () => {
    await expect(desk.look("getOrder", { orderId: "47955555" })).rejects.toThrow('orderId "47955555" is no order');
  });
});

describe("subscriptions", () => {
  const body = (type: string, url: string) =>
    `<Subscription><OrderType>${type}</OrderType><CallbackSubscription><URL>${url}</URL><Expiry>4000000000</Expiry><CallbackCredentials><BasicAuthentication><Username>iris</Username><Password>hunter2</Password></BasicAuthentication></CallbackCredentials></CallbackSubscription></Subscription>`;

  test("none is an empty list", async () => {
    expect(await desk.look("getSubscriptions")).toEqual({ subscriptions: [] });
  });

  test("all of them or those of one kind, never with a password", async () => {
    const subscriptionId = (await desk.caller.post("/subscriptions", body("orders", "https://a.example.com"))).id;
    await desk.caller.post("/subscriptions", body("disconnects", "https://b.example.com"));
    const { subscriptions } = await desk.look("getSubscriptions", { orderType: "orders" });
    expect(subscriptions).toEqual([
      expect.objectContaining({
        ...{ subscriptionId, orderType: "orders" },
        callback: expect.objectContaining({ url: "https://a.example.com", username: "iris" }),
      }),
    ]);
    const all = await desk.look("getSubscriptions");
    expect(all.subscriptions).toHaveLength(2);
    expect(JSON.stringify(all)).not.toMatch(/hunter2|password/i);
  });
});

test("the account tells whose it is, and which tiers it may order", async () => {
  expect(await desk.look("getAccount")).toMatchObject({
    ...{ accountId: "9500249", companyName: "Simulated Company", tiers: ["0"], reservationAllowed: true },
    address: { city: "RALEIGH", stateCode: "NC" },
    contact: { firstName: "Sam", phone: "+19195550199" },
  });
});
