import { z } from "zod";
import { portInDocumentErrors } from "../../bandwidth/errorCodes/portInDocuments.js";
import { lookup } from "../../resources/define.js";
import { documentDescription, documentInput, missingDocument, fileName as shownName } from "./documentFields.js";
import { portInId } from "./portFields.js";

/** The metadata of a file. */
export const getPortInDocumentMetadata = lookup({
  name: "getPortInDocumentMetadata",
  description: `The metadata of a file of a port-in: its name and its type. Both are absent if the file has no metadata.

The call fails if no such file exists.`,
  operations: [
    "GET /accounts/{accountId}/portins/{orderid}/loas/{fileid}/metadata",
    "GET /accounts/{accountId}/portins/{orderid}/loas",
  ],
  errors: portInDocumentErrors,
  inputs: documentInput,
  outputs: z.object({ orderId: portInId, fileName: shownName, ...documentDescription }),

  async invoke({ api, inputs: { orderId, fileName }, signal }) {
    const metadata = await api.portInDocuments.metadata(orderId, fileName, signal);
    // The API answers the same for a file without metadata and for a missing file. The list tells them apart.
    if (Object.keys(metadata).length === 0) {
      const names = await api.portInDocuments.names(orderId, signal);
      if (!names?.includes(fileName)) throw missingDocument(fileName, orderId);
    }
    return { orderId, fileName, ...metadata };
  },
});
