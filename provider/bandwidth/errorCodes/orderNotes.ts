import type { ErrorCodes } from "./errorCodes.js";
import { orderLookUpErrors } from "./orderLists.js";

/** What is said of notes on orders of any kind. */
export const orderNoteErrors: ErrorCodes = {
  ...orderLookUpErrors,
  5040: "There is no such note on the order. Notes stay as long as their order.",
  7200: "There is no such port-in. Check `orderId`.",
  7335: "The port-in belongs to another account. Check `orderId` and `accountId`.",
  7700: "There is no such port-in. Check `orderId`.",
  12501: "The note has no user, or another than the one who is logged in. Give yours in `userId`.",
  17014: "There is no such LSR order. Check `orderId`.",
};
