import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Values } from "../../provider/pulumi/values/values.js";
import { errorOf, infosOf, type Problem, start, warningsOf } from "./support.js";

const instance = (more: Values = {}) => ({ reportId: "100020", outputFormat: "csv", ...more });
const january = { startDate: "2026-01-01", endDate: "2026-01-31" };
const NEVER = 10_000_000;

/** A folder for files, whose name does not stand in the messages. */
async function inFolder<Result>(act: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "reports-"));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const at = (folder: string) => (message: string) => message.replaceAll(folder, "/srv/reports");

/** What can go wrong with reports. */
export const reportProblems: Problem[] = [
  {
    title: "A report is refused",
    happen: async (simulator) => {
      const run = await start(simulator);
      const wrong = [
        { name: "Status", values: ["Sleeping"] },
        { name: "Colour", values: ["red"] },
      ];
      const body =
        "<BillingReportCreationResponse><ResponseStatus><ErrorCode>15600</ErrorCode><Description>Billing Report Type " +
        "'INVOICE' is invalid. Valid values: [BDR, MDR].</Description></ResponseStatus></BillingReportCreationResponse>";
      simulator.faults.on("POST", /billingreports$/, { kind: "status", status: 400, body });
      return [
        await errorOf(run.create("ReportInstance", "numbers", instance({ reportId: "4711" }))),
        ...(await errorOf(run.create("ReportInstance", "numbers", instance({ parameters: wrong })))).split("\n"),
        await errorOf(run.create("BillingReport", "calls", { type: "BDR", ...january, endDate: "2025-12-31" })),
        await errorOf(run.create("BillingReport", "calls", { type: "INVOICE", ...january })),
      ];
    },
  },
  {
    title: "A report fails, or is gone",
    happen: async (simulator) => {
      const run = await start(simulator);
      const id = await run.create("ReportInstance", "first", instance());
      for (const one of simulator.account.reportInstances.values()) one.failed = true;
      const failed = await errorOf(run.update("ReportInstance", "first", { ...id, state: bare(id.state) }, instance()));
      for (const one of simulator.account.reportInstances.values()) one.expiresAt = 0;
      const body =
        "<BillingReportRetrievalResponse><ResponseStatus><ErrorCode>15612</ErrorCode><Description>The requested report " +
        "could not be constructed.</Description></ResponseStatus></BillingReportRetrievalResponse>";
      simulator.faults.on("GET", /billingreports\/[^/]+$/, { kind: "status", status: 404, body });
      return [
        failed,
        await errorOf(run.update("ReportInstance", "first", { ...id, state: bare(id.state) }, instance())),
        await errorOf(run.create("BillingReport", "calls", { type: "BDR", ...january })),
      ];
    },
  },
  {
    title: "A report takes longer than an up",
    happen: async (simulator) => {
      const run = await start(simulator, { BW_ORDER_TIMEOUT: "1s" });
      simulator.settings.reportLatencyMs = NEVER;
      const making = await errorOf(run.create("BillingReport", "calls", { type: "BDR", ...january }));
      simulator.settings.reportLatencyMs = 0;
      simulator.faults.add({ method: "GET", path: /\/file$/, fault: { kind: "status", status: 202 }, times: 1_000 });
      return [making, await errorOf(run.create("ReportInstance", "numbers", instance()))];
    },
  },
  {
    title: "It is not known whether a report was asked for",
    happen: async (simulator) => {
      const run = await start(simulator);
      simulator.faults.on("POST", /billingreports$/, { kind: "lostAnswer" });
      return [await errorOf(run.create("BillingReport", "calls", { type: "BDR", ...january }))];
    },
  },
  {
    title: "A report's file cannot be written",
    happen: (simulator) =>
      inFolder(async (folder) => {
        const run = await start(simulator);
        const taken = join(folder, "numbers.csv");
        await writeFile(taken, "mine");
        const written = (path: string) => errorOf(run.create("ReportInstance", "numbers", instance({ path })));
        return [await written(taken), await written(join(taken, "numbers.csv"))].map(at(folder));
      }),
  },
  {
    title: "A report's file was changed by somebody",
    happen: (simulator) =>
      inFolder(async (folder) => {
        const run = await start(simulator);
        const path = join(folder, "numbers.csv");
        const made = await run.create("ReportInstance", "numbers", instance({ path }));
        await writeFile(path, "mine");
        const next = await start(simulator);
        await next.remove("ReportInstance", "numbers", made);
        return [...warningsOf(next), ...infosOf(next)].map(at(folder));
      }),
  },
];

/** A state of a run that ended before the file was there. */
function bare({ checksum: _checksum, content: _content, size: _size, ...state }: Values): Values {
  return state;
}
