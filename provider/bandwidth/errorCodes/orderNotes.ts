import type { ErrorCodes } from "./errorCodes.js";
import { orderLookUpErrors } from "./orderLists.js";

/** Codes about notes on orders of any kind. */
export const orderNoteErrors: ErrorCodes = {
  ...orderLookUpErrors,
  5040: "There is no such note on the order. An order keeps its notes.",
  7200: "There is no such port-in. Check `orderId`.",
  7335: "The port-in belongs to another account. Check `orderId` and `accountId`.",
  7700: "There is no such port-in. Check `orderId`.",
  12501: "The note's user is missing, or isn't the user who is logged in. Set `userId` to your own user.",
  17014: "There is no such LSR order. Check `orderId`.",
};
