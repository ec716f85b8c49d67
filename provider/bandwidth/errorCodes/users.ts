import type { ErrorCodes } from "./errorCodes.js";

/** What is said when a user is looked for. */
export const userErrors: ErrorCodes = {
  12000: "There is no such user. Check `username`.",
  12697: "The user belongs to accounts that yours may not manage. Ask an administrator of those.",
};
