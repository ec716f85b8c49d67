import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { every, textOf } from "../../simulator/xml.js";
import { type Caller, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let sipPeerId: string;
beforeEach(async () => {
  ({ simulator, caller, peerId: sipPeerId } = await withPeer());
});
afterEach(() => simulator.close());

const number = "+19195550100";
const askFor = (...numbers: string[]) => {
  for (const one of numbers) simulator.account.buyNumber({ number: one, sipPeerId });
  return simulator.account.requestPortOut(numbers);
};
const listed = async (query: string) => {
  const found = await caller.get(`/portouts?page=1&size=30${query}`);
  return every(found.xml, "lnpPortInfoForGivenStatus").map((entry) => textOf(entry, "OrderId"));
};

describe("port-outs", () => {
  test("appear by themselves, and take their numbers away when they are complete", async () => {
    const id = askFor(number);
    const before = await caller.get(`/portouts/${id}`);
    expect([before.value("PortOutStatus"), before.value("SPID")]).toEqual(["NEW", "512E"]);
    expect(before.value("ListOfPhoneNumbers", "PhoneNumber")).toBe("9195550100");
    simulator.account.completePortOut(id);
    expect((await caller.get(`/portouts/${id}`)).value("PortOutStatus")).toBe("COMPLETE");
    expect(simulator.account.heldNumber(number)).toBeUndefined();
    expect(simulator.ledger.entries.at(-1)).toMatchObject({ kind: "lost", number, by: "somebody else" });
  });

  test("are listed newest first by page, status and day. Page and size are required", async () => {
    const first = askFor(number);
    const second = askFor("+19195550101", "+19195550102");
    simulator.account.completePortOut(first);
    expect(await listed("")).toEqual([second, first]);
    expect(await listed("&status=complete")).toEqual([first]);
    const today = new Date(simulator.account.now()).toISOString().slice(0, 10);
    expect(await listed(`&date=${today}&startdate=${today}&enddate=${today}`)).toEqual([second, first]);
    expect(await listed("&startdate=2001-01-01&enddate=2001-12-31")).toEqual([]);
    expect((await caller.get(`/portouts?page=1&size=30&startdate=${today}`)).status).toBe(400);
    const bare = await caller.get("/portouts");
    expect([bare.status, bare.value("ResponseStatus", "Description")]).toEqual([
      404,
      "Size and page parameters are required",
    ]);
    const page = await caller.get("/portouts?page=1&size=1");
    expect(page.value("Links", "next")).toContain(`page=${first}&size=1`);
    expect(page.value("TotalCount")).toBe("2");
  });

  test("an empty list has the form of the account's lists, and a missing port-out is a 404 with a code", async () => {
    expect((await caller.get("/portouts?page=1&size=30")).status).toBe(204);
    simulator.settings.emptyOrderList = "404";
    expect((await caller.get("/portouts?page=1&size=30")).xml?.name).toBe("Links");
    const missing = await caller.get("/portouts/77");
    expect([missing.status, missing.value("Errors", "Code")]).toEqual([404, "7335"]);
  });

  test("an account read from its file again still has them", () => {
    const id = askFor(number);
    const snapshot = JSON.parse(JSON.stringify(simulator.account.snapshot()));
    simulator.account.portOuts.clear();
    simulator.account.restore(snapshot);
    expect(simulator.account.portOuts.get(id)?.numbers).toEqual([number]);
  });
});
