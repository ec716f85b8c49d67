import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { Caller } from "./support.js";

let simulator: Simulator;
let caller: Caller;
let now: number;
beforeEach(async () => {
  now = Date.parse("2026-03-01T12:00:00Z");
  simulator = await startSimulator({ now: () => now, reportLatencyMs: 1_000, auth: { accessToken: "token" } });
  caller = new Caller(simulator);
});
afterEach(() => simulator.close());

/** A GET that doesn't follow a redirect. */
async function bare(path: string) {
  const url = `${simulator.baseUrl}/accounts/${simulator.accountId}${path}`;
  const headers = { Authorization: `Bearer ${simulator.credentials.accessToken}` };
  const response = await fetch(url, { redirect: "manual", headers });
  return { status: response.status, location: response.headers.get("location") ?? "" };
}

const parameter = (name: string, ...values: string[]) =>
  `<Parameter><Name>${name}</Name>${values.map((value) => `<Value>${value}</Value>`).join("")}</Parameter>`;
const ACCOUNT = parameter("AccountId", "9500249");
const make = (parameters = ACCOUNT, { format = "csv", report = "100020", expires = "" } = {}) =>
  caller.post(
    `/reports/${report}/instances`,
    `<Instance><OutputFormat>${format}</OutputFormat><Parameters>${parameters}</Parameters>${expires}</Instance>`,
  );

describe("reports", () => {
  test("are defined by Bandwidth, with their parameters", async () => {
    const list = await caller.get("/reports");
    expect(list.text).toContain("<Id>100020</Id>");
    const one = await caller.get("/reports/100020");
    expect(one.text).toContain("<ValueFilter>Inservice;Aging;Reserved</ValueFilter>");
    expect(one.text).toContain("<InternalName>Aging</InternalName><DisplayName>Aging</DisplayName>");
    const none = await caller.get("/reports/1");
    expect([none.status, none.value("ResponseStatus", "ErrorCode")]).toEqual([404, "19000"]);
  });

  test("have instances, whose id is only in Location, and which become Ready and then Expired", async () => {
    expect((await caller.get("/reports/instances")).text).toContain("<Instances/>");
    const made = await make();
    expect([made.status, made.text]).toEqual([201, ""]);
    const path = `/reports/100020/instances/${made.id}`;
    expect((await caller.get(path)).value("Instance", "Status")).toBe("Processing");
    const waiting = await caller.get(`${path}/file`);
    expect([waiting.status, waiting.value("ResponseStatus", "ErrorCode")]).toEqual([202, "19048"]);
    now += 1_000;
    expect((await caller.get(path)).value("Instance", "Status")).toBe("Ready");
    expect((await caller.get(path)).value("Instance", "ExpiresAt")).toBe("2026-03-29");
    for (const list of ["/reports/instances", "/reports/100020/instances"]) {
      expect((await caller.get(list)).text).toContain(`<Id>${made.id}</Id>`);
    }
    expect((await caller.get("/reports/100021/instances")).text).not.toContain(made.id);
    now += 29 * 86_400_000;
    expect((await caller.get(path)).value("Instance", "Status")).toBe("Expired");
    expect((await caller.get(`${path}/file`)).value("ResponseStatus", "ErrorCode")).toBe("19049");
  });

  test("are downloaded from another host, which refuses the API's credentials", async () => {
    const { id } = await make();
    now += 1_000;
    const { status, location } = await bare(`/reports/100020/instances/${id}/file`);
    expect([status, new URL(location).origin]).toEqual([307, simulator.files.url]);
    expect((await fetch(location, { headers: { Authorization: "Bearer token" } })).status).toBe(400);
    const file = await fetch(location);
    expect(await file.text()).toContain("AccountId,9500249");
    expect(file.headers.get("content-disposition")).toContain(`report-100020-${id}.csv`);
    simulator.settings.reportFiles = "direct";
    expect((await bare(`/reports/100020/instances/${id}/file`)).status).toBe(200);
  });

  test("are refused when the parameters don't match", async () => {
    const siteId = await caller.createSite();
    const sipPeerId = await caller.createPeer(siteId);
    const ROWS = parameter("Most Rows", "5");
    const calls = (parameters: string) => make(parameters, { report: "100021" });
    for (const [answer, code] of [
      [make(""), "19032"],
      [make(ACCOUNT, { format: "doc" }), "19030"],
      [make(ACCOUNT + parameter("Colour", "red")), "19033"],
      [make(parameter("AccountId", "1")), "19039"],
      [make(parameter("AccountId")), "19025"],
      [make(ACCOUNT + ACCOUNT), "19027"],
      [make(ACCOUNT + parameter("SiteId", siteId, siteId)), "19057"],
      [make(ACCOUNT + parameter("SiteId", "77777")), "19043"],
      [make(ACCOUNT + parameter("Status", "Aging", "Aging")), "19054"],
      [make(ACCOUNT + parameter("Status", "Lost")), "19038"],
      [make(ACCOUNT, { expires: "<ExpiresAt>soon</ExpiresAt>" }), "19059"],
      [make(ACCOUNT, { expires: "<ExpiresAt>2026-01-01</ExpiresAt>" }), "19046"],
      [calls(parameter("Most Rows", "many")), "19036"],
      [calls(ROWS + parameter("Summary", "maybe")), "19060"],
      [calls(ROWS + parameter("SipPeerId", "1")), "19064"],
    ] as const) {
      const { status, value } = await answer;
      expect([status, value("ResponseStatus", "ErrorCode")]).toEqual([400, code]);
    }
    const status = parameter("Status", "Aging", "Reserved");
    expect((await make(ACCOUNT + status + parameter("SiteId", siteId))).status).toBe(201);
    expect((await calls(ROWS + parameter("SipPeerId", sipPeerId))).status).toBe(201);
  });
});

const period = (from: string, to: string) => `<StartDate>${from}</StartDate><EndDate>${to}</EndDate>`;
const MAY = period("2025-05-01", "2025-05-31");
const report = (type: string, days = MAY) =>
  caller.post("/billingreports", `<BillingReport><Type>${type}</Type><DateRange>${days}</DateRange></BillingReport>`);

describe("billing reports", () => {
  test("are RECEIVED, PROCESSING and COMPLETED, and then a zip", async () => {
    const { status, id, value } = await report("MDR");
    expect([status, value("ReportStatus")]).toEqual([201, "RECEIVED"]);
    const path = `/billingreports/${id}`;
    expect((await caller.get(path)).value("ReportStatus")).toBe("RECEIVED");
    now += 500;
    expect((await caller.get(path)).value("ReportStatus")).toBe("PROCESSING");
    expect((await caller.get(`${path}/file`)).value("ResponseStatus", "ErrorCode")).toBe("15602");
    now += 500;
    const done = await caller.get(path);
    expect([done.status, done.value("ReportStatus")]).toEqual([200, "COMPLETED"]);
    expect(done.headers.get("location")).toMatch(/\/billingreports\/[^/]+\/file$/);
    expect((await caller.get(`${path}/file`)).text).toMatch(/^PK/);
    simulator.settings.billingReportRedirects = true;
    expect(await bare(path)).toMatchObject({ status: 303, location: expect.stringMatching(/\/file$/) });
  });

  test("are refused with a code", async () => {
    const code = async (answer: ReturnType<typeof report>) => (await answer).value("ResponseStatus", "ErrorCode");
    expect(await code(report("LETTER"))).toBe("15600");
    expect(await code(report("BDR", period("2025-05-02", "2025-05-01")))).toBe("15501");
    expect(await code(report("BDR", period("May", "June")))).toBe("15503");
    expect(await code(caller.get("/billingreports/x"))).toBe("1008");
    expect(await code(caller.get("/billingreports/9b428b4c-159b-465f-9667-0123456789ab"))).toBe("15603");
  });
});

describe("billing detail records", () => {
  test("are accepted with 202, answer 200 while they are being made, and 303 when they are ready", async () => {
    const { status, id } = await caller.post("/bdrs", `<Bdr>${MAY}</Bdr>`);
    expect(status).toBe(202);
    expect(await bare(`/bdrs/${id}`)).toMatchObject({ status: 200 });
    now += 1_000;
    const { status: there, location } = await bare(`/bdrs/${id}`);
    // The host differs from the one that was called.
    expect([there, location]).toEqual([303, expect.stringMatching(/^https:\/\/dashboard.*\/bdrs\/[^/]+\/file$/)]);
    expect((await caller.get(`/bdrs/${id}/file`)).text).toMatch(/^PK/);
  });

  test("are different from billing reports", async () => {
    const { id } = await report("BDR");
    const answer = await caller.get(`/bdrs/${id}`);
    expect([answer.status, answer.value("ResponseStatus", "ErrorCode")]).toEqual([404, "15001"]);
    expect((await caller.get("/bdrs/x")).value("ResponseStatus", "ErrorCode")).toBe("1008");
  });
});
