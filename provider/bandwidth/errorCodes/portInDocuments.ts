import type { ErrorCodes } from "./errorCodes.js";
import { portInLookUpErrors } from "./portInLookUps.js";

/** What is said of the files of a port-in. */
export const portInDocumentErrors: ErrorCodes = {
  ...portInLookUpErrors,
  5153: "The account may not add files to port-ins. Ask Bandwidth's support.",
  5154: "The account may not change files of port-ins. Ask Bandwidth's support.",
  5155: "Orders of this kind take no files. Check `orderId`.",
  7638: "Toll-free port-ins take PDF and TIFF only. Give such a file.",
  7639: "`documentType` is none that Bandwidth knows. Use `LOA`, `INVOICE`, `CSR` or `OTHER`.",
  7640: "This port-in needs `documentType`. Give it.",
  7641: "The kind of document is given in two ways that differ. Report it as a fault of this package.",
  7800: "`documentName` has more than 50 characters.",
};
