import { afterEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { textsOf } from "../../simulator/xml.js";
import { existing, withPeer } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function start(options: Parameters<typeof withPeer>[0] = {}) {
  const started = await withPeer(options);
  simulator = started.simulator;
  return started;
}

describe("searching", () => {
  const search = (query: string) => `/availableNumbers?${query}`;

  test("returns none, one and many", async () => {
    const { caller } = await start({ inventory: [{ areaCode: "910", count: 0 }] });
    expect((await caller.get(search("areaCode=910&quantity=5"))).text).toContain("<SearchResult/>");
    const many = await caller.get(search("areaCode=919&quantity=5000"));
    expect(many.value("ResultCount")).toBe("5000");
    expect(new Set(textsOf(many.xml, "TelephoneNumberList", "TelephoneNumber")).size).toBe(5_000);
    const detailed = await caller.get(search("areaCode=919&quantity=1&enableTNDetail=true"));
    expect(detailed.value("TelephoneNumberDetailList", "TelephoneNumberDetail", "RateCenter")).toBe("RALEIGH");
  });

  test.each([
    ["", "4010"],
    ["areaCode=119", "4000"],
    ["areaCode=919&npaNxx=919555", "4010"],
    ["city=Cary", "4005"],
    ["areaCode=919&orderBy=fullNumber", "4021"],
    ["npaNxx=919555&orderBy=color", "4020"],
    ["areaCode=919&LCA=true", "4010"],
    ["tollFreeWildCardPattern=8**&state=NC", "4010"],
  ])("%s is refused with %s", async (query, code) => {
    const { caller } = await start();
    const refused = await caller.get(search(query));
    expect([refused.status, refused.value("Error", "Code")]).toEqual([400, code]);
  });

  test("a reserved number is hidden and can be ordered only with its reservation", async () => {
    const { caller, siteId } = await start();
    const { id } = await caller.post(
      "/tnreservation",
      "<Reservation><ReservedTn>9195550100</ReservedTn></Reservation>",
    );
    expect(Number((await caller.get(`/tnreservation/${id}`)).value("Reservation", "ReservationExpires"))).toBe(14_400);
    expect((await caller.get(search("npaNxx=919555&quantity=1"))).text).not.toContain("9195550100");
    const refused = await caller.get(`/orders/${await caller.order(existing(siteId, ["9195550100"]))}`);
    expect(refused.value("OrderStatus")).toBe("FAILED");
    const opened = existing(siteId, ["9195550100"]).replace(
      "</TelephoneNumberList>",
      `</TelephoneNumberList><ReservationIdList><ReservationId>${id}</ReservationId></ReservationIdList>`,
    );
    expect((await caller.get(`/orders/${await caller.order(opened)}`)).value("OrderStatus")).toBe("COMPLETE");
  });
});
