import type { ErrorCodes } from "./errorCodes.js";

/** What is said when options of one number are set at its SIP peer, without an order. */
export const tnSettingErrors: ErrorCodes = {
  5088: "The number would be forwarded to itself. Forward to another one.",
  12016: "There is no such site any more: somebody has moved the number. Give the command again.",
  13513: "The number that calls should go to is none of ten digits. Correct it.",
  13517: "The number is not available. Look at it with `getTn`.",
  13518: "The number is not available. Look at it with `getTn`.",
  13519: "Something is wrong with the number at Bandwidth. Ask its support.",
  13536: "The number is not at this SIP peer any more: somebody has moved it. Give the command again.",
  13563: "There is no such SIP peer any more: somebody has moved the number. Give the command again.",
  13575: "The display of calling names can only be on or off.",
  13576: "The account has not got this feature. Ask Bandwidth for it.",
  13583:
    "The display of calling names is set at the SIP peer, and not at the number. Set `callingName` of the `SipPeer`.",
};
