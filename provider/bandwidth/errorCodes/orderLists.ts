import type { ErrorCodes } from "./errorCodes.js";

/** What is said of the filters of a list of orders, of any kind. */
export const orderListErrors: ErrorCodes = {
  15501: "The first day is not before the last one. Swap them.",
  15503: "A day is not valid. Write it as `2026-01-31`.",
  15508: "Two filters go together, which the words name. Give both.",
  15509: "The first day is after the last one. Swap them.",
  15515: "Filters are given that do not go with the days of change; the words name them. Leave one of the two out.",
  15518: "`status` is none of this kind of order. The words name those that there are.",
};

/** What is said when one order, or something of it, is looked for. */
export const orderLookUpErrors: ErrorCodes = {
  5035: "There is no such order. Check the order's id, its kind and `accountId`.",
  5061: "The order's id is not valid. Use it as Bandwidth gave it, a text like a UUID.",
  15523: "The order belongs to another account. Check `accountId`.",
};
