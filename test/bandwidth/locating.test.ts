import { describe, expect, test } from "vitest";
import { numbers } from "../../provider/bandwidth/numbers/numbers.js";
import {
  a,
  api,
  b,
  detailsOf,
  e164,
  inServiceList,
  noSuchNumber,
  pageOf,
  peerHas,
  run,
  withScriptedApi,
} from "./numbersSupport.js";
import { inside, ok, refusal } from "./scriptedApi.js";

withScriptedApi();

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
