import { describe, expect, it } from "vitest";
import type { BandwidthError } from "../../provider/bandwidth/http/errors.js";
import { billingDetailRecords, billingReports } from "../../provider/bandwidth/reports/billingReports.js";
import { parameterProblems, withAccount } from "../../provider/bandwidth/reports/reportParameters.js";
import { followReport, type ReportInterrupted, statusOf } from "../../provider/bandwidth/reports/reportStatus.js";
import { isRequested, reports } from "../../provider/bandwidth/reports/reports.js";
import { failure, useServer } from "./helpers/client.js";
import { inOrder, refusal, startServer, xml } from "./helpers/server.js";

const context = useServer();
const WISH = { outputFormat: "csv", parameters: [{ name: "Status", values: ["A", "B"] }], expiresAt: "2026-12-31" };
const INSTANCE = `<Instance><Id>100102</Id><ReportId>100020</ReportId><ReportName>Sample Report</ReportName>
  <OutputFormat>pdf</OutputFormat><RequestedByUserName>jbm</RequestedByUserName>
  <RequestedAt>2015-05-19 11:05:12</RequestedAt>
  <Parameters><Parameter><Name>AccountId</Name><Value>1</Value></Parameter></Parameters>
  <Status>Ready</Status><ExpiresAt>2016-06-15</ExpiresAt></Instance>`;

describe("a report's file", () => {
  const file = () => reports(context.client()).file("100020", "100102");

  it("is fetched from another host without the API's credentials, and its file name isn't used", async () => {
    const name = { "content-disposition": 'attachment; filename="../../../../etc/passwd"' };
    const other = await startServer(() => ({ body: "a,b\n", headers: name }));
    try {
      context.server.handle(() => ({ status: 307, headers: { location: `${other.url}/signed?key=1` } }));
      expect(await file()).toEqual({ content: Buffer.from("a,b\n") });
      expect(context.server.received[0]?.headers.authorization).toBe("Bearer ready-token");
      expect(other.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
        ["/signed?key=1", undefined],
      ]);
    } finally {
      await other.close();
    }
  });

  it.each([
    ["202", xml("<R><ResponseStatus><ErrorCode>19048</ErrorCode></ResponseStatus></R>", 202), "not ready"],
    ["15602", refusal(404, "15602", "still being constructed"), "not ready"],
    ["15614", refusal(400, "15614", "still being constructed"), "not ready"],
    ["19049", refusal(404, "19049", "Report instance expired"), "gone"],
    ["19019", refusal(404, "19019", "No report instance found"), "gone"],
    ["15613", refusal(400, "15613", "was already deleted"), "gone"],
  ])("is missing with %s", async (_, answer, missing) => {
    context.server.handle(() => answer);
    expect(await file()).toEqual({ missing });
  });

  it.each([
    ["a page", "\ufeff  <html><body>Log in</body></html>", "is a page or a message, not a report"],
    ["an error with status 200", "<?xml version='1.0'?><Error/>", "is a page or a message, not a report"],
    ["nothing", "", "is empty"],
  ])("is not %s", async (_, body, words) => {
    context.server.handle(() => ({ body }));
    expect((await failure(file())).message).toContain(words);
  });

  it("isn't given up after a refusal by its host", async () => {
    context.server.handle(() => xml("<Error><Code>NoSuchKey</Code></Error>", 404));
    expect((await failure<BandwidthError>(file())).status).toBe(404);
  });

  it("may be larger than an answer of the API, and its bytes don't change", async () => {
    const body = Buffer.alloc(3_000, 0xff);
    const client = context.client({ maxAnswerBytes: 1_000 }, () => ({ body }));
    expect(await reports(client).file("1", "2")).toEqual({ content: body });
  });
});

describe("report instances", () => {
  it("are read with one parameter, value and instance as with many", async () => {
    const wrap = (inner: string) =>
      xml(`<ReportInstancesResponse><Instances>${inner}</Instances></ReportInstancesResponse>`);
    const expected = {
      ...{
        instanceId: "100102",
        reportId: "100020",
        reportName: "Sample Report",
        outputFormat: "pdf",
        status: "Ready",
      },
      ...{ requestedByUserName: "jbm", requestedAt: "2015-05-19 11:05:12", expiresAt: "2016-06-15" },
      parameters: [{ name: "AccountId", values: ["1"] }],
    };
    for (const count of [0, 1, 2]) {
      context.server.handle(() => wrap(INSTANCE.repeat(count)));
      expect(await reports(context.client()).allInstances()).toEqual(Array(count).fill(expected));
    }
    context.server.handle(() => xml(`<ReportInstanceResponse>${INSTANCE}</ReportInstanceResponse>`));
    expect(await reports(context.client()).instance("100020", "100102")).toEqual(expected);
  });

  it("are requested in the documented form, and known by Location", async () => {
    const location = "https://dashboard.bandwidth.com:443/v1.0/accounts/1/reports/100020/instances/100102";
    const client = context.client({}, () => ({ status: 201, headers: { location } }));
    expect(await reports(client).create("100020", WISH)).toBe("100102");
    expect(context.server.received[0]?.body.replace(/^<\?.*?\?>\s*/, "").replace(/>\s+</g, "><")).toBe(
      "<Instance><OutputFormat>csv</OutputFormat><Parameters><Parameter><Name>Status</Name><Value>A</Value>" +
        "<Value>B</Value></Parameter></Parameters><ExpiresAt>2026-12-31</ExpiresAt></Instance>",
    );
  });

  it.each([
    "https://x.example.com/a/..%2f..%2fb",
    "https://x.example.com/instances/%2e%2e",
    "/a/b%0d%0ac",
  ])("an id such as in %s doesn't become part of a path", async (location) => {
    const client = context.client({}, () => ({ status: 201, headers: { location } }));
    const error = await failure<BandwidthError>(reports(client).create("100020", WISH));
    expect([error.message, error.fate]).toEqual([expect.stringContaining("no Location with an id"), "unknown"]);
  });

  it("are compared by their request, whatever the API adds", () => {
    const instance = { instanceId: "1", ...WISH, outputFormat: "CSV" };
    const added = {
      ...instance,
      parameters: [
        { name: "AccountId", values: ["1"] },
        { name: "Status", values: ["B", "A"] },
      ],
    };
    expect([isRequested(instance, WISH), isRequested(added, WISH)]).toEqual([true, true]);
    expect(isRequested({ ...instance, parameters: [{ name: "Status", values: ["A"] }] }, WISH)).toBe(false);
    expect(isRequested({ ...instance, expiresAt: "2027-01-01" }, WISH)).toBe(false);
    expect(isRequested({ ...instance, outputFormat: "pdf" }, WISH)).toBe(false);
  });

  it("none is an empty list, and anything that isn't a list is an error", async () => {
    context.server.handle(() => ({ status: 204 }));
    expect(await reports(context.client()).instances("100020")).toEqual([]);
    context.server.handle(() => refusal(404, "19000", "No report found with report ID of '1'"));
    expect(await reports(context.client()).instances("1")).toBeUndefined();
    expect(await reports(context.client()).get("1")).toBeUndefined();
    context.server.handle(() => refusal(404, "1016", "Resource does not exist"));
    await expect(reports(context.client()).get("1")).rejects.toThrow("1016");
  });
});

describe("parameters", () => {
  const definition = {
    reportId: "1",
    parameters: [
      { name: "Account", type: "Account ID", required: true, values: [] },
      { name: "Count", type: "Integer", required: true, values: [] },
      { name: "Kind", type: "Enum", multiSelectAllowed: true, values: [{ internalName: "a" }, { internalName: "b" }] },
    ],
  };

  it("the account is filled in where it is missing, however its type is spelled", () => {
    expect(withAccount(definition, [], "99")).toEqual([{ name: "Account", values: ["99"] }]);
    const given = [{ name: "Account", values: ["1"] }];
    expect(withAccount(definition, given, "99")).toEqual(given);
  });

  it("all mismatches are reported at once", () => {
    const given = [
      { name: "Kind", values: ["a", "c"] },
      { name: "Size", values: ["1"] },
    ];
    expect(parameterProblems(definition, withAccount(definition, given, "99"))).toEqual([
      { reason: 'must hold "Count", which report 1 requires (error 19032)' },
      { index: 1, reason: '"Kind" must be one of "a", "b", not "c" (error 19038)' },
      { index: 2, reason: expect.stringContaining(`"Size" isn't a parameter of report 1`) },
    ]);
    const fine = [
      { name: "Account", values: ["1"] },
      { name: "Count", values: ["-7"] },
      { name: "Kind", values: ["a", "b"] },
    ];
    expect(parameterProblems(definition, fine)).toEqual([]);
  });
});

describe("billing archives", () => {
  const report = (status: string) =>
    xml(`<BillingReportRetrievalResponse><ReportStatus>${status}</ReportStatus></BillingReportRetrievalResponse>`);

  it("have the state of their status, and a 303 says that they are ready", async () => {
    const moved = { status: 303, headers: { location: "https://elsewhere.example.com/file" } };
    context.server.handle(inOrder(report("PROCESSING"), report("COMPLETED"), moved, report("ARCHIVING")));
    const { get } = billingReports(context.client());
    expect([await get("1"), await get("1"), await get("1"), await get("1")].map((one) => one?.state)).toEqual([
      "open",
      "ready",
      "ready",
      "open",
    ]);
    const info = xml("<BdrCreationResponse><Info>The archive is still being constructed</Info></BdrCreationResponse>");
    context.server.handle(inOrder(info, moved));
    const records = billingDetailRecords(context.client());
    expect([await records.get("1"), await records.get("1")].map((one) => one?.state)).toEqual(["open", "ready"]);
    // A redirect is an answer: nothing calls the host that it names.
    expect(context.server.received).toHaveLength(6);
  });

  it("are gone only by their own codes", async () => {
    context.server.handle(() => refusal(404, "15603", "not found"));
    expect(await billingReports(context.client()).get("1")).toBeUndefined();
    await expect(billingDetailRecords(context.client()).get("1")).rejects.toThrow("15603");
    context.server.handle(() => refusal(404, "15001", "BDR archive was not found"));
    expect(await billingDetailRecords(context.client()).get("1")).toBeUndefined();
    context.server.handle(() => refusal(400, "15612", "The requested DID Snapshot report was failed"));
    expect(await billingReports(context.client()).get("1")).toMatchObject({ state: "failed" });
    context.server.handle(() => xml("<Something/>"));
    await expect(billingReports(context.client()).get("1")).rejects.toThrow("doesn't show the state of the report");
  });

  it("are requested in the documented form, and not again when the answer is lost", async () => {
    const period = { startDate: "2013-05-21", endDate: "2013-05-29" };
    const location = "https://x.example.com/v1.0/accounts/1/billingreports/9b428b4c";
    const client = context.client({}, () => ({ status: 202, headers: { location } }));
    expect(await billingReports(client).create({ type: "BDR", ...period })).toBe("9b428b4c");
    await billingDetailRecords(client).create(period);
    expect(context.server.received.map(({ body }) => body.replace(/>\s+</g, "><").replace(/^<\?.*?\?>/, ""))).toEqual([
      expect.stringContaining(
        "<BillingReport><Type>BDR</Type><DateRange><StartDate>2013-05-21</StartDate><EndDate>2013-05-29</EndDate></DateRange>",
      ),
      expect.stringContaining("<Bdr><StartDate>2013-05-21</StartDate><EndDate>2013-05-29</EndDate></Bdr>"),
    ]);
    context.server.handle(({ socket }) => void socket.destroy());
    const error = await failure<BandwidthError>(billingReports(client).create({ type: "BDR", ...period }));
    expect(error.fate).toBe("unknown");
    expect(context.server.received).toHaveLength(3);
  });
});

describe("waiting for a report", () => {
  const looks = (...answers: (string | Error | undefined)[]) => {
    let next = 0;
    return async () => {
      const answer = answers[Math.min(next++, answers.length - 1)];
      if (answer instanceof Error) throw answer;
      return answer === undefined ? undefined : statusOf(answer);
    };
  };

  it.each(["Ready", "COMPLETED", "Expired", "Failed"])("ends with %s, and not with an unknown word", async (last) => {
    const look = looks(undefined, "RECEIVED", "Assembling", last);
    const seen: string[] = [];
    const onStatus = (_: string, status: string) => void seen.push(status);
    expect(await followReport(context.client(), "1", look, { onStatus })).toMatchObject({ status: last });
    expect(seen).toEqual(["RECEIVED", "Assembling", last]);
  });

  it("ends after a moment in an unknown state, but not in one that says that it is being made", async () => {
    const wait = (look: () => Promise<ReturnType<typeof statusOf> | undefined>) =>
      failure<ReportInterrupted>(followReport(context.client(), "17", look, { timeoutMs: 600_000 }));
    const begun = context.clock.now();
    const { message } = await wait(looks("Processing", "ON_REVIEW"));
    expect(message).toMatch(
      /^report 17 \(ON_REVIEW\) stays in a state that this version doesn't know, .* nothing is lost/,
    );
    expect(context.clock.now() - begun).toBeLessThan(40_000);
    for (const word of ["Processing", "RECEIVED", "IN_PROGRESS", "Being assembled", "Pending", "Generating"]) {
      expect((await wait(looks(word))).message).toContain("isn't ready at the time limit");
    }
  });

  it("ends at the time limit, with a cancel, and when the report is missing, with the last status", async () => {
    const client = context.client();
    const wait = (look: () => Promise<ReturnType<typeof statusOf> | undefined>, signal?: AbortSignal, known = false) =>
      failure<ReportInterrupted>(followReport(client, "17", look, { timeoutMs: 60_000, signal }, known));
    expect((await wait(looks("Assembling"))).message).toContain("report 17 (Assembling) isn't ready at the time limit");
    expect((await wait(looks("Assembling"), AbortSignal.abort())).message).toContain("when the run was canceled");
    const start = context.clock.now();
    expect((await wait(looks(undefined))).message).toContain("can't find it any more");
    expect(context.clock.now() - start).toBeGreaterThan(9_000);
    const later = context.clock.now();
    await wait(looks(undefined), undefined, true);
    expect(context.clock.now()).toBe(later);
  });

  it("survives two failed look-ups, but not a third", async () => {
    const lost = new Error("the connection was lost");
    expect(await followReport(context.client(), "1", looks(lost, lost, "Ready"))).toMatchObject({ state: "ready" });
    const error = await failure(followReport(context.client(), "1", looks(lost)));
    expect(error.message).toContain("was accepted, but can't be looked up: the connection was lost");
  });
});
