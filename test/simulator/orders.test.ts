import { afterEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../simulator/index.js";
import { byAreaCode, Caller, existing, withPeer } from "./support.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function start(options: Parameters<typeof withPeer>[0] = {}) {
  const started = await withPeer(options);
  simulator = started.simulator;
  return started;
}

describe("a number order", () => {
  test("is RECEIVED at first and its numbers are in service when it is COMPLETE", async () => {
    const { caller, siteId, peerId } = await start();
    const posted = await caller.post("/orders", `<Order>${byAreaCode(siteId, "919", 3)}</Order>`);
    expect(posted.status).toBe(201);
    expect(posted.value("OrderStatus")).toBe("RECEIVED");
    const order = await caller.get(`/orders/${posted.id}`);
    expect(order.value("OrderStatus")).toBe("COMPLETE");
    expect(order.value("Order", "id")).toBeUndefined();
    expect(order.value("Order", "PeerId")).toBe(peerId);
    expect(order.value("CompletedNumbers", "TelephoneNumber", "FullNumber")).toBe("9195550100");
    expect(simulator.ledger.owned()).toEqual(["+19195550100", "+19195550101", "+19195550102"]);
    expect((await caller.get("/inserviceNumbers/9195550100")).status).toBe(200);
  });

  test("uses E.164 and COMPLETED on the Universal Platform", async () => {
    const { siteId } = await start();
    const universal = new Caller(simulator, simulator.universalBaseUrl);
    const id = await universal.order(existing(siteId, ["+19195550100"]));
    const order = await universal.get(`/orders/${id}`);
    expect(order.value("OrderStatus")).toBe("COMPLETED");
    expect(order.value("CompletedNumbers", "FullNumber")).toBe("+19195550100");
    const tenDigits = await universal.post("/orders", `<Order>${existing(siteId, ["9195550101"])}</Order>`);
    expect(tenDigits.value("ResponseStatus", "ErrorCode")).toBe("1022");
  });

  test("takes time", async () => {
    let now = Date.now();
    const { caller, siteId } = await start({ orderLatencyMs: 300, now: () => now });
    const id = await caller.order(byAreaCode(siteId, "919", 1));
    now += 299;
    expect((await caller.get(`/orders/${id}`)).value("OrderStatus")).toBe("PROCESSING");
    expect(simulator.ledger.bought()).toEqual([]);
    now += 1;
    expect((await caller.get(`/orders/${id}`)).value("OrderStatus")).toBe("COMPLETE");
  });

  test("can have another id in its body than in Location", async () => {
    const { caller, siteId } = await start({ bodyIdDiffers: true });
    const posted = await caller.post("/orders", `<Order>${byAreaCode(siteId, "919", 1)}</Order>`);
    expect(posted.value("Order", "id")).not.toBe(posted.id);
    expect((await caller.get(`/orders/${posted.id}`)).status).toBe(200);
  });

  const typed = (type: string) => (siteId: string) => `${type}<SiteId>${siteId}</SiteId>`;
  test.each<[string, (siteId: string) => string, string]>([
    [
      "no Quantity",
      typed("<AreaCodeSearchAndOrderType><AreaCode>919</AreaCode></AreaCodeSearchAndOrderType>"),
      "99999",
    ],
    ["an unknown element", (siteId) => byAreaCode(siteId, "919", 1, "<Color>red</Color>"), "99999"],
    ["an unknown site", () => byAreaCode("1", "919", 1), "5016"],
    ["no site", () => byAreaCode("", "919", 1), "5022"],
    ["a peer of nowhere", (siteId) => byAreaCode(siteId, "919", 1, "<PeerId>1</PeerId>"), "5023"],
    ["5,001 numbers", (siteId) => byAreaCode(siteId, "919", 5_001), "5211"],
    ["zero numbers", (siteId) => byAreaCode(siteId, "919", 0), "5215"],
    ["a number twice", (siteId) => existing(siteId, ["9195550100", "9195550100"]), "5093"],
    [
      "an odd customer order id",
      (siteId) => byAreaCode(siteId, "919", 1, "<CustomerOrderId>a_b</CustomerOrderId>"),
      "5052",
    ],
    [
      "a back-order by number",
      (siteId) => existing(siteId, ["9195550100"], "<BackOrderRequested>true</BackOrderRequested>"),
      "5522",
    ],
    ["an area code of no area", (siteId) => byAreaCode(siteId, "119", 1), "4000"],
    ["two order types", (siteId) => existing(siteId, ["9195550100"]) + byAreaCode(siteId, "919", 1), "99999"],
    [
      "a rate center without its state",
      typed(
        "<CombinedSearchAndOrderType><RateCenter>CARY</RateCenter><Quantity>1</Quantity></CombinedSearchAndOrderType>",
      ),
      "4001",
    ],
  ])("with %s is refused and buys nothing", async (_what, body, code) => {
    const { caller, siteId } = await start();
    const refused = await caller.post("/orders", `<Order>${body(siteId)}</Order>`);
    expect([refused.status, refused.value("ErrorList", "Error", "Code")]).toEqual([400, code]);
    expect(simulator.ledger.bought()).toEqual([]);
  });

  test("with a list outside its wrapper is a server error, as on the live API", async () => {
    const { caller, siteId } = await start();
    const bare = `<Order><SiteId>${siteId}</SiteId><TelephoneNumberList><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumberList></Order>`;
    expect((await caller.post("/orders", bare)).status).toBe(500);
  });

  test.each([
    ["RateCenterSearchAndOrderType", "<RateCenter>CARY</RateCenter><State>NC</State>", "+1919201"],
    ["NPANXXSearchAndOrderType", "<NpaNxx>540203</NpaNxx><EnableLCA>false</EnableLCA>", "+1540203"],
    ["TollFreeVanitySearchAndOrderType", "<TollFreeVanity>BANDWID</TollFreeVanity>", "+18002263943"],
    ["TollFreeWildCharSearchAndOrderType", "<TollFreeWildCardPattern>87*</TollFreeWildCardPattern>", "+1877"],
    ["StateSearchAndOrderType", "<State>VA</State>", "+1540"],
    ["CitySearchAndOrderType", "<City>Roanoke</City><State>VA</State>", "+1540"],
    ["ZIPSearchAndOrderType", "<Zip>94103</Zip>", "+1415"],
    ["LATASearchAndOrderType", "<Lata>132</Lata>", "+1212"],
    ["CombinedSearchAndOrderType", "<NpaNxxX>9192011</NpaNxxX>", "+19192011"],
    [
      "CombinedSearchAndOrderType",
      "<AreaCode>617</AreaCode><LocalVanity>2468</LocalVanity><EndsIn>true</EndsIn>",
      "+1617",
    ],
  ])("%s with %s finds a number", async (type, inner, prefix) => {
    const { caller, siteId } = await start();
    const id = await caller.order(
      `<Name>x</Name><${type}>${inner}<Quantity>1</Quantity></${type}><SiteId>${siteId}</SiteId>`,
    );
    await caller.get(`/orders/${id}`);
    expect(simulator.ledger.bought()[0]?.startsWith(prefix)).toBe(true);
  });

  test("by NPA-NXX gets numbers from around it, unless EnableLCA is off", async () => {
    const { caller, siteId } = await start({ inventory: [{ areaCode: "704", count: 10_200 }] });
    const wish = (lca: string) =>
      `<NPANXXSearchAndOrderType><NpaNxx>704555</NpaNxx>${lca}<Quantity>101</Quantity></NPANXXSearchAndOrderType><PartialAllowed>false</PartialAllowed><SiteId>${siteId}</SiteId>`;
    const exact = await caller.get(`/orders/${await caller.order(wish("<EnableLCA>false</EnableLCA>"))}`);
    expect(exact.value("OrderStatus")).toBe("FAILED");
    const around = await caller.get(`/orders/${await caller.order(wish(""))}`);
    expect(around.value("OrderStatus")).toBe("COMPLETE");
    expect(simulator.ledger.bought().filter((number) => !number.startsWith("+1704555"))).toEqual(["+17042000000"]);
  });

  test("for another country's number works on the Universal Platform", async () => {
    const { siteId } = await start();
    const universal = new Caller(simulator, simulator.universalBaseUrl);
    const found = await universal.get("/availableNumbers?countryCodeA3=GBR&quantity=1");
    const number = found.value("TelephoneNumberList", "TelephoneNumber") ?? "";
    expect(number).toBe("+441224003000");
    const id = await universal.order(existing(siteId, [number], "<AutoActivate>true</AutoActivate>"));
    expect((await universal.get(`/orders/${id}`)).value("OrderStatus")).toBe("COMPLETED");
  });
});
