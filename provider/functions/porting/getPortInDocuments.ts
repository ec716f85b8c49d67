import { z } from "zod";
import { portInDocumentErrors } from "../../bandwidth/errorCodes/portInDocuments.js";
import { lookup } from "../../resources/define.js";
import { documentDescription } from "./documentFields.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

/** The files of a port-in. */
export const getPortInDocuments = lookup({
  name: "getPortInDocuments",
  description: `The files of a port-in: letters of authorization, invoices, customer service records.

\`getPortInDocument\` downloads a file. The call fails if no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/loas"],
  errors: portInDocumentErrors,
  inputs: portInInput.extend({
    metadata: z.boolean().optional().describe("Whether to return the metadata of the files too."),
  }),
  outputs: z.object({
    orderId: portInId,
    documents: z
      .array(
        z
          .object({ fileName: z.string().describe("Name of the file, which is its id."), ...documentDescription })
          .meta({ typeName: "PortInDocumentSummary" }),
      )
      .describe("The files, in the API's order. Empty if there are none."),
  }),

  async invoke({ api, inputs: { orderId, metadata }, signal }) {
    const documents = await api.portInLookUps.documents(orderId, metadata ?? false, signal);
    return { orderId, documents: foundPortIn(documents, orderId, api.client.accountId) };
  },
});
