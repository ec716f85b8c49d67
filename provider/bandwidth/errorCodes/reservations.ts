import type { ErrorCodes } from "./errorCodes.js";

/** What is said when a reservation is looked for. */
export const reservationLookUpErrors: ErrorCodes = {
  5042: "There is no such reservation in the account. It ends after four hours, or when the number is ordered.",
  5043: "There is no such reservation. It ends after four hours, or when the number is ordered.",
  5045: "The request about a reservation is not valid. Check its id.",
};

/** What is said of reservations. */
export const reservationErrors: ErrorCodes = {
  ...reservationLookUpErrors,
  5040: "There is no such number to reserve. Take one that getAvailableNumbers lists.",
  5041: "The number is not available: somebody has it, or holds it. Reserve another.",
  5044: "The reservation cannot be read. Check `reservedTn`.",
  5046: "The account may not reserve numbers. Ask Bandwidth's support.",
  5047: "The reservation cannot be given back; it ends by itself after four hours.",
};
