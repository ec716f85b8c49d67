import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";

/** Codes returned when telephone numbers are listed in the directory (DL/DA). */
export const dldaErrors: ErrorCodes = {
  ...orderedNumberErrors,
  5014: "The order timed out. Run the command again: it looks before it repeats.",
  16100: "Toll-free numbers can't be listed. Remove them.",
  16101: "A number belongs to another account. Remove it. If you just ordered it, wait a moment.",
  16102: "The number's original carrier isn't supported. Remove the number.",
  16103: "Another order is still changing a number's listing. Run the command again when that order is done.",
  16104: "The order has no numbers that can be listed. Check `telephoneNumbers`.",
  16105: "The order is still processing and can't be changed. The provider places another order instead.",
  16106: "The order failed and can't be changed. The provider places another order instead.",
  16107: "A listing of the number is pending or being cleaned up. Run the command again tomorrow.",
  16108: "The number's state changed in the meantime, so the listing was not made. Run `pulumi refresh`.",
  16109: "`subscriberType` is missing or not valid. Use `BUSINESS` or `RESIDENTIAL`.",
  16110: "`listingType` is missing or not valid. Use `LISTED`, `NON_LISTED` or `NON_PUBLISHED`.",
  16111: "Bandwidth doesn't have the number. Correct it. If you just ordered it, wait a moment.",
  16112: "The removal of a listing isn't valid. Report it as a bug in this package.",
  16113: "This request can't remove a listing. Report it as a bug in this package.",
  16114: "`address.stateCode` isn't valid. Correct it.",
  16115: "The order was rejected. The message says why. Correct what it names.",
  16116: "Canadian numbers can't be listed. Remove them.",
};
