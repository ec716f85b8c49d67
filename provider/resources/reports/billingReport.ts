import { z } from "zod";
import { billingReportErrors } from "../../bandwidth/errorCodes/reports.js";
import { id, oneOf } from "../properties/fields.js";
import { billingArchive } from "./billingArchive.js";

/** The reference names the first five; error 15600 lists the others, and spells two of them otherwise. */
const types = [
  ...(["BDR", "MDR", "INVOICE", "STATEMENT_BDR", "DID_SNAPSHOT"] as const),
  ...(["STMTBDR", "DIDSNAP", "DIDSNAP_MSG", "RECORDINGBDR", "RECORDINGSTMTBDR", "TRANSCRIPTIONBDR"] as const),
  ...(["TRANSCRIPTIONSTMTBDR", "CNAMBDR", "CNAMSTMTBDR", "CONFBDR", "CONFSTMTBDR", "TFPEERINGSTMTBDR"] as const),
  "UNPROVISIONED_CALLS_BDR",
] as const;

/** Records, invoices or numbers for a period. */
export const billingReport = billingArchive({
  name: "BillingReport",
  description: `A billing report for a period: asked for, waited for, and its zip of CSV files written to \`path\` or shown in \`content\`.

A report is as old as the resource: \`pulumi up\` does not make it anew, unless its inputs or \`replacementTriggers\` change.
When \`path\` no longer holds what was written there, a refresh shows it gone, and the next \`pulumi up\` writes it again;
where Bandwidth has the file no more, a new one is made.

Billing reports cannot be listed. When the answer to the request for one is lost, it is therefore not asked for again by
itself: the error says so, and the next \`pulumi up\` asks for a new one. Nor can they be deleted: deleting the resource removes the
file at \`path\`, unless it was changed, and leaves the report to expire.`,
  operations: [
    "POST /accounts/{accountId}/billingreports",
    "GET /accounts/{accountId}/billingreports/{reportid}",
    "GET /accounts/{accountId}/billingreports/{reportid}/file",
  ],
  errors: billingReportErrors,
  wish: {
    type: oneOf("BillingReportType", types)
      .describe(
        "What it holds: `BDR` calls, `MDR` messages, `INVOICE` the invoice's files, `STATEMENT_BDR` calls as the invoice has them, `DID_SNAPSHOT` the telephone numbers; and those that error 15600 lists. Not every account has each. A change makes another report.",
      )
      .meta({ replaces: true, writeOnly: true, example: "BDR" }),
  },
  outputs: z.object({
    reportId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    status: z.string().describe("How it stands: `COMPLETED`, or `Expired` when Bandwidth has it no more."),
    description: z.string().optional().describe("The API's words about how it stands."),
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
