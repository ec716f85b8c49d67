import { z } from "zod";
import { billingDetailRecordErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

/** How an archive of detail records stands. */
export const getBillingDetailRecords = lookup({
  name: "getBillingDetailRecords",
  description: `How an archive of detail records stands at this moment.

It does not wait until it is ready. The API tells nothing more of it, neither its period nor who asked for it. It is an
error when no such archive of detail records exists.

Classic API only: on the Universal Platform (a \`baseUrl\` that ends in \`/v2\`) use \`getBillingReport\`.`,
  operations: ["GET /accounts/{accountId}/bdrs/{bdrid}"],
  errors: billingDetailRecordErrors,
  inputs: z.object({
    bdrId: id().describe("Id of the archive of detail records, as the resource `BillingDetailRecords` has it."),
  }),
  outputs: z.object({
    bdrId: z.string().describe("Id of the archive of detail records."),
    status: z.string().describe("How it stands: `RECEIVED`, `PROCESSING`, `COMPLETED` or `FAILED`."),
    description: z.string().optional().describe("The API's words about it."),
  }),
  examples: [{ title: "Of one that the program makes", inputs: { bdrId: "$billingDetailRecords.bdrId" } }],

  async invoke({ api, inputs: { bdrId }, signal }) {
    const found = await api.billingDetailRecords.get(bdrId, signal);
    if (!found) throw missing("bdrId", bdrId, "archive of detail records", "the UUID of one that was asked for");
    return { bdrId, status: found.status, description: found.description };
  },
});
