import { z } from "zod";
import type { ReportInstance } from "../../bandwidth/reports/reportCodec.js";
import type { ReportFile } from "../../bandwidth/reports/reportFile.js";
import { id } from "../../resources/properties/fields.js";
import { checksumOf } from "../../resources/properties/localFile.js";
import { reportInstanceParameter } from "../../resources/reports/reportInstance.js";
import { missing } from "../shared/missing.js";

const optional = (text: string) => z.string().optional().describe(text);

/** What goes through the engine in one piece; a resource writes what is larger to a file. */
const LARGEST = 64 * 1024 * 1024;

/** Which report to look up. */
export const reportInput = z.object({
  reportId: id().describe("Id of the report, as `getReports` lists it.").meta({ example: "100020" }),
});

/** Which making of a report to look up. */
export const instanceInput = reportInput.extend({
  instanceId: id().describe("Id of the instance, as `getReportInstances` lists it."),
});

/** What the example of a look-up of one instance asks for. */
export const instanceExample = {
  title: "Of a report that the program makes",
  inputs: { reportId: "$reportInstance.reportId", instanceId: "$reportInstance.instanceId" },
};

/** A report by its name. */
export const reportHead = {
  reportId: z.string().describe("Id of the report."),
  name: optional("Name of the report."),
  description: optional("What it is about."),
};

/** What is told of one making of a report. */
export const instanceFields = {
  reportId: z.string().describe("Id of the report."),
  instanceId: z.string().describe("Id of the instance."),
  reportName: optional("Name of the report."),
  status: optional("How it stands, in the API's word: `Ready`, `Expired`, or that it is still made."),
  outputFormat: optional("Form of the file: `pdf`, `xls` or `csv`."),
  parameters: z.array(reportInstanceParameter).describe("What it was asked for; empty when there is nothing to say."),
  requestedByUserName: optional("Who asked for it."),
  requestedAt: optional("When it was asked for, in the API's form."),
  expiresAt: optional("The day on which Bandwidth forgets it, in the API's form."),
};

/** Instances in a list. */
export const instanceList = z
  .array(z.object(instanceFields).meta({ typeName: "ReportInstanceSummary" }))
  .describe("The instances, in the API's order; empty when there are none.");

/** An instance as the look-ups show it. */
export function shownInstance({ parameters = [], reportId, ...rest }: ReportInstance, askedFor = "") {
  return { ...rest, reportId: reportId ?? askedFor, parameters };
}

/** The error for a report that Bandwidth does not have. */
export const noReport = (reportId: string) =>
  missing("reportId", reportId, "report", "an id as `getReports` lists them, as in 100020");

/** The error for an instance that a report does not have. */
export const noInstance = (reportId: string, instanceId: string) =>
  missing("instanceId", instanceId, `instance of report ${reportId}`, "an id as `getReportInstances` lists them");

/** A file that was fetched. */
export const fileOutputs = {
  content: z.string().describe("The file, in base64. Secret: it may tell of calls.").meta({ secret: true }),
  size: z.int().describe("How many bytes it has."),
  checksum: z.string().describe("SHA-256 of the file, in hexadecimal digits."),
};

/** The words about files that every page of a look-up has. */
export const fileNotes =
  "It is an error when the file is not ready yet, or no longer there, or has more than 64 MiB: a resource waits for it, and writes it to a file of any size.";

/** The file, or the error that there is none. `what` names the report in it. */
export function shownFile({ content, missing: why }: ReportFile, what: string) {
  if (!content) {
    const reason = why === "not ready" ? "is not ready yet: look again later" : "does not exist, or has expired";
    throw new Error(`the file of ${what} ${reason}`);
  }
  if (content.length > LARGEST) {
    throw new Error(
      `the file of ${what} has ${content.length} bytes, too many for a look-up: use a resource with path`,
    );
  }
  const base64 = Buffer.from(content).toString("base64");
  return { content: base64, size: content.length, checksum: checksumOf(content) };
}
