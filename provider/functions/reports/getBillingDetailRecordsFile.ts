import { z } from "zod";
import { billingDetailRecordErrors } from "../../bandwidth/errorCodes/reports.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { fileNotes, fileOutputs, shownFile } from "./reportFields.js";

/** The file of an archive of detail records. */
export const getBillingDetailRecordsFile = lookup({
  name: "getBillingDetailRecordsFile",
  description: `The file of an archive of detail records: a zip of CSV files.

${fileNotes}

Classic API only: on the Universal Platform (a \`baseUrl\` that ends in \`/v2\`) use \`getBillingReportFile\`.`,
  operations: ["GET /accounts/{accountId}/bdrs/{bdrid}/file"],
  errors: billingDetailRecordErrors,
  inputs: z.object({
    bdrId: id().describe("Id of the archive of detail records, as the resource `BillingDetailRecords` has it."),
  }),
  outputs: z.object(fileOutputs),
  examples: [{ title: "Of an archive that the program creates", inputs: { bdrId: "$billingDetailRecords.bdrId" } }],

  invoke: async ({ api, inputs: { bdrId }, signal }) =>
    shownFile(await api.billingDetailRecords.file(bdrId, signal), `archive of detail records ${bdrId}`),
});
