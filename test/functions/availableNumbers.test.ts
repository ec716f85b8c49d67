import { afterEach, describe, expect, test } from "vitest";
import { Desk } from "./support.js";

let desk: Desk;
afterEach(() => desk.close());

describe("what could be ordered", () => {
  test("numbers of an area code, as E.164 and at most as many as asked for", async () => {
    desk = await Desk.open();
    expect(await desk.look("getAvailableNumbers", { areaCode: "919", quantity: 2 })).toEqual({
      telephoneNumbers: ["+19195550100", "+19195550101"],
    });
  });

  test("the API's own default of local calling areas does not bring numbers of other exchanges", async () => {
    desk = await Desk.open({ inventory: [{ areaCode: "919", count: 3 }] });
    const { telephoneNumbers } = await desk.look("getAvailableNumbers", { npaNxx: "919555", quantity: 100 });
    expect(telephoneNumbers).toHaveLength(3);
    expect(desk.queries(/availableNumbers$/)).toEqual([{ npaNxx: "919555", quantity: "100", LCA: "false" }]);
  });

  test("every setting travels under the name that the API knows", async () => {
    desk = await Desk.open();
    const args = { rateCenter: "RALEIGH", state: "NC", enableLca: true, orderBy: "fullNumber", protected: "NONE" };
    await desk.look("getAvailableNumbers", { ...args, quantity: 1, enableTnDetail: true });
    expect(desk.queries(/availableNumbers$/)).toEqual([
      {
        ...{ rateCenter: "RALEIGH", state: "NC", LCA: "true", orderBy: "fullNumber", protected: "NONE" },
        ...{ quantity: "1", enableTNDetail: "true" },
      },
    ]);
  });

  test("places are told when they are asked for", async () => {
    desk = await Desk.open();
    const found = await desk.look("getAvailableNumbers", { areaCode: "212", quantity: 1, enableTnDetail: true });
    expect(found).toEqual({
      telephoneNumbers: ["+12125550100"],
      details: [
        {
          telephoneNumber: "+12125550100",
          ...{ city: "NEW YORK", state: "NY", rateCenter: "NWYRCYZN01", lata: "132", tier: "0" },
          ...{ vendorId: "49", vendorName: "Bandwidth CLEC" },
        },
      ],
    });
  });

  test("none is an empty list, however the API says it", async () => {
    desk = await Desk.open({ inventory: [{ areaCode: "919", count: 0 }] });
    expect(await desk.look("getAvailableNumbers", { areaCode: "919" })).toEqual({ telephoneNumbers: [] });
    expect(await desk.look("getAvailableNumbers", { areaCode: "919", enableTnDetail: true })).toEqual({
      telephoneNumbers: [],
      details: [],
    });
  });

  test("toll-free numbers", async () => {
    desk = await Desk.open();
    const { telephoneNumbers } = await desk.look("getAvailableNumbers", {
      tollFreeWildCardPattern: "87*",
      quantity: 1,
    });
    expect(telephoneNumbers).toEqual([expect.stringMatching(/^\+1877\d{7}$/)]);
  });

  test("a refusal of the API is an error, not an empty list", async () => {
    desk = await Desk.open();
    desk.simulator.faults.on("GET", /availableNumbers$/, { kind: "status", status: 400 });
    await expect(desk.look("getAvailableNumbers", { areaCode: "919" })).rejects.toThrow("availableNumbers: 400");
  });
});

describe("other countries", () => {
  test("are told to be of the Universal Platform, before anything is sent", async () => {
    desk = await Desk.open();
    await expect(desk.look("getAvailableNumbers", { countryCodeA3: "GBR" })).rejects.toThrow(
      "countryCodeA3 is only for the Universal Platform",
    );
    expect(desk.simulator.requests).toHaveLength(0);
  });

  test("their numbers keep their form", async () => {
    desk = await Desk.open({}, "universal");
    const { telephoneNumbers } = await desk.look("getAvailableNumbers", { countryCodeA3: "GBR", quantity: 2 });
    expect(telephoneNumbers).toEqual(["+441224003000", "+441224003001"]);
  });

  test("on the Universal Platform an area code goes without its country, and with it where the API wants one", async () => {
    desk = await Desk.open({}, "universal");
    const search = { areaCode: "919", quantity: 1 };
    expect((await desk.look("getAvailableNumbers", search)).telephoneNumbers).toEqual(["+19195550100"]);
    desk.simulator.settings.areaCodeNeedsCountry = true;
    expect((await desk.look("getAvailableNumbers", search)).telephoneNumbers).toEqual(["+19195550100"]);
    const countries = desk.queries(/\/availableNumbers$/).map(({ countryCodeA3 }) => countryCodeA3);
    expect(countries).toEqual([undefined, undefined, "USA"]);
  });
});
