import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { byAreaCode, existing } from "../simulator/support.js";
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

const telephoneNumber = "+19195550100";
/** Orders the number, and lets the simulator settle that. */
async function buy(): Promise<string> {
  const orderId = await desk.caller.order(existing(siteId, ["9195550100"], `<PeerId>${sipPeerId}</PeerId>`));
  await desk.caller.get(`/orders/${orderId}`);
  return orderId;
}

test("a list of numbers is asked for in one request, and has no other filters", async () => {
  await buy();
  const mark = desk.simulator.requests.mark();
  const asked = ["919-555-0100", "+19195550101"];
  expect((await desk.look("getTns", { telephoneNumbers: asked })).tns).toMatchObject([
    { telephoneNumber, status: "Inservice", accountId: "9500249", rateCenter: "RALEIGH" },
  ]);
  expect(desk.simulator.requests.since(mark).map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /tns"]);
  desk.simulator.settings.strangersLeftOut = true;
  expect((await desk.look("getTns", { telephoneNumbers: asked.slice(1) })).tns).toEqual([]);
  expect(complaints("getTns", { telephoneNumbers: asked, status: "Aging", npa: "919" })).toEqual([
    "telephoneNumbers cannot be combined with npa, status: leave out one or the other",
  ]);
  desk.simulator.settings.withoutNumbersRole = true;
  await expect(desk.look("getTns", { telephoneNumbers: asked })).rejects.toThrow("403");
});

test.each([
  "named",
  "unnamed",
  "all named",
] as const)("a number that makes the API refuse the list (%s) doesn't cost the others", async (how) => {
  await buy();
  desk.simulator.settings.listsRefused = how;
  const asked = ["919-555-0101", "919-555-0100", "+19195550102", "+19195550103"];
  expect((await desk.look("getTns", { telephoneNumbers: asked })).tns).toMatchObject([{ telephoneNumber }]);
  expect((await desk.look("getTns", { telephoneNumbers: asked.slice(2) })).tns).toEqual([]);
});

describe("one number", () => {
  test("its details: place, owner, features, attributes", async () => {
    await buy();
    expect(await desk.look("getTnDetails", { telephoneNumber: "9195550100" })).toMatchObject({
      ...{ telephoneNumber, status: "Inservice", city: "RALEIGH", rateCenter: "RALEIGH", lata: "426", tier: "0" },
      site: { siteId, name: "Raleigh office" },
      sipPeer: { sipPeerId, name: "Main" },
      smsEnabled: false,
      tnAttributes: [],
    });
  });

  test("its site and its SIP peer", async () => {
    await buy();
    expect(await desk.look("getTnSites", { telephoneNumber })).toMatchObject({
      sites: [{ siteId, name: "Raleigh office" }],
    });
    expect(await desk.look("getTnSipPeers", { telephoneNumber })).toMatchObject({
      sipPeers: [{ sipPeerId, name: "Main" }],
    });
  });

  test("its rate center and its LATA, be it anybody's", async () => {
    expect(await desk.look("getTnRateCenter", { telephoneNumber: "+12125550100" })).toEqual({
      ...{ telephoneNumber: "+12125550100", state: "NY", rateCenter: "NWYRCYZN01" },
    });
    expect(await desk.look("getTnLata", { telephoneNumber })).toEqual({ telephoneNumber, lata: "426" });
  });

  test("its local calling area: exchanges and rate centers", async () => {
    const area = await desk.look("getTnLca", { telephoneNumber });
    expect(area.rateCenters).toEqual([
      { state: "NC", rateCenter: "CARY" },
      { state: "NC", rateCenter: "DURHAM" },
    ]);
    expect(area.npaNxxs).toEqual(expect.arrayContaining([expect.stringMatching(/^919\d{3}$/)]));
    // Nothing is local to a number that is in no place.
    const tollFree = await desk.look("getTnLca", { telephoneNumber: "+18005550100" });
    expect(tollFree).toMatchObject({ npaNxxs: [], rateCenters: [] });
  });

  test("its history, and none", async () => {
    const orderId = await buy();
    expect(await desk.look("getTnHistory", { telephoneNumber })).toEqual({
      telephoneNumber,
      history: [expect.objectContaining({ orderId, status: "Inservice" })],
    });
    const fresh = { telephoneNumber: "+12125550100" };
    expect(await desk.look("getTnHistory", fresh)).toEqual({ ...fresh, history: [] });
  });

  test.each([
    "getTnDetails",
    "getTnSites",
    "getTnSipPeers",
    "getTnRateCenter",
    "getTnLca",
    "getTnLata",
    "getTnHistory",
  ])("%s: one that does not exist is an error, and trouble proves nothing", async (name) => {
    const args = { telephoneNumber: "+19999999999" };
    await expect(desk.look(name, args)).rejects.toThrow('telephoneNumber "+19999999999" is no telephone number');
    desk.simulator.faults.on("GET", /\/tns\//, { kind: "status", status: 403 });
    await expect(desk.look(name, args)).rejects.toThrow("403");
    expect(complaints(name, { telephoneNumber: "555-0100" })).toHaveLength(1);
  });

  test("its reservation", async () => {
    const body = "<Reservation><ReservedTn>9195550150</ReservedTn></Reservation>";
    const { id } = await desk.caller.post("/tnreservation", body);
    expect(await desk.look("getTnReservation", { telephoneNumber: "+19195550150" })).toMatchObject({
      reservationId: id,
    });
  });
});

describe("all numbers that the credentials may see", () => {
  test("all pages, with filters under the API's names", async () => {
    await desk.caller.order(byAreaCode(siteId, "919", 3));
    await desk.caller.order(byAreaCode(siteId, "212", 1));
    desk.simulator.settings.largestPage = 2;
    const { tns } = await desk.look("getTns");
    expect(tns).toHaveLength(4);
    const one = await desk.look("getTns", { npaNxx: "212555", state: "NY" });
    expect(one.tns).toEqual([
      expect.objectContaining({
        ...{ telephoneNumber: "+12125550100", status: "Inservice", city: "NEW YORK" },
        inServiceDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      }),
    ]);
    expect(desk.queries(/^\/tns$/).at(-1)).toMatchObject({ npaNxx: "212555", state: "NY" });
    expect((await desk.look("getTns", { service: "Voice" })).tns).toHaveLength(4);
    expect((await desk.look("getTns", { service: "Hosted_E911" })).tns).toEqual([]);
    expect(complaints("getTns", { service: "SMS" })).toEqual([
      expect.stringContaining('service must be one of "E911", "Voice", "Hosted_E911"'),
    ]);
  });
});

describe("a rate center by its id", () => {
  test("has everything in it", async () => {
    const { rateCenters } = await desk.look("getCoveredRateCenters", { state: "NC", abbreviation: "RALEIGH" });
    const [{ rateCenterId }] = rateCenters as [{ rateCenterId: string }];
    const found = await desk.look("getCoveredRateCenter", { rateCenterId });
    expect(found).toMatchObject({
      ...{ rateCenterId, abbreviation: "RALEIGH", state: "NC", lata: "426", cities: ["RALEIGH"], tiers: ["0"] },
      availableNumberCount: expect.any(Number),
    });
    expect(found.localRateCenterIds).toHaveLength(2);
    expect(found.npaNxxxs).not.toHaveLength(0);
  });

  test("one that does not exist is an error at the argument", async () => {
    await expect(desk.look("getCoveredRateCenter", { rateCenterId: "1" })).rejects.toThrow(
      'rateCenterId "1" is no rate center that Bandwidth covers',
    );
    desk.simulator.faults.on("GET", /coveredRateCenters/, { kind: "html", status: 404 });
    await expect(desk.look("getCoveredRateCenter", { rateCenterId: "1" })).rejects.toThrow("HTML");
  });
});
