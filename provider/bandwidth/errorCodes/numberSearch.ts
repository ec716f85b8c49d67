import type { ErrorCodes } from "./errorCodes.js";

/** Codes about the criteria of a search for numbers. */
export const numberSearchErrors: ErrorCodes = {
  4000: "`areaCode` isn't valid. Use three digits of an area code that exists.",
  4001: "`rateCenter` isn't valid. Use its abbreviation, with `state`. `getRateCenters` lists them.",
  4002: "`areaCode`, `npaNxx` or `npaNxxx` isn't valid. Use 3, 6 or 7 digits. The first and the fourth digit are 2 to 9.",
  4003: "`tollFreeVanity` isn't valid. Use 4 to 7 letters or digits.",
  4004: "`tollFreeWildCardPattern` isn't valid. Use 8 and two stars, or 8, a digit and a star.",
  4005: "`city` isn't valid. `getCities` lists the cities of a state.",
  4006: "`state` isn't valid. Use its two letters.",
  4007: "`zip` isn't valid. Use five digits, or five and four.",
  4008: "`lata` isn't valid. Use up to five digits.",
  4009: "The search failed at Bandwidth. The provider repeats it. If the error stays, run the command again later.",
  4010: "The criteria can't be combined, or `quantity` isn't 1 to 5000. The description of each criterion says what you can combine it with.",
  4011: "The telephone number in the search isn't valid. Correct it.",
  4014: "The account isn't allowed to search for this. Ask Bandwidth's support.",
  4018: "The page of the list isn't valid. Run the command again.",
  4020: "`orderBy` isn't valid. Use `fullNumber`, `npaNxxx`, `npaNxx` or `areaCode`.",
  4021: "`orderBy` can't be combined with these criteria. Leave it out.",
  4022: "`protected` isn't valid. Use `NONE`, `ONLY` or `MIXED`.",
  4023: "Bandwidth sells no new numbers in this area. Search in another one.",
  4024: "The account isn't allowed to order numbers of this tier. Ask Bandwidth's support, or search for others.",
  5101: "Toll-free numbers can't be protected. Leave `protected` out.",
  5224: "A criterion of `search` is empty. Set a value, or leave it out.",
};
