import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { disconnectBody, existing } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

const numbers = ["9195550100", "9195550101", "9195550102"];

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
  const siteId = await desk.caller.createSite();
  await desk.caller.createPeer(siteId);
  await desk.caller.order(existing(siteId, numbers));
  desk.simulator.account.settle();
});
afterEach(() => desk.close());

const release = async (...given: string[]) => {
  const { id } = await desk.caller.post("/disconnects", disconnectBody(given));
  desk.simulator.account.settle();
  return id;
};
const idsOf = async (args = {}) => {
  const { orders } = await desk.look("getDisconnects", args);
  return (orders as { orderId: string }[]).map(({ orderId }) => orderId);
};

describe("the disconnects", () => {
  test("all pages are read, and none is an empty list", async () => {
    expect(await desk.look("getDisconnects")).toEqual({ orders: [] });
    const ids = [];
    for (const number of numbers) ids.push(await release(number));
    desk.simulator.settings.largestPage = 2;
    expect(await idsOf()).toEqual(ids.reverse());
    const { orders } = await desk.look("getDisconnects", { status: "complete" });
    expect(orders).toHaveLength(3);
    expect((orders as object[])[0]).toMatchObject({ orderId: ids[0], status: "COMPLETE", countOfTns: 1 });
  });

  test("filters", async () => {
    const orderId = await release("9195550100");
    expect(await idsOf({ userId: "simulator-user", status: "complete" })).toEqual([orderId]);
    expect(await idsOf({ status: "failed" })).toEqual([]);
    expect(await idsOf({ startDate: "2001-01-01", endDate: "2001-01-02" })).toEqual([]);
    const asked = desk.queries(/\/disconnects$/).filter(({ page }) => page !== undefined);
    expect(asked.map(({ page: _page, size: _size, ...filters }) => filters)).toEqual([
      { userid: "simulator-user", status: "complete" },
      { status: "failed" },
      { startdate: "01-01-01", enddate: "01-01-02" },
    ]);
    expect(complaints("getDisconnects", { endDate: "2026-01-31" })).toEqual(["endDate needs startDate"]);
  });

  test("one of them: what it was to release, and what it did", async () => {
    desk.simulator.account.script({ kind: "disconnects", outcome: "partial", numbers: ["+19195550101"] });
    const orderId = await release("9195550100", "9195550101");
    expect(await desk.look("getDisconnect", { orderId })).toMatchObject({
      ...{ orderId, status: "PARTIAL", disconnectMode: "normal", protected: "UNCHANGED" },
      telephoneNumbers: ["+19195550100", "+19195550101"],
      disconnectedNumbers: ["+19195550100"],
      failedNumbers: [expect.objectContaining({ telephoneNumber: "+19195550101", code: expect.any(String) })],
      orderCreateDate: expect.any(String),
    });
  });

  test("its notes", async () => {
    const orderId = await release("9195550100");
    expect(await desk.look("getDisconnectNotes", { orderId })).toEqual({ notes: [] });
    const note = "<Note><UserId>jbm</UserId><Description>closed office</Description></Note>";
    await desk.caller.post(`/disconnects/${orderId}/notes`, note);
    const { notes } = await desk.look("getDisconnectNotes", { orderId });
    expect(notes).toEqual([expect.objectContaining({ userId: "jbm", description: "closed office" })]);
  });

  test("one that nobody placed is an error that names the id", async () => {
    for (const name of ["getDisconnect", "getDisconnectNotes"]) {
      await expect(desk.look(name, { orderId: "47955555" })).rejects.toThrow(
        'orderId "47955555" is no disconnect of account 9500249; expected: an orderId',
      );
      desk.simulator.faults.on("GET", /\/disconnects\//, { kind: "html", status: 404 });
      await expect(desk.look(name, { orderId: "47955555" })).rejects.toThrow("404");
    }
  });
});
