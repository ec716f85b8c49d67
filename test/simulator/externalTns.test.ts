import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { Caller, existing, withPeer } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let siteId: string;
let peerId: string;
beforeEach(async () => {
  ({ simulator, caller, siteId, peerId } = await withPeer());
});
afterEach(() => simulator.close());

const own = "9199990100";
const order = (action: string, number: string, peer = "") =>
  caller.post(
    "/externalTns",
    `<ExternalTnsOrder><CustomerOrderID>mine</CustomerOrderID><SiteId>${siteId}</SiteId>${peer}<Action>${action}</Action><TelephoneNumbers><TelephoneNumber>${number}</TelephoneNumber></TelephoneNumbers></ExternalTnsOrder>`,
  );
const outcome = async (id: string) => {
  const shown = await caller.get(`/externalTns/${id}`);
  return [shown.value("ProcessingStatus"), shown.value("Errors", "Error", "Code")];
};

test.each(["/externalTns", "/bdrs"])("the Universal Platform has no %s", async (path) => {
  const universal = new Caller(simulator, simulator.universalBaseUrl);
  for (const answer of [await universal.post(path, "<Any/>"), await universal.get(`${path}/1`)]) {
    expect([answer.status, answer.value("ResponseStatus", "ErrorCode")]).toEqual([404, "1016"]);
  }
});

describe("orders for external numbers", () => {
  test("import and remove them", async () => {
    const { id } = await order("IMPORT", own, `<SipPeerId>${peerId}</SipPeerId>`);
    expect(await outcome(id)).toEqual(["COMPLETE", undefined]);
    expect((await caller.call("GET", `/tns/${own}`)).value("SiteId")).toBe(siteId);
    const removed = await order("REMOVE", own);
    expect(await outcome(removed.id)).toEqual(["COMPLETE", undefined]);
    expect((await caller.call("GET", `/tns/${own}`)).status).toBe(404);
  });

  test("a number that is imported again isn't an error, but loses all its attributes", async () => {
    await order("IMPORT", own);
    simulator.account.switchOptions(`+1${own}`, { Sms: "on" });
    const again = await order("IMPORT", own);
    expect(await outcome(again.id)).toEqual(["COMPLETE", undefined]);
    expect(simulator.account.numbers.get(`+1${own}`)?.options).toEqual({});
  });

  test("are listed by number, customer order id and action. An empty list is a 404", async () => {
    expect((await caller.get("/externalTns")).status).toBe(404);
    const { id } = await order("IMPORT", own);
    const found = await caller.get(`/externalTns?tn=${own}&customerOrderId=mine&action=IMPORT`);
    expect(found.value("ExternalTnsOrder", "OrderId")).toBe(id);
    expect((await caller.get("/externalTns?action=REMOVE")).status).toBe(404);
  });

  test("are refused for invalid numbers, and fail for numbers of the wrong owner", async () => {
    expect((await order("STEAL", own)).value("ResponseStatus", "ErrorCode")).toBe("25000");
    const withPlace = await order("REMOVE", own, `<SipPeerId>${peerId}</SipPeerId>`);
    expect(withPlace.value("ResponseStatus", "ErrorCode")).toBe("25020");
    expect((await order("IMPORT", own, "<SipPeerId>1</SipPeerId>")).value("ResponseStatus", "ErrorCode")).toBe("5023");
    await caller.order(existing(siteId, ["9195550100"]));
    expect(await outcome((await order("IMPORT", "9195550100")).id)).toEqual(["FAILED", "25060"]);
    expect(await outcome((await order("REMOVE", "9195550100")).id)).toEqual(["FAILED", "25120"]);
    expect(await outcome((await order("REMOVE", own)).id)).toEqual(["FAILED", "25030"]);
  });
});
