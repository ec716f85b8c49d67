import { z } from "zod";
import { portInDocumentErrors } from "../../bandwidth/errorCodes/portInDocuments.js";
import { lookup } from "../../resources/define.js";
import { documentDescription } from "./documentFields.js";
import { foundPortIn, portInId, portInInput } from "./portFields.js";

/** Which files a port-in has. */
export const getPortInDocuments = lookup({
  name: "getPortInDocuments",
  description: `The files of a port-in: letters of authorization, invoices, customer service records.

What a file holds is told by \`getPortInDocument\`. It is an error when no such port-in exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/loas"],
  errors: portInDocumentErrors,
  inputs: portInInput.extend({
    metadata: z.boolean().optional().describe("Whether to tell what is said of the files, too."),
  }),
  outputs: z.object({
    orderId: portInId,
    documents: z
      .array(
        z
          .object({ fileName: z.string().describe("Name of the file, which is its id."), ...documentDescription })
          .meta({ typeName: "PortInDocumentSummary" }),
      )
      .describe("The files, in the API's order; empty when there are none."),
  }),

  async invoke({ api, inputs: { orderId, metadata }, signal }) {
    const documents = await api.portInLookUps.documents(orderId, metadata ?? false, signal);
    return { orderId, documents: foundPortIn(documents, orderId, api.client.accountId) };
  },
});
