import type { ErrorCodes } from "./errorCodes.js";

/** What is said of the criteria of a search for numbers. */
export const numberSearchErrors: ErrorCodes = {
  4000: "`areaCode` is not valid. Use three digits of an area code that exists.",
  4001: "`rateCenter` is not valid. Use its abbreviation, with `state`; getRateCenters lists them.",
  4002: "`areaCode`, `npaNxx` or `npaNxxx` is not valid. Use 3, 6 or 7 digits; the first and the fourth are 2 to 9.",
  4003: "`tollFreeVanity` is not valid. Use 4 to 7 letters or digits.",
  4004: "`tollFreeWildCardPattern` is not valid. Use 8 and two stars, or 8, a digit and a star.",
  4005: "`city` is not valid. getCities lists those of a state.",
  4006: "`state` is not valid. Use its two letters.",
  4007: "`zip` is not valid. Use five digits, or five and four.",
  4008: "`lata` is not valid. Use up to five digits.",
  4009: "The search failed at Bandwidth. It is repeated; if it goes on, run the command again later.",
  4010: "The criteria do not go together, or `quantity` is not 1 to 5000. Each criterion's description says what it goes with.",
  4011: "The telephone number in the search is not valid. Correct it.",
  4014: "The account may not search for this. Ask Bandwidth's support.",
  4018: "The page of the list is not valid. Run the command again.",
  4020: "`orderBy` is not valid. Use `fullNumber`, `npaNxxx`, `npaNxx` or `areaCode`.",
  4021: "`orderBy` does not go with these criteria. Leave it out.",
  4022: "`protected` is not valid. Use `NONE`, `ONLY` or `MIXED`.",
  4023: "Bandwidth sells no new numbers in this area. Search in another one.",
  4024: "The numbers are of a tier that the account may not order. Ask Bandwidth's support, or search for others.",
  5101: "Toll-free numbers cannot be protected. Leave `protected` out.",
  5224: "A criterion of `search` is empty. Give it a value, or leave it out.",
};
