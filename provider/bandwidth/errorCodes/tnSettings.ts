import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when options of one number are set at its SIP peer, without an order. */
export const tnSettingErrors: ErrorCodes = {
  5088: "The number would forward calls to itself. Forward to another number.",
  12016: "The site no longer exists: somebody has moved the number. Run the command again.",
  13513: "The number that calls go to doesn't have ten digits. Correct it.",
  13517: "The number isn't available. Look it up with `getTn`.",
  13518: "The number isn't available. Look it up with `getTn`.",
  13519: "Something is wrong with the number at Bandwidth. Ask its support.",
  13536: "The number is no longer at this SIP peer: somebody has moved it. Run the command again.",
  13563: "The SIP peer no longer exists: somebody has moved the number. Run the command again.",
  13575: "The display of calling names can only be on or off.",
  13576: "The account doesn't have this feature. Ask Bandwidth for it.",
  13583: "The SIP peer sets the display of calling names, not the number. Set `callingName` of the `SipPeer`.",
};
