import { archiveStatus } from "../account/reports.js";
import type { BillingArchive, ReportInstance } from "../account/types.js";
import type { Call, Reply } from "../call.js";
import type { WaitingFile } from "../fileHost.js";
import { zipOf } from "../zip.js";

const contentTypes: Record<string, string> = {
  pdf: "application/pdf",
  xls: "application/vnd.ms-excel",
  csv: "text/csv",
};

/** The first bytes of a PDF and of an old Excel file. */
const signatures: Record<string, Buffer> = {
  pdf: Buffer.from("%PDF-1.4\n%\u00e2\u00e3\n"),
  xls: Buffer.from("d0cf11e0a1b11ae1", "hex"),
  csv: Buffer.alloc(0),
};

/** An instance's file: its parameters as rows, after the first bytes of its format. */
export function instanceFile(instance: ReportInstance): WaitingFile {
  const { id, reportId, outputFormat, parameters } = instance;
  const rows = parameters.map(({ name, values }) => `${name},${values.join(" ")}`);
  const text = ["Parameter,Value", ...rows, `Instance,${id}`].join("\n");
  return {
    bytes: Buffer.concat([signatures[outputFormat] ?? Buffer.alloc(0), Buffer.from(`${text}\n`)]),
    contentType: contentTypes[outputFormat] ?? "application/octet-stream",
    fileName: `report-${reportId}-${id}.${outputFormat}`,
  };
}

/** The archive: a zip with one table in it. */
export function archiveFile({ id, type, startDate, endDate }: BillingArchive): WaitingFile {
  const table = `Type,StartDate,EndDate,Archive\n${type},${startDate},${endDate},${id}\n`;
  return {
    bytes: zipOf(`${type}.csv`, Buffer.from(table)),
    contentType: "application/zip",
    fileName: `${type}-${startDate}-${endDate}.zip`,
  };
}

/** The file itself. */
export function fileReply({ bytes, contentType, fileName }: WaitingFile): Reply {
  return {
    status: 200,
    bytes,
    contentType,
    headers: { "Content-Disposition": `attachment; filename="${fileName}"` },
  };
}

/** Whether an archive can be fetched. */
export const isArchived = (call: Call, archive: BillingArchive) =>
  archiveStatus(archive, call.account.now()) === "COMPLETED";
