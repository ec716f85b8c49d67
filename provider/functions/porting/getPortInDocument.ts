import { z } from "zod";
import { portInDocumentErrors } from "../../bandwidth/errorCodes/portInDocuments.js";
import { lookup } from "../../resources/define.js";
import { checkedPath, savedPath, saveFile } from "../shared/savedFile.js";
import { documentInput, missingDocument, fileName as shownName } from "./documentFields.js";
import { portInId } from "./portFields.js";

/** What a file holds. */
export const getPortInDocument = lookup({
  name: "getPortInDocument",
  description: `A file of a port-in, downloaded: its content, in base64 and, with \`path\`, in a file of this machine.

Such files hold names, addresses and signatures: the content is a secret, and the file can be read by its owner only.
Look-ups run in previews, too, so the file is written then as well. It is an error when no such document exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/loas/{fileid}"],
  errors: portInDocumentErrors,
  inputs: documentInput.extend({ path: savedPath }),
  outputs: z.object({
    orderId: portInId,
    fileName: shownName,
    content: z.string().describe("What the file holds, in base64.").meta({ secret: true }),
    size: z.int().describe("How many bytes it holds."),
    path: z.string().optional().describe("Where the file was written to, from the root; only with `path`."),
  }),

  check: ({ path }) => ({ failures: checkedPath("path", path) }),

  async invoke({ api, inputs: { orderId, fileName, path }, signal }) {
    const content = await api.portInDocuments.content(orderId, fileName, signal);
    if (!content) throw missingDocument(fileName, orderId);
    return {
      ...{ orderId, fileName },
      content: Buffer.from(content).toString("base64"),
      size: content.byteLength,
      path: path === undefined ? undefined : await saveFile(path, content),
    };
  },
});
