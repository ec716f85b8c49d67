import { describe, expect, test } from "vitest";
import { featureOrders } from "../../provider/bandwidth/features/featureOrders.js";
import { inventory } from "../../provider/bandwidth/numbers/inventory.js";
import { numbers } from "../../provider/bandwidth/numbers/numbers.js";
import { peerNumbers } from "../../provider/bandwidth/numbers/peerNumbers.js";
import { portList } from "../../provider/bandwidth/porting/portLists.js";
import { eventually } from "../eventually.js";
import { a, api, e164, pageOf, peerHas, withScriptedApi } from "./numbersSupport.js";
import { each, ok, refusal } from "./scriptedApi.js";

withScriptedApi();

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
