import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byAreaCode, disconnectBody, existing } from "../simulator/support.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
let siteId: string;
let sipPeerId: string;
beforeEach(async () => {
  desk = await Desk.open();
  siteId = await desk.caller.createSite();
  sipPeerId = await desk.caller.createPeer(siteId);
});
afterEach(() => desk.close());

const inService = (args = {}) => desk.look("getInserviceNumbers", args).then((found) => found.telephoneNumbers);

describe("the numbers that the account has", () => {
  test("all pages are read, and none is an empty list", async () => {
    expect(await inService()).toEqual([]);
    await desk.caller.order(byAreaCode(siteId, "919", 7));
    desk.simulator.settings.largestPage = 3;
    const numbers = await inService();
    expect(new Set(numbers as string[]).size).toBe(7);
    expect(numbers).toContain("+19195550106");
  });

  test("filters reach the account's list under its own names", async () => {
    await desk.caller.order(byAreaCode(siteId, "919", 1));
    await desk.caller.order(byAreaCode(siteId, "212", 1));
    expect(await inService({ areaCode: "212" })).toEqual(["+12125550100"]);
    expect(await inService({ rateCenter: "RALEIGH", state: "NC" })).toEqual(["+19195550100"]);
    expect(await inService({ lata: "132", npaNxx: "212555" })).toEqual(["+12125550100"]);
    expect(await inService({ startDate: "2026-01-31", endDate: "26-02-28" })).toBeInstanceOf(Array);
    const queries = desk.queries(/\/inserviceNumbers$/).map(({ page: _page, size: _size, ...filters }) => filters);
    expect(queries).toEqual([
      { areacode: "212" },
      { ratecenter: "RALEIGH", state: "NC" },
      { lata: "132", npanxx: "212555" },
      { startdate: "26-01-31", enddate: "26-02-28" },
    ]);
  });

  test("filters reach the lists of the Universal Platform under the names that they have there", async () => {
    await desk.close();
    desk = await Desk.open({}, "universal");
    const site = await desk.caller.createSite();
    await desk.caller.createPeer(site);
    await desk.caller.order(byAreaCode(site, "919", 1));
    await desk.caller.order(byAreaCode(site, "212", 1));
    const only = ["+12125550100"];
    expect(await inService({ areaCode: "212" })).toEqual(only);
    expect(await inService({ npaNxx: "212555" })).toEqual(only);
    expect(await inService({ siteId: site, areaCode: "212", state: "NY" })).toEqual(only);
    expect(await inService({ npaNxxx: "2125550" })).toEqual(only);
    expect(await inService({ city: "New York" })).toEqual(only);
    expect(await inService({ city: "New York", countryCodeA3: "CAN" })).toEqual([]);
    expect(await inService({ areaCode: "212", countryCodeA3: "USA", tier: "0" })).toEqual(only);
    expect((await desk.look("getTns", { npa: "212" })).tns).toHaveLength(1);
    expect((await desk.look("getTns", { npaNxxx: "2125550" })).tns).toHaveLength(1);
    const filters = desk.queries(/(inserviceNumbers|\/tns)$/).map(({ page: _page, size: _size, ...query }) => query);
    expect(filters).toEqual([
      ...["USA", "CAN"].map((countryCodeA3) => ({ areaCode: "212", countryCodeA3 })),
      { npaNxx: "212555" },
      ...["USA", "CAN"].map((countryCodeA3) => ({ areaCode: "212", state: "NY", countryCodeA3 })),
      { npaNxxx: "2125550" },
      ...["USA", "CAN"].map((countryCodeA3) => ({ city: "New York", countryCodeA3 })),
      { city: "New York", countryCodeA3: "CAN" },
      { areaCode: "212", countryCodeA3: "USA", tier: "0" },
      ...["USA", "CAN"].map((countryCodeA3) => ({ areaCode: "212", countryCodeA3 })),
      { npaNxxx: "2125550" },
    ]);
  });

  test("a list that ignores its filters is not taken for a narrow one", async () => {
    await desk.caller.order(byAreaCode(siteId, "919", 1));
    await desk.caller.order(byAreaCode(siteId, "212", 1));
    const numbers = "<TelephoneNumber>9195550100</TelephoneNumber><TelephoneNumber>2125550100</TelephoneNumber>";
    const body = `<TNs><TotalCount>2</TotalCount><TelephoneNumbers>${numbers}</TelephoneNumbers></TNs>`;
    const ignoring = () => desk.simulator.faults.on("GET", /inserviceNumbers$/, { kind: "status", status: 200, body });
    ignoring();
    expect(await inService({ areaCode: "212" })).toEqual(["+12125550100"]);
    ignoring();
    await expect(inService({ areaCode: "212", state: "NY" })).rejects.toThrow("seems to ignore");
  });

  test("numbers of another country are listed by its area code, and none of North America with them", async () => {
    await desk.close();
    desk = await Desk.open({}, "universal");
    const shows = (numbers: string[]) => {
      const list = numbers.map((number) => `<TelephoneNumber>${number}</TelephoneNumber>`).join("");
      const body = `<TNs><TotalCount>${numbers.length}</TotalCount><TelephoneNumbers>${list}</TelephoneNumbers></TNs>`;
      desk.simulator.faults.on("GET", /inserviceNumbers$/, { kind: "status", status: 200, body });
    };
    const london = { countryCodeA3: "GBR", areaCode: "20" };
    shows(["+442079460100"]);
    expect(await inService(london)).toEqual(["+442079460100"]);
    // A list that ignores the filters shows every number.
    shows(["+442079460100", "+19195550100"]);
    await expect(inService(london)).rejects.toThrow("seems to ignore");
  });

  test("a list that counts more than it shows is an error, not a shorter list", async () => {
    await desk.caller.order(byAreaCode(siteId, "919", 1));
    desk.simulator.settings.countsTooMany = 1;
    await expect(inService()).rejects.toThrow("counts 2 and shows 1");
  });

  test("those of one site, by the filters that only a site has", async () => {
    const other = await desk.caller.createSite("Other");
    await desk.caller.createPeer(other);
    await desk.caller.order(byAreaCode(siteId, "919", 1));
    await desk.caller.order(byAreaCode(other, "212", 1));
    expect(await inService({ siteId })).toEqual(["+19195550100"]);
    expect(await inService({ siteId: other, city: "New York" })).toEqual(["+12125550100"]);
    expect(await inService({ siteId: other, npaNxxx: "9195550" })).toEqual([]);
    await expect(inService({ siteId: "77777" })).rejects.toThrow('siteId "77777" is no site');
  });

  test("filters that cannot work are refused before anything is sent", () => {
    expect(complaints("getInserviceNumbers", { rateCenter: "RALEIGH" })).toEqual(["rateCenter needs state"]);
    expect(complaints("getInserviceNumbers", { startDate: "2026-01-31" })).toEqual(["startDate needs endDate"]);
    expect(complaints("getInserviceNumbers", { startDate: "2026-02-30", endDate: "soon" })).toEqual([
      "startDate must be a day as in 2026-01-31",
      "endDate must be a day as in 2026-01-31",
    ]);
    expect(complaints("getInserviceNumbers", { startDate: "2026-03-01", endDate: "2026-02-01" })).toEqual([
      "endDate must not be before startDate 2026-03-01",
    ]);
    expect(complaints("getInserviceNumbers", { countryCodeA3: "GBR", areaCode: "20", tier: "1" })).toEqual([
      "tier is only for numbers of North America, and not with countryCodeA3 GBR",
    ]);
    expect(complaints("getInserviceNumbers", { areaCode: "20" })).toEqual([
      "areaCode must be 3 digits, the first from 2 to 9; an area code of another country needs countryCodeA3",
    ]);
  });

  test("filters that the classic API does not have are refused before anything is sent", async () => {
    const mark = desk.simulator.requests.mark();
    for (const name of ["npaNxxx", "city", "tier"]) {
      const value = { npaNxxx: "9195550", city: "Raleigh", tier: "1" }[name];
      await expect(inService({ [name]: value })).rejects.toThrow(`${name} is only for the numbers of a site`);
    }
    await expect(inService({ siteId, countryCodeA3: "USA" })).rejects.toThrow("is only for the Universal Platform");
    expect(desk.simulator.requests.since(mark)).toEqual([]);
  });

  test("an answer that is no list is an error, not an empty inventory", async () => {
    desk.simulator.faults.on("GET", /inserviceNumbers$/, { kind: "empty", status: 200 });
    await expect(inService()).rejects.toThrow("inserviceNumbers");
  });
});

describe("one number", () => {
  const number = "+19195550100";
  const buy = async () => {
    const orderId = await desk.caller.order(existing(siteId, ["9195550100"], `<PeerId>${sipPeerId}</PeerId>`));
    // The simulator settles what is due when it is asked something.
    await desk.caller.get(`/orders/${orderId}`);
    return orderId;
  };

  test("its state, its place and its options, in whatever form it is asked for", async () => {
    const orderId = await buy();
    Object.assign(desk.simulator.account.numbers.get(number) ?? {}, {
      options: { callForward: "9195550177", callingNameDisplay: "on", sms: "off" },
      protected: true,
    });
    const found = await desk.look("getTn", { telephoneNumber: "(919) 555-0100" });
    expect(found.orderCreateDate).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(found.lastModifiedDate).toMatch(/^\d{4}-\d\d-\d\d /);
    expect(found).toMatchObject({
      ...{ telephoneNumber: number, status: "Inservice", held: true, inService: true, accountId: "9500249" },
      ...{ siteId, sipPeerId, orderId, rateCenter: "RALEIGH", state: "NC", lata: "426", tier: "0" },
      options: { callForward: "+19195550177", callingNameDisplay: "on", sms: "off", protected: true },
    });
    expect(found.history).toBeUndefined();
  });

  test("its history on request, and only then", async () => {
    const orderId = await buy();
    expect(desk.queries(/history$/)).toHaveLength(0);
    const { history } = await desk.look("getTn", { telephoneNumber: number, history: true });
    expect(history).toEqual([expect.objectContaining({ orderId, status: "Inservice", orderType: "NEW_NUMBER_ORDER" })]);
    // Nothing has happened to a number that nobody had yet.
    const fresh = await desk.look("getTn", { telephoneNumber: "+12125550100", history: true });
    expect(fresh).toMatchObject({ status: "Available", inService: false, history: [] });
  });

  test("one whose service is not active yet is held, and has options", async () => {
    desk.simulator.settings.newNumbers = "InAccount";
    desk.simulator.settings.inAccountShown = "atPeer";
    await buy();
    const found = await desk.look("getTn", { telephoneNumber: number });
    expect(found).toMatchObject({ status: "InAccount", held: true, inService: false });
    expect(found.options).toBeDefined();
    expect((await desk.look("getTns", { status: "InAccount" })).tns).toMatchObject([{ telephoneNumber: number }]);
    expect((await desk.look("getTns", { status: "Inservice" })).tns).toEqual([]);
  });

  test("one that was released has no options any more", async () => {
    await buy();
    await desk.caller.post("/disconnects", disconnectBody(["9195550100"]));
    const found = await desk.look("getTn", { telephoneNumber: number });
    expect(found).toMatchObject({ status: "Aging", held: false, inService: false });
    expect(found.options).toBeUndefined();
  });

  test("one that does not exist, or is none, is an error that says what is expected", async () => {
    await expect(desk.look("getTn", { telephoneNumber: "+19999999999" })).rejects.toThrow(
      'telephoneNumber "+19999999999" is no telephone number that Bandwidth knows; expected: a number as in +19195550100',
    );
    expect(complaints("getTn", { telephoneNumber: "555-0100" })).toEqual([
      expect.stringContaining("telephoneNumber must be a telephone number: 10 digits"),
    ]);
  });

  test("credentials without the Numbers role still learn whether it is in service", async () => {
    await buy();
    desk.simulator.settings.withoutNumbersRole = true;
    expect(await desk.look("getTn", { telephoneNumber: number })).toEqual({
      ...{ telephoneNumber: number, status: "Inservice", held: true, inService: true, accountId: "9500249" },
    });
    // Of others they learn nothing, and that is not "does not exist".
    await expect(desk.look("getTn", { telephoneNumber: "+12125550100" })).rejects.toThrow("403");
  });
});
