import type { ErrorCodes } from "./errorCodes.js";

/** What is said of questions about places: cities, rate centres. */
export const coverageErrors: ErrorCodes = {
  4001: "The rate centre is not valid. Use its abbreviation, with its state.",
  4002: "`areaCode`, `npaNxx` or `npaNxxx` is not valid. Use 3, 6 or 7 digits.",
  4005: "`city` is not valid. getCities lists those of a state.",
  4006: "`state` is not valid. Use its two letters.",
  4007: "`zip` is not valid. Use five digits.",
  4008: "`lata` is not valid. Use three or five digits.",
  4010: "The filters do not go together. Give fewer.",
  4015: "`embed` is none that Bandwidth knows. The words name those that there are.",
  4016: "`tier` is not valid. Use 0 to 5.",
  4018: "The page of the list is not valid. Run the command again.",
  4019: "`LocalRateCenters` in `embed` goes with no filter. Leave one of the two out.",
};

/** What is said of questions about countries. */
export const restrictionErrors: ErrorCodes = {
  12987: "The country is none that Bandwidth knows. Use the three letters of ISO 3166-1, as `GBR`.",
  13656: "The account is not approved for this country. Ask Bandwidth's support.",
};
