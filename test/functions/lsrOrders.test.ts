import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { lsrOrderErrors } from "../../provider/bandwidth/errorCodes/lsrOrders.js";
import type { LsrOrderData } from "../../provider/bandwidth/porting/lsrOrders.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { LEAVING, lsrOrderOf, PIN } from "../resources/lsrOrderSupport.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

async function place(customerOrderId: string, more: Values = {}): Promise<string> {
  return (await desk.api.lsrOrders.submit(lsrOrderOf(more) as LsrOrderData, customerOrderId)).orderId;
}

describe("getLsrOrders", () => {
  test("none is an empty list, in each of the forms of the API", async () => {
    for (const form of ["204", "404", "200"] as const) {
      desk.simulator.settings.emptyOrderList = form;
      expect(await desk.look("getLsrOrders")).toEqual({ orders: [] });
    }
  });

  test("all filters are sent as documented", async () => {
    const first = await place("one", { billingTelephoneNumber: LEAVING[0] });
    const second = await place("two", { pon: "P-2" });
    desk.simulator.account.advanceLsrOrder(first, "EXCEPTION", { code: "7513", description: "PIN Invalid" });
    await desk.api.lsrOrders.cancel(second, {});
    expect(await desk.look("getLsrOrders", { status: ["EXCEPTION"] })).toMatchObject({
      orders: [
        {
          ...{ orderId: first, pon: "ACME-1", customerOrderId: "one", status: "EXCEPTION", countOfTns: 2 },
          ...{ billingTelephoneNumber: LEAVING[0], ponVersion: "0", userId: "simulator-user" },
          errors: [{ code: "7513", description: "PIN Invalid", meaning: lsrOrderErrors[7513] }],
        },
      ],
    });
    const today = new Date().toISOString().slice(0, 10);
    const { orders } = await desk.look("getLsrOrders", {
      status: ["CANCELLED", "FOC"],
      telephoneNumber: "(919) 238-1468",
      pon: "P-2",
      customerOrderId: "two",
      orderIdFragment: second.slice(0, 8),
      ...{ createdDateFrom: today, createdDateTo: today, modifiedDateFrom: today, modifiedDateTo: today },
    });
    expect(orders).toMatchObject([{ orderId: second, status: "CANCELLED", errors: [] }]);
    expect(desk.queries(/lsrorders$/).at(-1)).toMatchObject({
      ...{ tn: "9192381468", pon: "P-2", customerOrderId: "two", orderIdFragment: second.slice(0, 8) },
      ...{ createdDateFrom: today, createdDateTo: today, modifiedDateFrom: today, modifiedDateTo: today },
    });
  });

  test("bad filters are refused", () => {
    expect(complaints("getLsrOrders", { status: ["LOST"] })[0]).toContain('status[0] must be one of "PENDING"');
    expect(complaints("getLsrOrders", { createdDateFrom: "2026-02-02", createdDateTo: "2026-02-01" })).toEqual([
      "createdDateTo must not be before createdDateFrom 2026-02-02",
    ]);
  });
});

describe("one LSR order", () => {
  test("is shown without its PIN", async () => {
    const orderId = await place("one", { spid: "123C" });
    const found = await desk.look("getLsrOrder", { orderId });
    expect(found).toMatchObject({
      ...{ orderId, status: "PENDING", pon: "ACME-1", spid: "123C", telephoneNumbers: LEAVING, errors: [] },
      subscriber: { businessName: "Joes Garage", accountNumber: "123463", serviceAddress: { zip: "10016" } },
    });
    expect(JSON.stringify(found)).not.toContain(PIN);
  });

  test("has a history and notes", async () => {
    const orderId = await place("one");
    expect(await desk.look("getLsrOrderNotes", { orderId })).toEqual({ notes: [] });
    await desk.api.orderNotes.lsrorders.addNote(orderId, "For the new carrier", "jbm");
    desk.simulator.account.advanceLsrOrder(orderId, "FOC");
    expect(await desk.look("getLsrOrderNotes", { orderId })).toMatchObject({
      notes: [{ description: "For the new carrier", userId: "jbm" }],
    });
    const { history } = await desk.look("getLsrOrderHistory", { orderId });
    expect(history).toMatchObject([
      { status: "PENDING", note: "LSR has been received by the system and is being processed" },
      { status: "FOC", difference: expect.stringMatching(/^ActualFocDate : "" --> \d{4}-/) },
    ]);
  });

  test("that does not exist is an error at the argument; a broken API is none", async () => {
    for (const name of ["getLsrOrder", "getLsrOrderHistory", "getLsrOrderNotes"]) {
      await expect(desk.look(name, { orderId: "nothing" })).rejects.toThrow(
        'orderId "nothing" is no LSR order of account 9500249',
      );
      desk.simulator.faults.on("GET", /lsrorders/, { kind: "html", status: 404 });
      await expect(desk.look(name, { orderId: "nothing" })).rejects.toThrow("HTML");
    }
  });
});
