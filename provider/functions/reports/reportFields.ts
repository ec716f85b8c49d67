import { z } from "zod";
import type { ReportInstance } from "../../bandwidth/reports/reportCodec.js";
import type { ReportFile } from "../../bandwidth/reports/reportFile.js";
import { id } from "../../resources/properties/fields.js";
import { checksumOf } from "../../resources/properties/localFile.js";
import { reportInstanceParameter } from "../../resources/reports/reportInstance.js";
import { missing } from "../shared/missing.js";

const optional = (text: string) => z.string().optional().describe(text);

/** The largest file that goes through the engine in one piece. A resource writes larger ones to a file. */
const LARGEST = 64 * 1024 * 1024;

/** The report to look up. */
export const reportInput = z.object({
  reportId: id().describe("Id of the report, such as `getReports` lists it.").meta({ example: "100020" }),
});

/** The instance to look up. */
export const instanceInput = reportInput.extend({
  instanceId: id().describe("Id of the instance, such as `getReportInstances` lists it."),
});

/** The arguments in the example of a look-up of one instance. */
export const instanceExample = {
  title: "Of a report that the program creates",
  inputs: { reportId: "$reportInstance.reportId", instanceId: "$reportInstance.instanceId" },
};

/** A report by its name. */
export const reportHead = {
  reportId: z.string().describe("Id of the report."),
  name: optional("Name of the report."),
  description: optional("What it is about."),
};

/** The outputs for one instance of a report. */
export const instanceFields = {
  reportId: z.string().describe("Id of the report."),
  instanceId: z.string().describe("Id of the instance."),
  reportName: optional("Name of the report."),
  status: optional(
    "Status, in the API's word: `Ready`, `Expired`, or a word for a report that is still being created.",
  ),
  outputFormat: optional("Form of the file: `pdf`, `xls` or `csv`."),
  parameters: z.array(reportInstanceParameter).describe("Parameters of the request. Empty if there are none."),
  requestedByUserName: optional("User who requested it."),
  requestedAt: optional("Time of the request, in the API's form."),
  expiresAt: optional("The day on which Bandwidth removes it, in the API's form."),
};

/** The instances in a list. */
export const instanceList = z
  .array(z.object(instanceFields).meta({ typeName: "ReportInstanceSummary" }))
  .describe("The instances, in the API's order. Empty if there are none.");

/** An instance as the look-ups show it. */
export function shownInstance({ parameters = [], reportId, ...rest }: ReportInstance, askedFor = "") {
  return { ...rest, reportId: reportId ?? askedFor, parameters };
}

/** The error for a report that Bandwidth does not have. */
export const noReport = (reportId: string) =>
  missing("reportId", reportId, "report", "an id as `getReports` lists it, as in 100020");

/** The error for an instance that a report does not have. */
export const noInstance = (reportId: string, instanceId: string) =>
  missing("instanceId", instanceId, `instance of report ${reportId}`, "an id as `getReportInstances` lists it");

/** A file that was downloaded. */
export const fileOutputs = {
  content: z.string().describe("The file, in base64. Secret: it may contain calls.").meta({ secret: true }),
  size: z.int().describe("Size in bytes."),
  checksum: z.string().describe("SHA-256 of the file, in hexadecimal digits."),
};

/** The sentence about files on every page of a look-up. */
export const fileNotes =
  "The call fails if the file is not ready yet, no longer exists, or has more than 64 MiB. A resource waits for the file, and writes files of any size.";

/** The file, or the error that there is none. `what` names the report in the error. */
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
