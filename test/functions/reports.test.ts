import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Desk } from "./support.js";

let desk: Desk;
beforeEach(async () => {
  desk = await Desk.open();
});
afterEach(() => desk.close());

const instance = (inner = "") =>
  `<Instance><OutputFormat>csv</OutputFormat><Parameters><Parameter><Name>AccountId</Name><Value>9500249</Value></Parameter>${inner}</Parameters></Instance>`;
const STATUS = "<Parameter><Name>Status</Name><Value>Aging</Value><Value>Reserved</Value></Parameter>";
const make = async (inner?: string) => (await desk.caller.post("/reports/100020/instances", instance(inner))).id;
const PERIOD = "<StartDate>2026-01-01</StartDate><EndDate>2026-01-31</EndDate>";

describe("reports", () => {
  test("the ones there are, and what one of them wants to know", async () => {
    expect(await desk.look("getReports")).toEqual({
      reports: [
        { reportId: "100020", name: "Telephone Numbers", description: "The numbers of the account by their state" },
        { reportId: "100021", name: "Calls", description: "Calls by SIP peer" },
      ],
    });
    const { parameters, ...head } = await desk.look("getReport", { reportId: "100020" });
    expect(head).toMatchObject({ reportId: "100020", name: "Telephone Numbers" });
    expect(parameters).toEqual([
      expect.objectContaining({ name: "AccountId", type: "AccountId", required: true, values: [] }),
      expect.objectContaining({ name: "SiteId", required: false, multiSelectAllowed: false }),
      expect.objectContaining({
        ...{ name: "Status", multiSelectAllowed: true },
        values: expect.arrayContaining([{ internalName: "Inservice", displayName: "In service" }]),
      }),
    ]);
    await expect(desk.look("getReport", { reportId: "1" })).rejects.toThrow('reportId "1" is no report');
  });

  test("how often they were made: never, once, and many times", async () => {
    const of = (reportId: string) => desk.look("getReportInstances", { reportId });
    expect(await of("100020")).toEqual({ instances: [] });
    expect(await desk.look("getAllReportInstances")).toEqual({ instances: [] });
    const first = await make();
    expect(await of("100020")).toMatchObject({ instances: [{ instanceId: first, reportId: "100020" }] });
    const second = await make(STATUS);
    for (const found of [await of("100020"), await desk.look("getAllReportInstances")]) {
      expect(found).toMatchObject({ instances: [{ instanceId: first }, { instanceId: second }] });
    }
    expect(await of("100021")).toEqual({ instances: [] });
    await expect(of("1")).rejects.toThrow('reportId "1" is no report');
  });

  test("one making, and its file", async () => {
    const instanceId = await make(STATUS);
    const asked = { reportId: "100020", instanceId };
    expect(await desk.look("getReportInstance", asked)).toMatchObject({
      ...asked,
      ...{ status: "Ready", outputFormat: "csv", reportName: "Telephone Numbers" },
      parameters: [
        { name: "AccountId", values: ["9500249"] },
        { name: "Status", values: ["Aging", "Reserved"] },
      ],
    });
    const { content, size } = await desk.look("getReportInstanceFile", asked);
    const text = Buffer.from(String(content), "base64").toString();
    expect(text).toContain("Status,Aging Reserved");
    expect(size).toBe(text.length);
    await expect(desk.look("getReportInstance", { ...asked, instanceId: "1" })).rejects.toThrow(
      'instanceId "1" is no instance of report 100020',
    );
    await expect(desk.look("getReportInstanceFile", { ...asked, instanceId: "1" })).rejects.toThrow("does not exist");
  });

  test("a file that is not ready, or has expired, is an error that says so", async () => {
    desk.simulator.settings.reportLatencyMs = 60_000;
    const instanceId = await make();
    const file = () => desk.look("getReportInstanceFile", { reportId: "100020", instanceId });
    await expect(file()).rejects.toThrow(`the file of report 100020/${instanceId} is not ready yet: look again later`);
    for (const one of desk.simulator.account.reportInstances.values()) one.expiresAt = 0;
    await expect(file()).rejects.toThrow("does not exist, or has expired");
  });

  test("an answer that is no list is an error, not an empty list", async () => {
    desk.simulator.faults.on("GET", /instances$/, { kind: "empty", status: 200 });
    await expect(desk.look("getAllReportInstances")).rejects.toThrow("a list of reports");
    desk.simulator.faults.on("GET", /reports$/, { kind: "html", status: 404 });
    await expect(desk.look("getReports")).rejects.toThrow("404");
  });
});

describe.each([
  [
    "getBillingReport",
    "reportId",
    "/billingreports",
    `<BillingReport><Type>BDR</Type><DateRange>${PERIOD}</DateRange></BillingReport>`,
  ],
  ["getBillingDetailRecords", "bdrId", "/bdrs", `<Bdr>${PERIOD}</Bdr>`],
])("%s", (name, key, path, body) => {
  test("how it stands, and its file when it is there", async () => {
    desk.simulator.settings.reportLatencyMs = 60_000;
    const { id } = await desk.caller.post(path, body);
    expect(await desk.look(name, { [key]: id })).toMatchObject({
      ...{ [key]: id, status: expect.stringMatching(/RECEIVED|PROCESSING/) },
      description: expect.stringMatching(/being constructed/),
    });
    await expect(desk.look(`${name}File`, { [key]: id })).rejects.toThrow("is not ready yet");
    for (const one of desk.simulator.account.billingArchives.values()) one.readyAt = 0;
    expect(await desk.look(name, { [key]: id })).toMatchObject({ status: "COMPLETED" });
    const { content, size } = await desk.look(`${name}File`, { [key]: id });
    const bytes = Buffer.from(String(content), "base64");
    expect([bytes.subarray(0, 2).toString(), bytes.length]).toEqual(["PK", size]);
  });

  test("one that does not exist is an error", async () => {
    const none = "9b428b4c-159b-465f-9667-0123456789ab";
    await expect(desk.look(name, { [key]: none })).rejects.toThrow(`${key} "${none}" is no`);
    await expect(desk.look(`${name}File`, { [key]: none })).rejects.toThrow("does not exist, or has expired");
    await expect(desk.look(name, { [key]: "x" })).rejects.toThrow("1008");
  });
});
