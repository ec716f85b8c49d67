import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned by the check whether numbers can be ported. */
export const lnpCheckErrors: ErrorCodes = {
  1018: "The account isn't allowed to see which carrier has the numbers. Ask Bandwidth's support.",
  1022: "The Universal Platform wants numbers as E.164, and the provider sends them so. Report it as a bug in this package.",
  7000: "The check timed out. Run the command again. If the error stays, check fewer numbers at a time.",
  7102: "No telephone number is given.",
  7201: "A telephone number isn't valid. Correct it.",
  7205: "Another order is still processing a number. Wait for it.",
  7206: "A number is already in service here. You don't need to port it.",
  7314: "The check has too many numbers. The message gives the maximum. Check them in parts.",
  7316: "No telephone number is given.",
  7331: "Bandwidth doesn't know a number's rate center, so the number can't be ported.",
  7333: "The account isn't allowed to port numbers. Ask Bandwidth's support.",
  7360: "A number is listed twice. List it once.",
  7378: "A number isn't in service at its carrier. Only working numbers can be ported.",
  7386: "The request mixes toll-free numbers with others. Check each kind separately.",
  7472: "`fullCheck` isn't valid. The message lists the allowed values.",
  7642: "A toll-free number is spare, which means that nobody has it. It can't be ported.",
  7643: "A toll-free number is unavailable. It can't be ported.",
  7644: "The carrier that ports toll-free numbers refused a number. It can't be ported.",
  7646: "Bandwidth doesn't know which carrier has the numbers. Run the command again. If the error stays, ask Bandwidth's support.",
  7656: "A toll-free number is disconnected and must be ported manually. Ask Bandwidth's support.",
  7657: "A toll-free number is between two states and must be ported manually. Ask Bandwidth's support.",
  7999: "Bandwidth failed. Run the command again. If the error stays after a working day, ask its support.",
};
