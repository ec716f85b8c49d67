import { z } from "zod";
import { billingReportErrors } from "../../bandwidth/errorCodes/reports.js";
import { id, oneOf } from "../properties/fields.js";
import { billingArchive } from "./billingArchive.js";

/** The reference names the first five. Error 15600 lists the others, and spells two of them differently. */
const types = [
  ...(["BDR", "MDR", "INVOICE", "STATEMENT_BDR", "DID_SNAPSHOT"] as const),
  ...(["STMTBDR", "DIDSNAP", "DIDSNAP_MSG", "RECORDINGBDR", "RECORDINGSTMTBDR", "TRANSCRIPTIONBDR"] as const),
  ...(["TRANSCRIPTIONSTMTBDR", "CNAMBDR", "CNAMSTMTBDR", "CONFBDR", "CONFSTMTBDR", "TFPEERINGSTMTBDR"] as const),
  "UNPROVISIONED_CALLS_BDR",
] as const;

/** Records, invoices or numbers of a period. */
export const billingReport = billingArchive({
  name: "BillingReport",
  description: `A billing report for a period. The provider requests it, waits for it, and writes its zip of CSV files to \`path\` or shows it in \`content\`.

A report is as old as the resource: \`pulumi up\` creates a new one only when the inputs or \`replacementTriggers\` change.
If the file at \`path\` is missing or was changed, a refresh shows that it is gone, and the next \`pulumi up\` writes it
again. If Bandwidth no longer has the file, \`pulumi up\` creates a new report.

The API can't list billing reports. If the answer to the request for a report is lost, the provider doesn't repeat the
request by itself. The error says so, and the next \`pulumi up\` requests a new report.

The API can't delete billing reports either. Deleting the resource removes the file at \`path\`, unless the file was
changed. The report expires by itself.`,
  operations: [
    "POST /accounts/{accountId}/billingreports",
    "GET /accounts/{accountId}/billingreports/{reportid}",
    "GET /accounts/{accountId}/billingreports/{reportid}/file",
  ],
  errors: billingReportErrors,
  spec: {
    type: oneOf("BillingReportType", types)
      .describe(
        "Type of the report. `BDR`: calls. `MDR`: messages. `INVOICE`: the invoice's files. `STATEMENT_BDR`: calls as the invoice has them. `DID_SNAPSHOT`: the telephone numbers. Error 15600 lists more types. Not every account has all of them. A change creates another report.",
      )
      .meta({ replaces: true, writeOnly: true, example: "BDR" }),
  },
  outputs: z.object({
    reportId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    status: z.string().describe("Status of the report: `COMPLETED`, or `Expired` if Bandwidth no longer has it."),
    description: z.string().optional().describe("The status in the API's words."),
  }),
  importId: {
    form: "reportId/type/startDate/endDate",
    example: "9b428b4c-159b-465f-9667-2a7f1e0c4d11/BDR/2026-01-01/2026-01-31",
  },
  examples: [
    {
      title: "The calls of a month, as a file",
      inputs: { type: "BDR", startDate: "2026-01-01", endDate: "2026-01-31", path: "reports/january.zip" },
    },
  ],
  archives: (api) => api.billingReports,
});
