import { z } from "zod";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { portInInput } from "./portFields.js";

const EXAMPLE = "b6080e4c-7ddf-4faa-bbd8-328a72de9297-1429550165581.pdf";

/** The file of a port-in to look up. */
export const documentInput = portInInput.extend({
  fileName: id().describe("Name of the file, such as `getPortInDocuments` lists it.").meta({ example: EXAMPLE }),
});

/** The file that was asked for. */
export const fileName = z.string().describe("Name of the file, which is its id.");

/** The metadata of a file. */
export const documentDescription = {
  documentName: z.string().optional().describe("Name of the document, at most 50 characters."),
  documentType: z.string().optional().describe("`LOA`, `INVOICE`, `CSR` or `OTHER`."),
};

/**
 * The error for a missing file. The port-in may be missing too: the API doesn't say which
 * (docs/maintainers/api.md#known-from-samples-only).
 */
export function missingDocument(name: string, orderId: string) {
  return missing("fileName", name, `file of port-in ${orderId}`, `the name of one of its files, as in ${EXAMPLE}`);
}
