import type { ErrorCodes } from "./errorCodes.js";

/** Codes about places: cities and rate centers. */
export const coverageErrors: ErrorCodes = {
  4001: "The rate center isn't valid. Use its abbreviation, with its state.",
  4002: "`areaCode`, `npaNxx` or `npaNxxx` isn't valid. Use 3, 6 or 7 digits.",
  4005: "`city` isn't valid. `getCities` lists the cities of a state.",
  4006: "`state` isn't valid. Use its two letters.",
  4007: "`zip` isn't valid. Use five digits.",
  4008: "`lata` isn't valid. Use three or five digits.",
  4010: "The filters can't be combined. Use fewer.",
  4015: "`embed` isn't one that Bandwidth knows. The message lists the allowed values.",
  4016: "`tier` isn't valid. Use 0 to 5.",
  4018: "The page of the list isn't valid. Run the command again.",
  4019: "`LocalRateCenters` in `embed` can't be combined with a filter. Remove one of the two.",
};

/** Codes about countries. */
export const restrictionErrors: ErrorCodes = {
  12987: "Bandwidth doesn't know this country. Use the three letters of ISO 3166-1, such as `GBR`.",
  13656: "The account isn't approved for this country. Ask Bandwidth's support.",
};
