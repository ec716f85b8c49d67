import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byAreaCode } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open({ inventory: [{ areaCode: "212", count: 3 }] });
});
afterEach(() => desk.close());

describe("rate centers and cities", () => {
  test("those of a state, with the abbreviations that a search takes", async () => {
    const { rateCenters } = await desk.look("getRateCenters", { state: "NY" });
    expect(rateCenters).toEqual([{ abbreviation: "NWYRCYZN01", name: "NWYRCYZN01" }]);
    const { cities } = await desk.look("getCities", { state: "NY" });
    expect(cities).toEqual([{ name: "NEW YORK", rateCenter: "NWYRCYZN01" }]);
  });

  test("the count of available numbers on request; what is sold does not count", async () => {
    const siteId = await desk.caller.createSite();
    await desk.caller.createPeer(siteId);
    await desk.caller.order(byAreaCode(siteId, "212", 1));
    const { rateCenters } = await desk.look("getRateCenters", { state: "NY", available: true, supported: true });
    expect(rateCenters).toEqual([expect.objectContaining({ availableTelephoneNumberCount: 2 })]);
    const { cities } = await desk.look("getCities", { state: "NY", available: true });
    expect(cities).toEqual([expect.objectContaining({ availableTelephoneNumberCount: 2 })]);
    expect(desk.queries(/^\/rateCenters$/)).toEqual([{ state: "NY", available: "true", supported: "true" }]);
  });

  test("a state without any has an empty list; a state is needed", async () => {
    expect(await desk.look("getRateCenters", { state: "WY" })).toEqual({ rateCenters: [] });
    expect(complaints("getCities", {})).toEqual(["state is required"]);
    expect(complaints("getCities", { state: "Wyoming" })).toHaveLength(1);
  });
});

describe("covered rate centers", () => {
  test("all pages, with their lists empty unless they were embedded", async () => {
    desk.simulator.settings.largestPage = 2;
    const { rateCenters } = await desk.look("getCoveredRateCenters");
    const found = rateCenters as { abbreviation: string; cities: string[]; tiers: string[] }[];
    expect(new Set(found.map(({ abbreviation }) => abbreviation)).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(15);
    expect(found.every(({ cities }) => cities.length === 0)).toBe(true);
    expect(found[0]?.tiers).toEqual(["0"]);
  });

  test("one with everything", async () => {
    const embed = ["ZipCodes", "Cities", "NpaNxxX", "AvailableNumberCount"];
    const { rateCenters } = await desk.look("getCoveredRateCenters", { state: "NY", npa: "212", embed });
    expect(rateCenters).toEqual([
      {
        rateCenterId: expect.any(String),
        ...{ name: "NWYRCYZN01", abbreviation: "NWYRCYZN01", state: "NY", lata: "132", availableNumberCount: 3 },
        ...{ tiers: ["0"], zipCodes: ["10007"], cities: ["NEW YORK"], npaNxxxs: ["2125550"], localRateCenterIds: [] },
      },
    ]);
  });

  test("a block is asked for under the spelling that only this list has", async () => {
    const { rateCenters } = await desk.look("getCoveredRateCenters", { npaNxxx: "2125550" });
    expect(rateCenters).toHaveLength(1);
    expect(desk.queries(/coveredRateCenters/)[0]).toMatchObject({ npaNxxX: "2125550" });
  });

  test("local rate centers go with no filter", async () => {
    expect(complaints("getCoveredRateCenters", { state: "NC", embed: ["LocalRateCenters"] })).toEqual([
      "embed cannot contain LocalRateCenters together with state: the API takes no filter with it",
    ]);
    const { rateCenters } = await desk.look("getCoveredRateCenters", { embed: ["LocalRateCenters"] });
    const raleigh = (rateCenters as { abbreviation: string; localRateCenterIds: string[] }[]).find(
      ({ abbreviation }) => abbreviation === "RALEIGH",
    );
    expect(raleigh?.localRateCenterIds).toHaveLength(2);
  });

  test("filters have their limits", () => {
    const filters = { lata: "4260", tier: "6", zip: "27606-1234", npa: "91", npaNxx: "91943", npaNxxx: "919439" };
    expect(complaints("getCoveredRateCenters", { ...filters, embed: ["Vendors"] })).toHaveLength(7);
  });
});

describe("exchanges with numbers", () => {
  test("how many, of those that have enough", async () => {
    expect(await desk.look("getAvailableNpaNxx", { areaCode: "212" })).toEqual({
      availableNpaNxx: [{ npaNxx: "212555", npa: "212", nxx: "555", city: "NEW YORK", state: "NY", quantity: 3 }],
    });
    expect(await desk.look("getAvailableNpaNxx", { areaCode: "212", quantity: 4 })).toEqual({ availableNpaNxx: [] });
  });

  test("an answer that holds an error, and no exchange, is an error, not a list of none", async () => {
    const status =
      "<ResponseStatus><ErrorCode>12016</ErrorCode><Description>No such site</Description></ResponseStatus>";
    const body = `<SearchResultForAvailableNpaNxx>${status}</SearchResultForAvailableNpaNxx>`;
    desk.simulator.faults.on("GET", /availableNpaNxx$/, { kind: "status", status: 200, body });
    await expect(desk.look("getAvailableNpaNxx", { areaCode: "212" })).rejects.toThrow("12016 No such site");
  });

  test("an area code that is none is an error of the API's own words", async () => {
    await expect(desk.look("getAvailableNpaNxx", { areaCode: "433" })).rejects.toThrow("4000");
  });
});
