import type { ErrorCodes } from "./errorCodes.js";
import { siteLookUpErrors } from "./sites.js";

/** Codes about the filters of a list of numbers in service or disconnected. */
export const inventoryErrors: ErrorCodes = {
  ...siteLookUpErrors,
  4000: "`areaCode` isn't valid. Use three digits.",
  4001: "`rateCenter` isn't valid. Use its abbreviation, with `state`.",
  4002: "`npaNxx` isn't valid. Use six digits.",
  4006: "`state` isn't valid. Use its two letters.",
  4008: "`lata` isn't valid. Use up to five digits.",
  4010: "The filters can't be combined. Use fewer.",
  15501: "The first day isn't before the last day. Swap them.",
  15503: "A day isn't valid. Write it as `2026-01-31`.",
  15508: "The first and the last day belong together. Set both.",
  15509: "The first day is after the last day. Swap them.",
  15510: "`areaCode` isn't valid. Use three digits.",
  15511: "`npaNxx` isn't valid. Use six digits.",
  15514: "`rateCenter` isn't valid. `getRateCenters` lists the rate centers of a state.",
};
