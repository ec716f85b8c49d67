import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when a reservation is looked for. */
export const reservationLookUpErrors: ErrorCodes = {
  5042: "There is no such reservation in the account. It ends after four hours, or when the number is ordered.",
  5043: "There is no such reservation. It ends after four hours, or when the number is ordered.",
  5045: "The request about a reservation isn't valid. Check its id.",
};

/** Codes about reservations. */
export const reservationErrors: ErrorCodes = {
  ...reservationLookUpErrors,
  5040: "There is no such number to reserve. Use a number that `getAvailableNumbers` lists.",
  5041: "The number isn't available: somebody has it or holds it. Reserve another.",
  5044: "Bandwidth can't read the reservation. Check `reservedTn`.",
  5046: "The account isn't allowed to reserve numbers. Ask Bandwidth's support.",
  5047: "The reservation can't be canceled. It ends by itself after four hours.",
};
