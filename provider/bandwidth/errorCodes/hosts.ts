import type { ErrorCodes } from "./errorCodes.js";

/** What is said of the list of hosts. */
export const hostListErrors: ErrorCodes = {
  13569: "Said by a `SipPeer` whose termination host somebody has already. This look-up tells which peer has it.",
  15505: "The type of host is not valid. The words name those that there are.",
};
