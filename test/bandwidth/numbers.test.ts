import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { featureOrders } from "../../provider/bandwidth/features/featureOrders.js";
import { inventory } from "../../provider/bandwidth/numbers/inventory.js";
import { numbers } from "../../provider/bandwidth/numbers/numbers.js";
import { peerNumbers } from "../../provider/bandwidth/numbers/peerNumbers.js";
import { portList } from "../../provider/bandwidth/porting/portLists.js";
import { eventually } from "../eventually.js";
import { each, inside, ok, refusal, type Scripted, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
});
afterEach(() => api.stop());

const a = { siteId: "12", sipPeerId: "34" };
const b = { siteId: "12", sipPeerId: "35" };
const pageOf = (peer: string) => `/sites/12/sippeers/${peer}/tns`;
const e164 = (...tens: string[]) => tens.map((ten) => `+1${ten}`);
const run = (count: number, first = 9195550100) => Array.from({ length: count }, (_, n) => String(first + n));

const peerHas = (tens: string[], attributes = "") =>
  ok(
    `<SipPeerTelephoneNumbersResponse><SipPeerTelephoneNumbers>${tens
      .map((ten) => `<SipPeerTelephoneNumber><FullNumber>${ten}</FullNumber>${attributes}</SipPeerTelephoneNumber>`)
      .join("")}</SipPeerTelephoneNumbers></SipPeerTelephoneNumbersResponse>`,
  );
const detailsOf = (
  place: { siteId: string; sipPeerId: string },
  more = "<Status>Inservice</Status><AccountId>9</AccountId>",
) =>
  ok(
    `<TelephoneNumberResponse><TelephoneNumberDetails>${more}<Site><Id>${place.siteId}</Id></Site>` +
      `<SipPeer><PeerId>${place.sipPeerId}</PeerId></SipPeer></TelephoneNumberDetails></TelephoneNumberResponse>`,
  );
const noSuchNumber: Scripted = {
  status: 404,
  body: "<R><ResponseStatus><ErrorCode>15506</ErrorCode><Description>The telephone number does not exist</Description></ResponseStatus></R>",
};
const inServiceList = (tens: string[]): Scripted =>
  tens.length === 0
    ? { status: 204 }
    : ok(`<TNs><TelephoneNumbers>${each("TelephoneNumber", tens)}</TelephoneNumbers></TNs>`);

describe("the numbers of a peer", () => {
  test("come page by page, with the readable options", async () => {
    const options =
      "<CallingNameDisplay>true</CallingNameDisplay><TnAttributes><TnAttribute>Protected</TnAttribute></TnAttributes>" +
      "<MessagingSettings><SmsEnabled>false</SmsEnabled></MessagingSettings><CallForward>9195550199</CallForward>";
    api.on(`GET ${pageOf("34")}`, ({ query }) => {
      const next =
        '<Links><next>Link=&lt;http://localhost/v1.0/tns?page=9195550101&amp;size=5000&gt;;rel="next";</next></Links>';
      if (query.page !== "1") return peerHas(["9195550101"]);
      const first = peerHas(["9195550100"], options) as { status: number; body: string };
      return { ...first, body: first.body.replace("<SipPeerTelephoneNumbers>", `${next}<SipPeerTelephoneNumbers>`) };
    });
    const found = await numbers(api.client()).atPeer("12", "34");
    expect(found.get("+19195550100")).toEqual({
      ...a,
      attributes: { callingNameDisplay: true, protected: true, smsEnabled: false, callForward: "+19195550199" },
    });
    expect(found.get("+19195550101")).toEqual({ ...a, attributes: { protected: false } });
    expect(api.received.map(({ query }) => [query.page, query.includeAttributes])).toEqual([
      ["1", "true"],
      ["9195550101", "true"],
    ]);
  });

  test("are read once for all callers of one moment, and again when they are old or a run begins", async () => {
    api.on(`GET ${pageOf("34")}`, peerHas(["9195550100"]));
    const client = api.client();
    const { atPeer, locate } = numbers(client);
    await Promise.all(Array.from({ length: 50 }, () => atPeer("12", "34")));
    expect(api.received).toHaveLength(1);
    await atPeer("12", "34");
    expect(api.received).toHaveLength(1);
    await api.clock.sleep(5_001);
    await locate(e164("9195550100"), [a]);
    expect(api.received).toHaveLength(1);
    await atPeer("12", "34");
    expect(api.received).toHaveLength(2);
    await api.clock.sleep(30_001);
    await locate(e164("9195550100"), [a]);
    expect(api.received).toHaveLength(3);
    client.beginRun();
    await locate(e164("9195550100"), [a]);
    expect(api.received).toHaveLength(4);
  });

  test("that took long to read are shared longer, so that a slow run isn't filled with them", async () => {
    api.on(`GET ${pageOf("34")}`, async () => {
      await api.clock.sleep(10_000);
      return peerHas(["9195550100"]);
    });
    const { locate } = numbers(api.client());
    await locate(e164("9195550100"), [a]);
    await api.clock.sleep(199_000);
    await locate(e164("9195550100"), [a]);
    expect(api.received).toHaveLength(1);
    await api.clock.sleep(2_000);
    await locate(e164("9195550100"), [a]);
    expect(api.received).toHaveLength(2);
  });

  test("no more than two pages are read at the same time", async () => {
    let open = 0;
    let most = 0;
    for (const peer of ["34", "35", "36", "37"]) {
      api.on(`GET ${pageOf(peer)}`, async () => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        return peerHas([`91955501${peer}`]);
      });
    }
    const peers = ["34", "35", "36", "37"].map((sipPeerId) => ({ siteId: "12", sipPeerId }));
    const tens = peers.map(({ sipPeerId }) => `91955501${sipPeerId}`);
    expect((await numbers(api.client()).locate(e164(...tens), peers)).size).toBe(4);
    expect(most).toBe(2);
  });

  test("an answer in progress during a write isn't given to later callers", async () => {
    let write = () => {};
    const written = new Promise<void>((resolve) => {
      write = resolve;
    });
    let tens = ["9195550100"];
    api.on(`GET ${pageOf("34")}`, async () => {
      const before = peerHas(tens);
      await written;
      return before;
    });
    const client = api.client();
    const { atPeer } = numbers(client);
    const early = atPeer("12", "34");
    await eventually(() => expect(api.received).toHaveLength(1));
    tens = ["9195550199"];
    peerNumbers(client).forgetNumbers(["+19195550199"]);
    const late = atPeer("12", "34");
    write();
    expect([...(await late).keys()]).toEqual(["+19195550199"]);
    expect([...(await early).keys()]).toEqual(["+19195550100"]);
  });

  test("a number that leaves while they are read has left when they are there", async () => {
    let write = () => {};
    const written = new Promise<void>((resolve) => {
      write = resolve;
    });
    api.on(`GET ${pageOf("34")}`, async () => {
      await written;
      return peerHas(["9195550100", "9195550101"]);
    });
    const client = api.client();
    const { atPeer, locate } = numbers(client);
    const reading = atPeer("12", "34");
    await eventually(() => expect(api.received).toHaveLength(1));
    peerNumbers(client).leave(["+19195550100"]);
    write();
    expect([...(await reading).keys()]).toEqual(["+19195550101"]);
    peerNumbers(client).leave(["+19195550101"]);
    api.on("GET /tns/9195550101/tndetails", refusal("15506", "the number does not exist"));
    expect((await locate(e164("9195550101"), [a])).size).toBe(0);
    expect(api.received.filter(({ path }) => path.endsWith("/tns"))).toHaveLength(1);
  });

  test("a missing peer has none, and an unreadable peer is an error", async () => {
    api.on(`GET ${pageOf("34")}`, refusal("13563", "Sip Peer does not exist"));
    api.on(`GET ${pageOf("35")}`, { status: 403 });
    api.on(`GET ${pageOf("36")}`, { status: 200, body: "" });
    const { atPeer } = numbers(api.client());
    expect((await atPeer("12", "34")).size).toBe(0);
    await expect(atPeer("12", "35")).rejects.toThrow("403");
    await expect(atPeer("12", "36")).rejects.toThrow("empty");
  });
});

describe("locating numbers", () => {
  test("that are in their place costs only their peer's pages", async () => {
    const tens = run(300);
    api.on(`GET ${pageOf("34")}`, peerHas(tens));
    const found = await numbers(api.client()).locate(e164(...tens), [a, a]);
    expect(found.size).toBe(300);
    expect(api.received).toHaveLength(1);
  });

  test("that somebody moved to one other peer doesn't cost a request each", async () => {
    const tens = run(200);
    api.on(`GET ${pageOf("34")}`, peerHas(tens.slice(0, 100)));
    api.on(`GET ${pageOf("35")}`, peerHas(tens.slice(100)));
    api.on("GET /inserviceNumbers", inServiceList(tens));
    api.on("GET /tns/*/tndetails", detailsOf(b));
    const found = await numbers(api.client()).locate(e164(...tens), [a]);
    expect(found.size).toBe(200);
    expect(found.get("+19195550250")).toMatchObject(b);
    expect(api.received.length).toBeLessThanOrEqual(4);
  });

  test("proves from the number itself that it is gone: unknown, disconnected, or somebody else's", async () => {
    api.on(`GET ${pageOf("34")}`, peerHas([]));
    api.on("GET /tns/9195550100/tndetails", noSuchNumber);
    api.on("GET /tns/9195550101/tndetails", detailsOf(a, "<Status>Aging</Status><AccountId>9</AccountId>"));
    api.on("GET /tns/9195550102/tndetails", detailsOf(a, "<Status>Inservice</Status><AccountId>10</AccountId>"));
    expect((await numbers(api.client()).locate(e164(...run(3)), [a])).size).toBe(0);
  });

  test.each([
    [
      "an error in a 200",
      ok("<R><ResponseStatus><ErrorCode>5000</ErrorCode><Description>Try later</Description></ResponseStatus></R>"),
    ],
    [
      "a 404 that complains of something else",
      {
        status: 404,
        body: "<R><ResponseStatus><ErrorCode>1003</ErrorCode><Description>The user is not known</Description></ResponseStatus></R>",
      },
    ],
  ])("%s proves nothing about a number", async (_what, answer) => {
    api.on("GET /tns/9195550100/tndetails", answer);
    api.on("GET /tns/9195550100", answer);
    api.on("GET /inserviceNumbers/9195550100", { status: 404 });
    const { locate, look } = numbers(api.client());
    await expect(locate(e164("9195550100"), [])).rejects.toThrow(/Try later|not known/);
    await expect(look("+19195550100")).rejects.toThrow(/Try later|not known/);
  });

  test("hundreds that no list shows are looked up one by one, and only a clear word removes one", async () => {
    const tens = run(500);
    api.on(`GET ${pageOf("34")}`, peerHas([]));
    api.on("GET /tns/*/tndetails", ({ path }) => {
      const word = path.includes("9195550100") ? "InAccount" : path.includes("9195550101") ? "NotHeardOf" : "Aging";
      return detailsOf(a, `<Status>${word}</Status><AccountId>9</AccountId>`);
    });
    const found = await numbers(api.client()).locate(e164(...tens), [a]);
    expect([...found]).toEqual(e164("9195550100", "9195550101").map((number) => [number, a]));
    expect(api.received).toHaveLength(501);
  });

  test("hundreds that are gone are proven gone by lists for a role without /tns", async () => {
    api.on(`GET ${pageOf("34")}`, peerHas([]));
    api.on("GET /tns/*/tndetails", { status: 403 });
    api.on("GET /inserviceNumbers/*", { status: 404 });
    api.on("GET /inserviceNumbers", inServiceList(["9195550110"]));
    const found = await numbers(api.client()).locate(e164(...run(500)), [a]);
    expect([...found.keys()]).toEqual(["+19195550110"]);
    expect(api.received).toHaveLength(4);
  });

  test("a number that another account has isn't here, whatever its state", async () => {
    api.on(`GET ${pageOf("34")}`, peerHas([]));
    api.on("GET /tns/*/tndetails", detailsOf(a, "<Status>InAccount</Status><AccountId>10</AccountId>"));
    expect((await numbers(api.client()).locate(e164("9195550100"), [a])).size).toBe(0);
  });

  test("after an answer without state and account, the numbers in service decide", async () => {
    api.on(`GET ${pageOf("34")}`, peerHas([]));
    api.on("GET /tns/*/tndetails", detailsOf(a, "<Tier>0</Tier>"));
    api.on("GET /inserviceNumbers/9195550100", { status: 200 });
    api.on("GET /inserviceNumbers/9195550101", { status: 404 });
    const found = await numbers(api.client()).locate(e164(...run(2)), [a]);
    expect([...found.keys()]).toEqual(["+19195550100"]);
  });

  test("a number that its peer's list doesn't show yet is where it says itself", async () => {
    api.on(`GET ${pageOf("34")}`, peerHas([]));
    api.on("GET /tns/*/tndetails", detailsOf(a));
    const found = await numbers(api.client()).locate(e164("9195550100"), [a]);
    expect(found.get("+19195550100")).toEqual({ ...a });
    expect(api.times("GET", pageOf("34"))).toBe(1);
  });

  test("a role without /tns learns it from the numbers in service", async () => {
    api.on(`GET ${pageOf("34")}`, peerHas([]));
    api.on("GET /tns/*/tndetails", { status: 403 });
    api.on("GET /inserviceNumbers/9195550100", { status: 200 });
    api.on("GET /inserviceNumbers/9195550101", { status: 404 });
    const found = await numbers(api.client()).locate(e164("9195550100", "9195550101"), [a]);
    expect([...found]).toEqual([["+19195550100", { siteId: "", sipPeerId: "" }]]);
  });

  test.each([
    ["an HTML page", { status: 404, body: "<html><body>Not found</body></html>" }],
    ["a 404 without a body", { status: 404 }],
    ["an empty 200", { status: 200 }],
    ["a 500", { status: 500 }],
  ])("%s isn't proof that a number is gone", async (_, answer) => {
    api.on(`GET ${pageOf("34")}`, peerHas([]));
    api.on("GET /tns/*/tndetails", answer);
    await expect(numbers(api.client()).locate(e164("9195550100"), [a])).rejects.toThrow();
  });
});

describe("moving numbers", () => {
  test("classic: checks the target until they have arrived", async () => {
    const tens = run(3);
    api.on("POST /sites/12/sippeers/35/movetns", { status: 200 });
    api.on(`GET ${pageOf("35")}`, (_, count) => peerHas(count < 2 ? tens.slice(0, 1) : tens));
    const moved = await numbers(api.client()).move(e164(...tens), b);
    expect(moved).toEqual({ moved: e164(...tens), failed: [] });
    expect(inside(api.requests("POST", "/sites/12/sippeers/35/movetns")[0]?.body ?? "", "FullNumber")).toEqual(tens);
  });

  test("classic: a refused number doesn't stop the others, and a number already there counts", async () => {
    api.on("POST /sites/12/sippeers/35/movetns", ({ body }) => {
      const asked = inside(body, "FullNumber");
      if (asked.includes("9195550100"))
        return refusal("13526", "Telephone number '9195550100' is already associated with SIP Peer '35'");
      if (asked.includes("9195550101")) return refusal("13518", "Telephone number '9195550101' is not in service");
      return { status: 200 };
    });
    api.on(`GET ${pageOf("35")}`, peerHas(["9195550102"]));
    expect(await numbers(api.client()).move(e164(...run(3)), b)).toMatchObject({
      moved: e164("9195550100", "9195550102"),
      failed: [{ telephoneNumber: "+19195550101", code: "13518" }],
    });
  });

  test("classic: a number that doesn't arrive in time is named", async () => {
    api.on("POST /sites/12/sippeers/35/movetns", { status: 200 });
    api.on(`GET ${pageOf("35")}`, peerHas([]));
    const { moved, failed } = await numbers(api.client()).move(e164("9195550100"), b, { timeoutMs: 10_000 });
    expect(moved).toEqual([]);
    expect(failed[0]?.telephoneNumber).toBe("+19195550100");
  });

  test("Universal Platform: its own order, in E.164, followed to its end", async () => {
    api.on("GET /moveTns", { status: 404, body: "<R/>" });
    api.on("POST /moveTns", {
      status: 201,
      body: "<MoveTnsOrderResponse><MoveTnsOrder><OrderId>m1</OrderId><ProcessingStatus>RECEIVED</ProcessingStatus></MoveTnsOrder></MoveTnsOrderResponse>",
    });
    api.on("GET /moveTns/m1", (_, count) =>
      ok(
        `<MoveTnsOrder><OrderId>m1</OrderId><TelephoneNumbers><TelephoneNumber>+19195550100</TelephoneNumber></TelephoneNumbers>` +
          `<ProcessingStatus>${count === 0 ? "PROCESSING" : "PARTIAL"}</ProcessingStatus><Errors>${
            count === 0
              ? ""
              : "<Error><Code>7518</Code><Description>Not Active</Description><TelephoneNumbers><TelephoneNumber>+19195550101</TelephoneNumber></TelephoneNumbers></Error>"
          }</Errors></MoveTnsOrder>`,
      ),
    );
    const { moved, failed } = await numbers(api.client("universal")).move(e164("9195550100", "9195550101"), b);
    expect(moved).toEqual(["+19195550100"]);
    expect(failed).toEqual([{ telephoneNumber: "+19195550101", code: "7518", description: "Not Active" }]);
    const body = api.requests("POST", "/moveTns")[0]?.body ?? "";
    expect(inside(body, "SipPeerId")).toEqual(["35"]);
    expect(inside(body, "TelephoneNumber")).toEqual(["+19195550100", "+19195550101"]);
  });
});

describe("single look-ups", () => {
  test("name the order that last changed a number", async () => {
    api.on(
      "GET /tns/9195550100",
      ok(
        "<TelephoneNumberResponse><TelephoneNumber>9195550100</TelephoneNumber><Status>Inservice</Status><OrderId>o1</OrderId><OrderType>NEW_NUMBER_ORDER</OrderType><SiteId>12</SiteId><AccountId>9</AccountId></TelephoneNumberResponse>",
      ),
    );
    const { get } = numbers(api.client());
    expect(await get("+19195550100")).toEqual({
      status: "Inservice",
      orderId: "o1",
      orderType: "NEW_NUMBER_ORDER",
      siteId: "12",
      accountId: "9",
    });
  });

  test("available numbers: none, one and many. An error inside a 200 is an error", async () => {
    const results = [
      "<SearchResult/>",
      "<SearchResult><TelephoneNumberList><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumberList></SearchResult>",
    ];
    api.on("GET /availableNumbers", (_, count) =>
      ok(
        results[count] ?? "<SearchResult><Error><Code>4010</Code><Description>bad</Description></Error></SearchResult>",
      ),
    );
    const { available } = inventory(api.client());
    const search = { areaCode: "919", quantity: 1 };
    expect(await available(search, false)).toEqual([]);
    expect(await available(search, false)).toEqual([{ telephoneNumber: "+19195550100" }]);
    await expect(available(search, false)).rejects.toThrow("4010");
    expect(api.received[0]?.query).toEqual({ areaCode: "919", quantity: "1" });
  });
});

describe("lists with more than the API shows, or with repetitions", () => {
  const orders = (count: number, total: number) =>
    ok(
      `<LidbOrders><TotalCount>${total}</TotalCount>${Array.from({ length: count }, (_, n) => `<LidbOrderIdUserIdDate><OrderId>o${n}</OrderId></LidbOrderIdUserIdDate>`).join("")}</LidbOrders>`,
    );

  test("orders: an answer has at most 1,000, whatever it counts. Fewer aren't all", async () => {
    api.on("GET /lidbs", orders(1_000, 2_122));
    expect(await featureOrders(api.client()).lidbs.list({})).toHaveLength(1_000);
    api.on("GET /lidbs", orders(999, 2_122));
    await expect(featureOrders(api.client()).lidbs.list({})).rejects.toThrow("counts 2122 and shows 999");
    // Nobody's id has no orders, so this count is about the requested id.
    api.on("GET /lidbs", ({ query }) => orders(0, query.customerOrderId === "x" ? 2_122 : 0));
    await expect(featureOrders(api.client()).lidbs.list({ customerOrderId: "x" })).rejects.toThrow(
      "no readable entry, but contains TotalCount",
    );
  });

  test("ports: one number in two orders is two ports", async () => {
    const port = (orderId: string, number = "9195550100") =>
      `<lnpPortInfoForGivenStatus><OrderId>${orderId}</OrderId><FullNumber>${number}</FullNumber></lnpPortInfoForGivenStatus>`;
    const next = '<Links><next>Link=&lt;http://localhost/v1.0/portins?page=2&amp;size=2&gt;;rel="next";</next></Links>';
    api.on("GET /portins", ({ query }) =>
      ok(
        `<LNPResponseWrapper><TotalCount>4</TotalCount>${query.page === "1" ? next + port("a") + port("b") : port("c") + port("c", "9195550101")}</LNPResponseWrapper>`,
      ),
    );
    const found = await portList(api.client(), ["accounts", "9", "portins"], {});
    expect(found.map(({ orderId }) => orderId)).toEqual(["a", "b", "c", "c"]);
  });

  test("disconnected numbers: a number disconnected twice is counted twice, and is one number", async () => {
    const twice = "<TNs><TotalCount>3</TotalCount><TelephoneNumbers><Count>2</Count>";
    api.on(
      "GET /discnumbers",
      ok(`${twice}${each("TelephoneNumber", ["9195550100", "9195550101"])}</TelephoneNumbers></TNs>`),
    );
    expect(await inventory(api.client()).disconnected({})).toEqual(e164("9195550100", "9195550101"));
  });
});
