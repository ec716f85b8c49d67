import { z } from "zod";
import { billingReportErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

/** How a billing report stands. */
export const getBillingReport = lookup({
  name: "getBillingReport",
  description: `How a billing report stands at this moment.

It does not wait until it is ready. The API tells nothing more of it, neither its period nor who asked for it. It is an
error when no such billing report exists.`,
  operations: ["GET /accounts/{accountId}/billingreports/{reportid}"],
  errors: billingReportErrors,
  inputs: z.object({ reportId: id().describe("Id of the billing report, as the resource `BillingReport` has it.") }),
  outputs: z.object({
    reportId: z.string().describe("Id of the billing report."),
    status: z.string().describe("How it stands: `RECEIVED`, `PROCESSING`, `COMPLETED` or `FAILED`."),
    description: z.string().optional().describe("The API's words about it."),
  }),
  examples: [{ title: "Of one that the program makes", inputs: { reportId: "$billingReport.reportId" } }],

  async invoke({ api, inputs: { reportId }, signal }) {
    const found = await api.billingReports.get(reportId, signal);
    if (!found) throw missing("reportId", reportId, "billing report", "the UUID of one that was asked for");
    return { reportId, status: found.status, description: found.description };
  },
});
