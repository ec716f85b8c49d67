import type { ErrorCodes } from "./errorCodes.js";

/** What is said when it is asked whether numbers can be ported. */
export const lnpCheckErrors: ErrorCodes = {
  1018: "The account may not see which carrier has the numbers. Ask Bandwidth's support.",
  1022: "The Universal Platform wants numbers as E.164. The provider writes them so: report it as a fault of this package.",
  7000: "The check ran out of time. Run the command again, with fewer numbers if it stays.",
  7102: "No telephone number is given.",
  7201: "A telephone number is not valid. Correct it.",
  7205: "Another order is at work on a number. Wait for it.",
  7206: "A number is in service here already. Nothing has to be ported.",
  7314: "Too many numbers at once; the words tell the most. Ask in parts.",
  7316: "No telephone number is given.",
  7331: "Bandwidth does not know the rate centre of a number, so it cannot be ported.",
  7333: "The account may not port numbers. Ask Bandwidth's support.",
  7360: "A number stands there twice. Name it once.",
  7378: "A number is not in service at its carrier. Only numbers that work can be ported.",
  7386: "Toll-free numbers and others are mixed. Ask for each kind by itself.",
  7472: "`fullCheck` is not valid. The words name the values that there are.",
  7642: "A toll-free number is spare, which means that nobody has it. It cannot be ported.",
  7643: "A toll-free number is unavailable. It cannot be ported.",
  7644: "The carrier that ports toll-free numbers refused one. It cannot be ported.",
  7646: "It is not known which carrier has the numbers. Run the command again; if it stays, ask Bandwidth's support.",
  7656: "A toll-free number is disconnected, and has to be ported by hand. Ask Bandwidth's support.",
  7657: "A toll-free number is between two states, and has to be ported by hand. Ask Bandwidth's support.",
  7999: "Bandwidth failed inside. Run the command again; after a working day, ask its support.",
};
