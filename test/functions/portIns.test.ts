import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { placeOf, placePortIn } from "./portSupport.js";
import { complaints, Desk } from "./support.js";

let desk: Desk;
let siteId: string;
let sipPeerId: string;
beforeEach(async () => {
  desk = await Desk.open();
  ({ siteId, sipPeerId } = await placeOf(desk));
});
afterEach(() => desk.close());

const ids = async (name: string, args = {}) => {
  const { portIns } = await desk.look(name, args);
  return (portIns as { orderId: string }[]).map(({ orderId }) => orderId);
};

describe("the port-ins of the account", () => {
  test("all pages are read, and none is an empty list, however the API says it", async () => {
    for (const way of ["204", "404", "200"] as const) {
      desk.simulator.settings.emptyOrderList = way;
      expect(await desk.look("getPortIns")).toEqual({ portIns: [] });
    }
    const made = [];
    for (const last of [1, 2, 3, 4, 5]) made.push(await placePortIn(desk, siteId, [`919444000${last}`]));
    desk.simulator.settings.largestPage = 2;
    expect(await ids("getPortIns")).toEqual(made.reverse());
  });

  test("what the list says of each, with numbers as E.164", async () => {
    const orderId = await placePortIn(desk, siteId, ["9194440001", "9194440002"]);
    const { portIns } = await desk.look("getPortIns");
    expect(portIns).toEqual([
      expect.objectContaining({
        ...{ orderId, orderType: "port_in", status: "PENDING_DOCUMENTS", countOfTns: 2, userId: "simulator-user" },
        ...{ billingTelephoneNumber: "+19194440001", losingCarrierId: "1537", losingCarrierName: "Mock Carrier" },
        ...{ vendorId: "49", vendorName: "Bandwidth CLEC" },
      }),
    ]);
  });

  test("filters reach the list under its own names, the number in the form of the dialect", async () => {
    const inner = "<CustomerOrderId>mine</CustomerOrderId>";
    const mine = await placePortIn(desk, siteId, ["9194440001"], { inner });
    const other = await placePortIn(desk, siteId, ["9194440002"]);
    desk.simulator.account.advancePortIn(other, "FOC");
    const pon = desk.simulator.account.portIns.get(mine)?.pon ?? "";
    const today = new Date(desk.simulator.account.now()).toISOString().slice(0, 10);
    expect(await ids("getPortIns", { status: "foc" })).toEqual([other]);
    expect(await ids("getPortIns", { billingTelephoneNumber: "(919) 444-0001" })).toEqual([mine]);
    expect(await ids("getPortIns", { telephoneNumber: "(919) 444-0002" })).toEqual([other]);
    expect(await ids("getPortIns", { pon })).toEqual([mine]);
    expect(await ids("getPortIns", { customerOrderId: "mine" })).toEqual([mine]);
    expect(await ids("getPortIns", { date: today, startDate: today, endDate: today })).toHaveLength(2);
    expect(await ids("getPortIns", { startDate: "2001-01-01", endDate: "2001-12-31" })).toEqual([]);
    const queries = desk.queries(/\/portins$/).slice(-7);
    expect(
      queries.map(({ page: _page, size: _size, ...filters }) => filters).filter((q) => Object.keys(q).length),
    ).toEqual([
      { status: "foc" },
      { tn: "9194440001" },
      { orderTn: "9194440002" },
      { pon },
      { customerOrderId: "mine" },
      { date: today, startdate: today, enddate: today },
      { startdate: "2001-01-01", enddate: "2001-12-31" },
    ]);
  });

  test("filters that cannot work are refused before anything is sent", () => {
    expect(complaints("getPortIns", { startDate: "2026-01-31" })).toEqual(["startDate needs endDate"]);
    expect(complaints("getPortIns", { date: "2026-02-30" })).toEqual(["date must be a day as in 2026-01-31"]);
    expect(complaints("getPortIns", { startDate: "2026-03-01", endDate: "2026-02-01" })).toEqual([
      "endDate must not be before startDate 2026-03-01",
    ]);
    expect(complaints("getPortIns", { customerOrderId: "mine", date: "2026-01-31" })).toEqual([
      "date cannot be given together with customerOrderId",
    ]);
    const day = "2026-01-31";
    expect(complaints("getPortIns", { pon: "A1", startDate: day, endDate: day })).toEqual([
      "startDate cannot be given together with pon",
      "endDate cannot be given together with pon",
    ]);
    expect(complaints("getPortIns", { billingTelephoneNumber: "9194440001", date: day })).toEqual([
      "date cannot be given together with billingTelephoneNumber",
    ]);
    expect(complaints("getPortIns", { billingTelephoneNumber: "12" })).toHaveLength(1);
  });

  test("an answer that is no list is an error, not a list of none", async () => {
    desk.simulator.faults.on("GET", /portins$/, { kind: "empty", status: 200 });
    await expect(desk.look("getPortIns")).rejects.toThrow("the answer isn't a list of ports");
  });

  test("those of a site, and a site that does not exist", async () => {
    const other = await desk.caller.createSite("Other");
    await desk.caller.createPeer(other);
    await placePortIn(desk, siteId, ["9194440001"]);
    const there = await placePortIn(desk, other, ["9194440002"]);
    expect(await ids("getSitePortIns", { siteId: other })).toEqual([there]);
    expect(await ids("getSitePortIns", { siteId: other, status: "COMPLETE" })).toEqual([]);
    await expect(desk.look("getSitePortIns", { siteId: "77777" })).rejects.toThrow(
      'siteId "77777" is no site of account 9500249; expected: a siteId, as in 13606',
    );
  });

  test("how many there are", async () => {
    expect(await desk.look("getPortInsTotals")).toEqual({ count: 0 });
    await placePortIn(desk, siteId, ["9194440001"]);
    expect(await desk.look("getPortInsTotals", { status: "pending_documents", vendorId: "49" })).toEqual({ count: 1 });
    expect(await desk.look("getPortInsTotals", { vendorId: "50" })).toEqual({ count: 0 });
    desk.simulator.faults.on("GET", /totals$/, { kind: "empty", status: 200 });
    await expect(desk.look("getPortInsTotals")).rejects.toThrow("the answer holds no quantity");
  });
});

describe("one port-in", () => {
  test("how it stands, with everything that was asked for but its PIN", async () => {
    const inner = "<CustomerOrderId>mine</CustomerOrderId><RequestedFocDate>2031-03-03T15:30:00Z</RequestedFocDate>";
    const orderId = await placePortIn(desk, siteId, ["9194440001", "9194440002"], { inner });
    const found = await desk.look("getPortIn", { orderId });
    expect(found).toMatchObject({
      ...{ orderId, status: "PENDING_DOCUMENTS", customerOrderId: "mine", siteId, sipPeerId, triggered: false },
      telephoneNumbers: ["+19194440001", "+19194440002"],
      billingTelephoneNumber: "+19194440001",
      requestedFocDate: "2031-03-03T15:30:00.000Z",
      subscriber: { subscriberType: "BUSINESS", businessName: "Initech", serviceAddress: { city: "Denver" } },
      ...{ loaAuthorizingPerson: "The Authguy", accountNumber: "771297665AABC", accountId: "9500249" },
      ...{ losingCarrierName: "Mock Carrier", portType: "AUTOMATED", createdByUser: "simulator-user", errors: [] },
    });
    expect(JSON.stringify(found)).not.toContain("3141592");
  });

  test("what is wrong with it", async () => {
    const orderId = await placePortIn(desk, siteId, ["9194440001"]);
    const error = { code: "7435", description: "Order is being rejected for PIN/Passcode." };
    desk.simulator.account.advancePortIn(orderId, "EXCEPTION", error);
    expect(await desk.look("getPortIn", { orderId })).toMatchObject({ status: "EXCEPTION", errors: [error] });
  });

  test("what happened to it, and the remarks on it", async () => {
    const orderId = await placePortIn(desk, siteId, ["9194440001"]);
    expect(await desk.look("getPortInNotes", { orderId })).toEqual({ orderId, notes: [] });
    const note = "<Note><UserId>jbm</UserId><Description>Call first</Description></Note>";
    await desk.caller.post(`/portins/${orderId}/notes`, note);
    expect(await desk.look("getPortInNotes", { orderId })).toMatchObject({
      notes: [{ userId: "jbm", description: "Call first" }],
    });
    desk.simulator.account.advancePortIn(orderId, "SUBMITTED");
    const { history } = await desk.look("getPortInHistory", { orderId });
    expect((history as { status: string }[]).map(({ status }) => status)).toEqual(["PENDING_DOCUMENTS", "SUBMITTED"]);
    expect(history).toMatchObject([{ author: "simulator-user", note: "Port-in PENDING_DOCUMENTS" }, {}]);
  });

  test("a draft has no history", async () => {
    const orderId = await placePortIn(desk, siteId, ["9194440001"]);
    desk.simulator.account.advancePortIn(orderId, "DRAFT");

    expect(await desk.look("getPortInHistory", { orderId })).toEqual({ orderId, history: [] });
  });

  test("its numbers, counted in every way", async () => {
    const orderId = await placePortIn(desk, siteId, ["9194440001", "9194440002", "9195550177"]);
    const telephoneNumbers = ["+19194440001", "+19194440002", "+19195550177"];
    expect(await desk.look("getPortInTns", { orderId })).toEqual({ orderId, telephoneNumbers });
    expect(await desk.look("getPortInTotals", { orderId })).toEqual({ orderId, count: 3 });
    expect(await desk.look("getPortInAreaCodes", { orderId })).toEqual({
      orderId,
      areaCodes: [{ areaCode: "919", count: 3 }],
    });
    expect(await desk.look("getPortInNpaNxx", { orderId })).toEqual({
      orderId,
      npaNxxs: [
        { npaNxx: "919444", count: 2 },
        { npaNxx: "919555", count: 1 },
      ],
    });
  });

  test("its activation, and why there is none before and after", async () => {
    const plain = await placePortIn(desk, siteId, ["9194440009"]);
    const orderId = await placePortIn(desk, siteId, ["9194440001"], { triggered: true });
    const activation = (id = orderId) => desk.look("getPortInActivation", { orderId: id });
    expect(await activation(plain)).toMatchObject({ unavailable: { code: "7345" }, activatedTelephoneNumbers: [] });
    expect(await activation()).toMatchObject({
      unavailable: { code: "7342", description: "On demand portin activation not yet allowed." },
    });
    desk.simulator.account.advancePortIn(orderId, "FOC");
    const due = await activation();
    expect(due).toMatchObject({ notYetActivatedTelephoneNumbers: ["+19194440001"], activatedTelephoneNumbers: [] });
    expect(due.autoActivationDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(due.unavailable).toBeUndefined();
    desk.simulator.account.advancePortIn(orderId, "COMPLETE");
    expect(await activation()).toMatchObject({ unavailable: { code: "7348" } });
  });

  const single = [
    ...["getPortIn", "getPortInHistory", "getPortInNotes", "getPortInActivation", "getPortInDocuments"],
    ...["getPortInAreaCodes", "getPortInNpaNxx", "getPortInTns", "getPortInTotals"],
  ];

  test.each(
    single,
  )("%s: one that does not exist is an error that names it, and that says what would do", async (name) => {
    await expect(desk.look(name, { orderId: "77" })).rejects.toThrow(
      'orderId "77" is no port-in of account 9500249; expected: the orderId of a port-in, as in b6080e4c',
    );
  });

  test.each(single)("%s: an API that is out of order does not prove that it is gone", async (name) => {
    const orderId = await placePortIn(desk, siteId, ["9194440001"]);
    desk.simulator.faults.on("GET", /portins\//, { kind: "html", status: 404 }, { times: 9 });
    await expect(desk.look(name, { orderId })).rejects.toThrow("404");
    desk.simulator.faults.clear();
    desk.simulator.faults.on("GET", /portins\//, { kind: "status", status: 403 });
    await expect(desk.look(name, { orderId })).rejects.toThrow("403");
  });

  test.each(
    single.filter((name) => !["getPortInHistory", "getPortInNotes"].includes(name)),
  )("%s: an answer that is something else is an error", async (name) => {
    const orderId = await placePortIn(desk, siteId, ["9194440001"]);
    desk.simulator.faults.on("GET", /portins\//, { kind: "empty", status: 200 });
    await expect(desk.look(name, { orderId })).rejects.toThrow(/the answer (holds no|isn't)/);
  });
});

test("on the Universal Platform numbers are asked for as E.164, and shown so", async () => {
  const universal = await Desk.open({}, "universal");
  try {
    const place = await placeOf(universal);
    const orderId = await placePortIn(universal, place.siteId, ["9194440001"]);
    const { portIns } = await universal.look("getPortIns", { billingTelephoneNumber: "9194440001" });
    expect(portIns).toMatchObject([{ orderId, billingTelephoneNumber: "+19194440001" }]);
    expect(universal.queries(/\/portins$/).at(-1)).toMatchObject({ tn: "+19194440001" });
    expect(await universal.look("getPortInTns", { orderId })).toMatchObject({ telephoneNumbers: ["+19194440001"] });
  } finally {
    await universal.close();
  }
});
