import { z } from "zod";
import { billingReportErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

/** The status of a billing report. */
export const getBillingReport = lookup({
  name: "getBillingReport",
  description: `The status of a billing report at this moment.

It doesn't wait until the report is ready. The API returns neither its period nor who requested it. The call fails if no such billing report exists.`,
  operations: ["GET /accounts/{accountId}/billingreports/{reportid}"],
  errors: billingReportErrors,
  inputs: z.object({ reportId: id().describe("Id of the billing report, as the resource `BillingReport` has it.") }),
  outputs: z.object({
    reportId: z.string().describe("Id of the billing report."),
    status: z.string().describe("Status: `RECEIVED`, `PROCESSING`, `COMPLETED` or `FAILED`."),
    description: z.string().optional().describe("The status in the API's words."),
  }),
  examples: [{ title: "Of a report that the program creates", inputs: { reportId: "$billingReport.reportId" } }],

  async invoke({ api, inputs: { reportId }, signal }) {
    const found = await api.billingReports.get(reportId, signal);
    if (!found) throw missing("reportId", reportId, "billing report", "the UUID of one that was requested");
    return { reportId, status: found.status, description: found.description };
  },
});
