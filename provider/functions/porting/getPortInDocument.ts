import { z } from "zod";
import { portInDocumentErrors } from "../../bandwidth/errorCodes/portInDocuments.js";
import { lookup } from "../../resources/define.js";
import { checkedPath, savedPath, saveFile } from "../shared/savedFile.js";
import { documentInput, missingDocument, fileName as shownName } from "./documentFields.js";
import { portInId } from "./portFields.js";

/** The content of a file. */
export const getPortInDocument = lookup({
  name: "getPortInDocument",
  description: `A file of a port-in, downloaded: its content, in base64 and, with \`path\`, in a file on this machine.

Such files contain names, addresses and signatures. So the content is a secret, and only its owner can read the written
file. Look-ups run in previews too, so a preview also writes the file. The call fails if no such document exists.`,
  operations: ["GET /accounts/{accountId}/portins/{orderid}/loas/{fileid}"],
  errors: portInDocumentErrors,
  inputs: documentInput.extend({ path: savedPath }),
  outputs: z.object({
    orderId: portInId,
    fileName: shownName,
    content: z.string().describe("Content of the file, in base64.").meta({ secret: true }),
    size: z.int().describe("Size in bytes."),
    path: z.string().optional().describe("Absolute path of the written file. Only with `path`."),
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
