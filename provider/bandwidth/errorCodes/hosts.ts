import type { ErrorCodes } from "./errorCodes.js";

/** Codes about the list of hosts. */
export const hostListErrors: ErrorCodes = {
  13569:
    "A `SipPeer` gets this when another peer already has its termination host. This look-up tells which peer has it.",
  15505: "The host type isn't valid. The message lists the allowed values.",
};
