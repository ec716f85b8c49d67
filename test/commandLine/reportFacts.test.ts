import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { areaOf } from "../../provider/commandLine/report/build.js";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { address } from "../resources/support.js";
import { apiOf, office, removeFolders } from "./adoptSupport.js";
import { reportOf } from "./reportSupport.js";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(async () => {
  removeFolders();
  await simulator.close();
});

describe("emergency addresses", () => {
  const told = async (...args: string[]) =>
    (await reportOf(simulator, args)).numbers.map(({ emergencyAddress }) => emergencyAddress);

  test("of numbers that an order gave one, that were looked up, and that nobody looked at", async () => {
    const { bought } = await office(simulator, 4);
    const api = apiOf(simulator);
    const [first = "", second = ""] = bought;
    await api.emergencyAddresses.set([first, second], { callerName: "Office", address });
    await api.emergencyAddresses.remove([second]);
    api.client.close();
    expect(await told()).toEqual(["ordered", "none", "none", "none"]);
    expect(await told("--look-ups", "2")).toEqual(["ordered", "none", "none", "unknown"]);
    expect(await told("--look-ups", "0")).toEqual(["ordered", "unknown", "unknown", "unknown"]);
  });

  test("are not called missing when nothing about them can be read", async () => {
    await office(simulator, 2);
    simulator.settings.withoutNumbersRole = true;
    const report = await reportOf(simulator);
    expect(report.numbers.map(({ emergencyAddress }) => emergencyAddress)).toEqual(["unknown", "unknown"]);
    expect(report.unread.map(({ what }) => what)).toEqual(["details of single numbers"]);
  });
});

describe("campaigns", () => {
  test("of numbers that send messages, and only of those", async () => {
    const { bought } = await office(simulator, 4);
    const [own = "", off = "", without = ""] = bought;
    for (const number of [own, off, without]) simulator.account.switchOptions(number, { Sms: "on" });
    simulator.account.switchRouting(own, { a2p: { state: "overridden", campaignId: "CABC123", messageClass: "X" } });
    simulator.account.switchRouting(off, { a2p: { state: "off" } });
    for (const campaignsReadable of [true, false]) {
      simulator.settings.campaignsReadable = campaignsReadable;
      const { numbers } = await reportOf(simulator);
      expect(numbers.map(({ campaign }) => campaign)).toEqual(["own", "none", "none", "notNeeded"]);
    }
  });

  test("of their SIP peer count", async () => {
    const { bought, main } = await office(simulator, 1);
    const settings = { A2pLongCode: "DefaultOn", A2pMessageClass: "X", A2pCampaignId: "CABC123", Protocol: "HTTP" };
    simulator.account.changePeer(main, { services: { sms: { settings, smppHosts: [] } } });
    simulator.account.switchOptions(bought[0] ?? "", { Sms: "on" });
    const report = await reportOf(simulator);
    expect(report.numbers.map(({ campaign }) => campaign)).toEqual(["sipPeer"]);
    expect(report.idle.map(({ what }) => what)).toEqual(["SIP peer: Raleigh Office / Empty"]);
  });
});

test("passcodes: whether a number has one, and never the passcode", async () => {
  const { bought } = await office(simulator, 2);
  simulator.account.switchOptions(bought[0] ?? "", { PortOutPasscode: "a1b2c3" });
  const report = await reportOf(simulator);
  expect(report.numbers.map(({ portOutPasscode }) => portOutPasscode)).toEqual(["set", "none"]);
  expect(JSON.stringify(report)).not.toContain("a1b2c3");
});

test("passcodes: an answer that no number has one is an answer", async () => {
  await office(simulator, 2);
  const error = "<Error><Code>15619</Code><Description>Passcode was not found on tn(s)</Description></Error>";
  const body = `<TelephoneNumbersResponse><ErrorList>${error}</ErrorList></TelephoneNumbersResponse>`;
  simulator.faults.on("GET", /tnPortoutPasscodes/, { kind: "status", status: 404, body });
  const { numbers, unread } = await reportOf(simulator);
  expect([unread, numbers.map(({ portOutPasscode }) => portOutPasscode)]).toEqual([[], ["none", "none"]]);
});

test("numbers of other carriers lack nothing", async () => {
  const { siteId, main, bought } = await office(simulator, 1);
  const api = apiOf(simulator);
  await api.externalTns.import(["+13125550177"], { siteId, sipPeerId: main }, {});
  api.client.close();
  const { numbers, totals } = await reportOf(simulator);
  expect(totals).toMatchObject({ numbers: 2, externalNumbers: 1 });
  expect(numbers.map((one) => [one.number, one.external, one.emergencyAddress, one.portOutPasscode])).toEqual([
    ["+13125550177", true, "notNeeded", "notNeeded"],
    [bought[0], false, "none", "none"],
  ]);
});

describe("what has no effect", () => {
  test("messages at a SIP peer without them, campaigns of numbers without messages, and empty places", async () => {
    const { bought } = await office(simulator, 2);
    const api = apiOf(simulator);
    await api.sites.create({ name: "Nothing", address });
    api.client.close();
    const [sends = "", idle = ""] = bought;
    simulator.account.switchOptions(sends, { Sms: "on" });
    simulator.account.switchRouting(idle, { a2p: { state: "overridden", campaignId: "CABC123", messageClass: "X" } });
    const report = await reportOf(simulator);
    expect(report.idle.map(({ what, numbers }) => [what, numbers])).toEqual([
      ["Messages: Raleigh Office / Main", [sends]],
      ["Campaigns: Raleigh Office / Main", [idle]],
      ["SIP peer: Raleigh Office / Empty", []],
      [expect.stringMatching(/^Site: Nothing \(\d+\)$/), []],
    ]);
  });
});

describe("orders in flight", () => {
  test("a back-order of last year, a disconnect, a port-out and options, and none that is settled", async () => {
    const { siteId, main, bought } = await office(simulator, 3);
    const api = apiOf(simulator);
    const what = { search: { areaCode: "919" }, quantity: 2 };
    const order = { name: "more", siteId, sipPeerId: main, partialAllowed: true, backOrderRequested: true, what };
    simulator.account.script({ kind: "orders", outcome: "backordered" });
    await api.orders.place(order, "waits", { timeoutMs: 1 });
    for (const one of simulator.account.orders.values()) one.createdAt -= 300 * DAY_MS;
    await api.orders.place(order, "settled");
    simulator.account.requestPortOut([bought[2] ?? ""]);
    simulator.account.script({ kind: "tnoptions", outcome: "stuck" });
    await api.tnOptions.apply([bought[1] ?? ""], { sms: "on" }, { timeoutMs: 1 });
    api.client.close();
    const { orders } = await reportOf(simulator);
    expect(orders.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      "new numbers BACKORDERED",
      "port-out NEW",
      "options PROCESSING",
    ]);
  });
});

test.each([
  ["+19195550100", "919"],
  ["+18005550100", "toll-free"],
  ["+18885550100", "toll-free"],
  ["+442079460958", "+44"],
  ["+353209123456", "+353"],
  ["+74951234567", "+7"],
  ["+33199001234", "+33"],
])("the area of %s is %s", (number, area) => {
  expect(areaOf(number)).toBe(area);
});

const DAY_MS = 86_400_000;

test("20,000 numbers: a request for each 1,000, a few for each SIP peer, and the look-ups", async () => {
  const { inventory } = simulator.account;
  const { main, empty } = await office(simulator, 0);
  for (const areaCode of ["919", "604", "212", "303"]) {
    inventory.setCapacity(areaCode, 5_000);
    for (const [index, number] of [...inventory.matching({ areaCode })].entries())
      simulator.account.buyNumber({ number, sipPeerId: index % 3 === 0 ? empty : main });
  }
  const mark = simulator.requests.mark();
  const report = await reportOf(simulator, ["--look-ups", "50"]);
  expect([report.code, report.totals.numbers, report.areas.length]).toEqual([0, 20_000, 4]);
  const requests = simulator.requests.since(mark);
  expect(requests.filter(({ path }) => path.endsWith("/tndetails"))).toHaveLength(50);
  expect(requests.length - 50).toBeLessThan(20 + 2 * 10 + 20);
});
