import { z } from "zod";
import { billingDetailRecordErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

/** The status of an archive of detail records. */
export const getBillingDetailRecords = lookup({
  name: "getBillingDetailRecords",
  description: `The status of an archive of detail records at this moment.

It doesn't wait until the archive is ready. The API returns neither its period nor who requested it. The call fails if no such archive of detail records exists.

Classic API only: on the Universal Platform (a \`baseUrl\` that ends in \`/v2\`) use \`getBillingReport\`.`,
  operations: ["GET /accounts/{accountId}/bdrs/{bdrid}"],
  errors: billingDetailRecordErrors,
  inputs: z.object({
    bdrId: id().describe("Id of the archive of detail records, as the resource `BillingDetailRecords` has it."),
  }),
  outputs: z.object({
    bdrId: z.string().describe("Id of the archive of detail records."),
    status: z.string().describe("Status: `RECEIVED`, `PROCESSING`, `COMPLETED` or `FAILED`."),
    description: z.string().optional().describe("The status in the API's words."),
  }),
  examples: [{ title: "Of an archive that the program creates", inputs: { bdrId: "$billingDetailRecords.bdrId" } }],

  async invoke({ api, inputs: { bdrId }, signal }) {
    const found = await api.billingDetailRecords.get(bdrId, signal);
    if (!found) throw missing("bdrId", bdrId, "archive of detail records", "the UUID of one that was requested");
    return { bdrId, status: found.status, description: found.description };
  },
});
