import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placeOf } from "./portSupport.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
let sipPeerId: string;
beforeEach(async () => {
  desk = await Desk.open();
  ({ sipPeerId } = await placeOf(desk));
});
afterEach(() => desk.close());

/** Another carrier asks for these numbers. */
const askFor = (numbers: string[], focDate?: number) => {
  for (const number of numbers) desk.simulator.account.buyNumber({ number, sipPeerId });
  return desk.simulator.account.requestPortOut(numbers, focDate);
};
const ids = async (args = {}) => {
  const { portOuts } = await desk.look("getPortOuts", args);
  return (portOuts as { orderId: string }[]).map(({ orderId }) => orderId);
};

describe("port-outs", () => {
  test("all pages are read, and none is an empty list", async () => {
    expect(await desk.look("getPortOuts")).toEqual({ portOuts: [] });
    const asked = ["0", "1", "2"].map((last) => askFor([`+1919555010${last}`]));
    desk.simulator.settings.largestPage = 1;
    expect(await ids()).toEqual(asked.reverse());
  });

  test("what the list says of one, and its filters", async () => {
    const orderId = askFor(["+19195550100"]);
    const waiting = askFor(["+19195550101", "+19195550102"]);
    desk.simulator.account.completePortOut(orderId);
    const { portOuts } = await desk.look("getPortOuts", { status: "complete" });
    expect(portOuts).toEqual([
      expect.objectContaining({
        ...{ orderId, orderType: "port_out", status: "COMPLETE", countOfTns: 1, telephoneNumber: "+19195550100" },
        ...{ userId: "Neustar", vendorId: "512E", errorCode: "200", errorMessage: "Port out successful." },
      }),
    ]);
    const today = new Date(desk.simulator.account.now()).toISOString().slice(0, 10);
    expect(await ids({ date: today, startDate: today, endDate: today })).toEqual([waiting, orderId]);
    expect(desk.queries(/portouts$/).at(-1)).toMatchObject({ date: today, startdate: today, enddate: today });
    expect(complaints("getPortOuts", { endDate: "2026-01-31" })).toEqual(["endDate needs startDate"]);
  });

  test("one by its id", async () => {
    const focDate = Date.UTC(2031, 2, 3, 12);
    const orderId = askFor(["+19195550100"], focDate);
    const found = await desk.look("getPortOut", { orderId });
    expect(found).toMatchObject({
      ...{ orderId, status: "NEW", spid: "512E", accountId: "9500249", createdByUser: "System", errors: [] },
      telephoneNumbers: ["+19195550100"],
      requestedFocDate: "2031-03-03T12:00:00.000Z",
    });
    expect(found.pon).toBe(desk.simulator.account.portOuts.get(orderId)?.pon);
  });

  test("one that does not exist is an error; an API that is out of order proves nothing", async () => {
    await expect(desk.look("getPortOut", { orderId: "77" })).rejects.toThrow(
      'orderId "77" is no port-out of account 9500249; expected: the orderId of a port-out, as in 4299b1ad',
    );
    const orderId = askFor(["+19195550100"]);
    desk.simulator.faults.on("GET", /portouts\//, { kind: "status", status: 403 });
    await expect(desk.look("getPortOut", { orderId })).rejects.toThrow("403");
    desk.simulator.faults.on("GET", /portouts\//, { kind: "empty", status: 200 });
    await expect(desk.look("getPortOut", { orderId })).rejects.toThrow("the answer holds no port-out");
  });
});
