import { z } from "zod";
import { billingReportErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { fileNotes, fileOutputs, shownFile } from "./reportFields.js";

/** The file of a billing report. */
export const getBillingReportFile = lookup({
  name: "getBillingReportFile",
  description: `The file of a billing report: a zip of CSV files.

${fileNotes}`,
  operations: ["GET /accounts/{accountId}/billingreports/{reportid}/file"],
  errors: billingReportErrors,
  inputs: z.object({ reportId: id().describe("Id of the billing report, as the resource `BillingReport` has it.") }),
  outputs: z.object(fileOutputs),
  examples: [{ title: "Of a report that the program creates", inputs: { reportId: "$billingReport.reportId" } }],

  invoke: async ({ api, inputs: { reportId }, signal }) =>
    shownFile(await api.billingReports.file(reportId, signal), `billing report ${reportId}`),
});
