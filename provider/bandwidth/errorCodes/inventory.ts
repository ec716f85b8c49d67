import type { ErrorCodes } from "./errorCodes.js";
import { siteLookUpErrors } from "./sites.js";

/** What is said of the filters of a list of numbers in service or disconnected. */
export const inventoryErrors: ErrorCodes = {
  ...siteLookUpErrors,
  4000: "`areaCode` is not valid. Use three digits.",
  4001: "`rateCenter` is not valid. Use its abbreviation, with `state`.",
  4002: "`npaNxx` is not valid. Use six digits.",
  4006: "`state` is not valid. Use its two letters.",
  4008: "`lata` is not valid. Use up to five digits.",
  4010: "The filters do not go together. Give fewer.",
  15501: "The first day is not before the last one. Swap them.",
  15503: "A day is not valid. Write it as `2026-01-31`.",
  15508: "The first and the last day go together. Give both.",
  15509: "The first day is after the last one. Swap them.",
  15510: "`areaCode` is not valid. Use three digits.",
  15511: "`npaNxx` is not valid. Use six digits.",
  15514: "`rateCenter` is not valid. getRateCenters lists those of a state.",
};
