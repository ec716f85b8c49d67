import type { ErrorCodes } from "./errorCodes.js";
import { portInLookUpErrors } from "./portInLookUps.js";

/** Codes about the files of a port-in. */
export const portInDocumentErrors: ErrorCodes = {
  ...portInLookUpErrors,
  5153: "The account isn't allowed to add files to port-ins. Ask Bandwidth's support.",
  5154: "The account isn't allowed to change files of port-ins. Ask Bandwidth's support.",
  5155: "Orders of this kind accept no files. Check `orderId`.",
  7638: "Toll-free port-ins accept PDF and TIFF only. Use such a file.",
  7639: "Bandwidth doesn't know this `documentType`. Use `LOA`, `INVOICE`, `CSR` or `OTHER`.",
  7640: "This port-in needs `documentType`. Set it.",
  7641: "The request names two different kinds of document. Report it as a bug in this package.",
  7800: "`documentName` has more than 50 characters.",
};
