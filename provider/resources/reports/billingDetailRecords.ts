import { z } from "zod";
import { billingDetailRecordErrors } from "../../bandwidth/errorCodes/reports.js";
import { id } from "../properties/fields.js";
import { billingArchive } from "./billingArchive.js";

/** Calls of a period, by the API's older way. */
export const billingDetailRecords = billingArchive({
  name: "BillingDetailRecords",
  description: `The billing detail records (BDR) of a period: asked for, waited for, and their zip of CSV files written to \`path\` or shown in \`content\`.

Bandwidth is replacing this part of its API: a \`BillingReport\` of the type \`BDR\` gives the same. All that is said there
holds here too: the records are not made anew by themselves, they cannot be listed, and not be deleted.

Classic API only: on the Universal Platform (a \`baseUrl\` that ends in \`/v2\`) use \`BillingReport\`.`,
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
      .describe("How they stand: `PROCESSING`, `COMPLETED`, or `Expired` when Bandwidth has them no more."),
    description: z.string().optional().describe("The API's words about how they stand."),
  }),
  importId: {
    form: "bdrId/startDate/endDate",
    example: "44a90e00-a7b6-4c1f-9112-e7f5dfa48231/2026-01-01/2026-01-31",
  },
  examples: [{ title: "The calls of a month", inputs: { startDate: "2026-01-01", endDate: "2026-01-31" } }],
  archives: (api) => api.billingDetailRecords,
});
