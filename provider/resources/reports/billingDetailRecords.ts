import { z } from "zod";
import { billingDetailRecordErrors } from "../../bandwidth/errorCodes/reports.js";
import { id } from "../properties/fields.js";
import { billingArchive } from "./billingArchive.js";

/** Calls of a period, in the API's older way. */
export const billingDetailRecords = billingArchive({
  name: "BillingDetailRecords",
  description: `The billing detail records (BDR) of a period. The provider requests them, waits for them, and writes their zip of CSV files to \`path\` or shows it in \`content\`.

Bandwidth is replacing this part of its API. A \`BillingReport\` of the type \`BDR\` gives the same records. What its page
says also applies here: the records don't refresh by themselves, and the API can neither list nor delete them.

Classic API only. On the Universal Platform (a \`baseUrl\` that ends in \`/v2\`), use \`BillingReport\`.`,
  operations: [
    "POST /accounts/{accountId}/bdrs",
    "GET /accounts/{accountId}/bdrs/{bdrid}",
    "GET /accounts/{accountId}/bdrs/{bdrid}/file",
  ],
  errors: billingDetailRecordErrors,
  outputs: z.object({
    bdrId: id().describe("Assigned by Bandwidth.").meta({ stable: true }),
    status: z
      .string()
      .describe("Status of the records: `PROCESSING`, `COMPLETED`, or `Expired` if Bandwidth no longer has them."),
    description: z.string().optional().describe("The status in the API's words."),
  }),
  importId: {
    form: "bdrId/startDate/endDate",
    example: "44a90e00-a7b6-4c1f-9112-e7f5dfa48231/2026-01-01/2026-01-31",
  },
  examples: [{ title: "The calls of a month", inputs: { startDate: "2026-01-01", endDate: "2026-01-31" } }],
  archives: (api) => api.billingDetailRecords,
});
