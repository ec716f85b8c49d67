import type { ErrorCodes } from "./errorCodes.js";

/** Codes about the filters of a list of orders of any kind. */
export const orderListErrors: ErrorCodes = {
  15501: "The first day isn't before the last day. Swap them.",
  15503: "A day isn't valid. Write it as `2026-01-31`.",
  15508: "Two filters belong together. The message names them. Set both.",
  15509: "The first day is after the last day. Swap them.",
  15515: "Some filters can't be combined with the days of change. The message names them. Leave one of the two out.",
  15518: "This kind of order has no such `status`. The message lists the allowed values.",
};

/** Codes returned when one order, or part of it, is looked for. */
export const orderLookUpErrors: ErrorCodes = {
  5035: "There is no such order. Check the order's id, its kind and `accountId`.",
  5061: "The order's id isn't valid. Use it as Bandwidth gave it. It looks like a UUID.",
  15523: "The order belongs to another account. Check `accountId`.",
};
