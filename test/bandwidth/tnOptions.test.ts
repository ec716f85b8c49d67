import { afterEach, beforeEach, expect, test } from "vitest";
import { featureOrders } from "../../provider/bandwidth/features/featureOrders.js";
import { tnOptions } from "../../provider/bandwidth/features/tnOptions.js";
import { inside, ok, refusal, type Scripted, ScriptedApi } from "./scriptedApi.js";

let api: ScriptedApi;
beforeEach(async () => {
  api = new ScriptedApi();
  await api.start();
  // No order of an interrupted run.
  api.on("GET /tnoptions", { status: 404, body: "<R/>" });
});
afterEach(() => api.stop());

const e164 = (...tens: string[]) => tens.map((ten) => `+1${ten}`);
const run = (count: number) => Array.from({ length: count }, (_, n) => String(9195550100 + n));
const accepted = (id: string): Scripted => ({
  status: 201,
  body: `<TnOptionOrderResponse><TnOptionOrder><OrderId>${id}</OrderId><ProcessingStatus>RECEIVED</ProcessingStatus></TnOptionOrder></TnOptionOrderResponse>`,
});
const order = (status: string, errors = "", customerOrderId = "") =>
  ok(
    `<TnOptionOrder><CustomerOrderId>${customerOrderId}</CustomerOrderId><ProcessingStatus>${status}</ProcessingStatus><ErrorList>${errors}</ErrorList></TnOptionOrder>`,
  );
const error = (code: string, number: string) =>
  `<Error><Code>${code}</Code><Description>no</Description><TelephoneNumber>${number}</TelephoneNumber></Error>`;
const bodies = () => api.requests("POST", "/tnoptions").map(({ body }) => body);
const groupsIn = (body: string) =>
  body
    .split("<TnOptionGroup>")
    .slice(1)
    .map((group) => inside(group, "TelephoneNumber"));

test("options are sent in the API's words and in the documented sequence, the forwarding number with ten digits", async () => {
  api.on("POST /tnoptions", accepted("t1"));
  api.on("GET /tnoptions/t1", (_, count) => order(count === 0 ? "PROCESSING" : "COMPLETE"));
  const result = await tnOptions(api.client()).apply(e164(...run(2)), {
    sms: "off",
    callForward: "+1 (919) 555-0199",
    callingNameDisplay: "on",
    finalDestinationUri: "alice@192.0.2.1:5060",
    protected: "unchanged",
  });
  expect(result).toEqual({ orderIds: ["t1"], status: "COMPLETE", failed: [], open: false });
  const [body = ""] = bodies();
  const group = body.slice(body.indexOf("<TnOptionGroup>"));
  expect([...group.matchAll(/<(\w+)>([^<\s]+)</g)].map((match) => `${match[1]}=${match[2]}`)).toEqual([
    ...["CallForward=9195550199", "CallingNameDisplay=on", "Protected=unchanged", "Sms=off"],
    ...["FinalDestinationURI=alice@192.0.2.1:5060", "TelephoneNumber=9195550100", "TelephoneNumber=9195550101"],
  ]);
});

test("the Universal Platform gets E.164, and a keyword stays a keyword", async () => {
  api.on("POST /tnoptions", accepted("t1"));
  api.on("GET /tnoptions/t1", order("COMPLETE"));
  await tnOptions(api.client("universal")).apply(e164("9195550100"), { callForward: "systemdefault" });
  expect(inside(bodies()[0] ?? "", "TelephoneNumber")).toEqual(["+19195550100"]);
  expect(inside(bodies()[0] ?? "", "CallForward")).toEqual(["systemdefault"]);
});

test("the wishes of several resources at one moment share one order, with equal options in one group", async () => {
  api.on("POST /tnoptions", accepted("t1"));
  api.on("GET /tnoptions/t1", order("PARTIAL", error("5079", "9195550102")));
  const { apply } = tnOptions(api.client());
  const [first, second, third] = await Promise.all([
    apply(e164("9195550100"), { sms: "on" }),
    apply(e164("9195550101"), { sms: "off" }),
    apply(e164("9195550102", "9195550103"), { sms: "on" }),
  ]);
  expect(bodies().map(groupsIn)).toEqual([[["9195550100", "9195550102", "9195550103"], ["9195550101"]]]);
  // One bad number of another resource doesn't concern them.
  expect(first).toEqual({ orderIds: ["t1"], status: "COMPLETE", failed: [], open: false });
  expect(second?.failed).toEqual([]);
  expect(third).toMatchObject({ status: "PARTIAL", failed: [{ telephoneNumber: "+19195550102", code: "5079" }] });
});

test("two calls for one number use two orders, the later one last", async () => {
  api.on("POST /tnoptions", accepted("t1"));
  api.on("GET /tnoptions/t1", order("COMPLETE"));
  const { apply } = tnOptions(api.client());
  await Promise.all([apply(e164("9195550100"), { sms: "on" }), apply(e164("9195550100"), { sms: "off" })]);
  expect(bodies().map((body) => inside(body, "Sms"))).toEqual([["on"], ["off"]]);
});

test("more numbers than an order can have are split, and split again when the API accepts fewer", async () => {
  const sizes: number[] = [];
  api.on("POST /tnoptions", ({ body }) => {
    const count = inside(body, "TelephoneNumber").length;
    if (count > 2) return refusal("5095", "The count of telephone numbers in order exceeds the maximum size of 2");
    sizes.push(count);
    return accepted(`t${sizes.length}`);
  });
  api.on("GET /tnoptions/*", order("COMPLETE"));
  const { failed, orderIds } = await tnOptions(api.client(), { mostPerOrder: 5 }).apply(e164(...run(7)), { sms: "on" });
  expect(failed).toEqual([]);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(2);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(7);
  expect(orderIds).toHaveLength(sizes.length);
});

test("numbers that were just ordered are tried again until they are ready", async () => {
  api.on("POST /tnoptions", (_, count) => accepted(`t${count}`));
  api.on("GET /tnoptions/t0", order("PARTIAL", error("5074", "9195550101")));
  api.on("GET /tnoptions/t1", order("FAILED", error("5076", "9195550101")));
  api.on("GET /tnoptions/t2", order("COMPLETE"));
  const result = await tnOptions(api.client()).apply(e164(...run(2)), { sms: "on" });
  expect(result).toEqual({ orderIds: ["t0", "t1", "t2"], status: "COMPLETE", failed: [], open: false });
  expect(bodies().map(groupsIn)).toEqual([[run(2)], [["9195550101"]], [["9195550101"]]]);
});

test("a number that never becomes ready is reported in the end", async () => {
  api.on("POST /tnoptions", refusal("5074", "Telephone number is not in service.", "9195550100"));
  const { failed, status } = await tnOptions(api.client()).apply(e164("9195550100"), { sms: "on" });
  expect(failed).toMatchObject([{ telephoneNumber: "+19195550100", code: "5074" }]);
  expect(status).toBe("FAILED");
  expect(bodies().length).toBeLessThan(20);
});

test("refused options are an error for their own callers, not for the others", async () => {
  api.on("POST /tnoptions", ({ body }) =>
    body.includes("nonsense")
      ? {
          status: 400,
          body: "<R><ResponseStatus><ErrorCode>5081</ErrorCode><Description>Number Format 'nonsense' is invalid.</Description></ResponseStatus></R>",
        }
      : accepted("t1"),
  );
  api.on("GET /tnoptions/t1", order("COMPLETE"));
  const { apply } = tnOptions(api.client());
  const [good, bad] = await Promise.allSettled([
    apply(e164("9195550100"), { sms: "on" }),
    apply(e164("9195550101"), { numberFormat: "nonsense" }),
  ]);
  expect(good).toMatchObject({ status: "fulfilled", value: { status: "COMPLETE" } });
  expect(bad).toMatchObject({ status: "rejected" });
  expect(String(bad?.status === "rejected" && bad.reason)).toContain("5081");
});

test("an order with a lost answer is found by its id and isn't sent again", async () => {
  let id = "";
  api.on("POST /tnoptions", ({ body }) => {
    [id = ""] = inside(body, "CustomerOrderId");
    return "lost";
  });
  api.on("GET /tnoptions", ({ query }) =>
    query.customerOrderId === id
      ? ok(
          "<TnOptionOrders><TnOptionOrderSummary><OrderStatus>COMPLETE</OrderStatus><OrderId>t1</OrderId></TnOptionOrderSummary></TnOptionOrders>",
        )
      : { status: 404, body: "<R/>" },
  );
  api.on("GET /tnoptions/t1", () => order("COMPLETE", "", id));
  const { orderIds, status } = await tnOptions(api.client()).apply(e164("9195550100"), { sms: "on" });
  expect(orderIds).toEqual(["t1"]);
  expect(status).toBe("COMPLETE");
  expect(bodies()).toHaveLength(1);
});

test("an order that never arrived isn't confused with an older one with the same content", async () => {
  const placed: { id: string; customerOrderId: string }[] = [];
  api.on("POST /tnoptions", ({ body }, count) => {
    if (count === 2) return "lost";
    const id = `t${placed.length + 1}`;
    placed.push({ id, customerOrderId: inside(body, "CustomerOrderId")[0] ?? "" });
    return accepted(id);
  });
  api.on("GET /tnoptions", ({ query }) => {
    const found = placed.filter(
      ({ customerOrderId }) => customerOrderId === (query.customerOrderId ?? customerOrderId),
    );
    const entries = found.map(
      ({ id, customerOrderId }) =>
        `<TnOptionOrderSummary><CustomerOrderId>${customerOrderId}</CustomerOrderId><OrderId>${id}</OrderId><OrderStatus>COMPLETE</OrderStatus><lastModifiedDate>2026-01-01T0${id.slice(1)}:00:00Z</lastModifiedDate></TnOptionOrderSummary>`,
    );
    return ok(`<TnOptionOrders><TotalCount>${found.length}</TotalCount>${entries.join("")}</TnOptionOrders>`);
  });
  api.on("GET /tnoptions/*", ({ path }) =>
    order("COMPLETE", "", placed.find(({ id }) => path.endsWith(id))?.customerOrderId),
  );
  for (const sms of ["on", "off"]) await tnOptions(api.client()).apply(e164("9195550100"), { sms });
  const again = await tnOptions(api.client()).apply(e164("9195550100"), { sms: "on" });
  expect(placed[2]?.customerOrderId).toBe(placed[0]?.customerOrderId);
  expect(again.orderIds).toEqual(["t3"]);
});

test("an order that doesn't end is open, with the API's word", async () => {
  api.on("POST /tnoptions", accepted("t1"));
  api.on("GET /tnoptions/t1", order("PROCESSING"));
  const result = await tnOptions(api.client()).apply(e164("9195550100"), { sms: "on" }, { timeoutMs: 20_000 });
  expect(result).toEqual({ orderIds: ["t1"], status: "PROCESSING", failed: [], open: true });
});

test("a canceled caller doesn't end the wait of the others", async () => {
  const cancel = new AbortController();
  api.on("POST /tnoptions", accepted("t1"));
  api.on("GET /tnoptions/t1", (_, count) => {
    if (count === 1) cancel.abort();
    return order(count < 3 ? "PROCESSING" : "COMPLETE");
  });
  const { apply } = tnOptions(api.client());
  const [, other] = await Promise.all([
    apply(e164("9195550100"), { sms: "on" }, { signal: cancel.signal }),
    apply(e164("9195550101"), { sms: "on" }),
  ]);
  expect(other.status).toBe("COMPLETE");
});

test("an order shows how messages are registered, and doesn't show the port-out passcode", async () => {
  const group =
    "<PortOutPasscode>zq77</PortOutPasscode><A2pSettings><MessageClass>F</MessageClass><CampaignId>CX9</CampaignId><Action>asSpecified</Action></A2pSettings><TelephoneNumbers><TelephoneNumber>9195550100</TelephoneNumber></TelephoneNumbers>";
  api.on("GET /tnoptions/t1", () =>
    ok(
      `<TnOptionOrder><ProcessingStatus>COMPLETE</ProcessingStatus><TnOptionGroups><TnOptionGroup>${group}</TnOptionGroup></TnOptionGroups><Warnings><Warning><Description>busy</Description></Warning></Warnings></TnOptionOrder>`,
    ),
  );
  const told = await featureOrders(api.client()).tnOptions.get("t1");
  expect(told?.tnOptionGroups).toEqual([
    {
      telephoneNumbers: ["+19195550100"],
      a2pSettings: { messageClass: "F", campaignId: "CX9", action: "asSpecified" },
    },
  ]);
  expect(told?.warnings).toEqual([{ description: "busy" }]);
});
