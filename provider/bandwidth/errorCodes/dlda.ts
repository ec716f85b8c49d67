import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";

/** What is said when telephone numbers are listed in the directory (DL/DA). */
export const dldaErrors: ErrorCodes = {
  ...orderedNumberErrors,
  5014: "The order ran out of time. Run the command again: it looks before it repeats.",
  16100: "Toll-free numbers cannot be listed. Take them out.",
  16101: "A number belongs to another account. Take it out; one that was just ordered needs a moment.",
  16102: "The carrier that the number comes from is not supported. Take it out.",
  16103: "Another order is at work on the listing of a number. Run the command again when it is over.",
  16104: "The order has no numbers that can be listed. Check `telephoneNumbers`.",
  16105: "The order is at work and takes no change. Another one is placed instead.",
  16106: "The order failed and takes no change. Another one is placed instead.",
  16107: "A listing of the number is pending or being cleaned up. Run the command again tomorrow.",
  16108: "The number changed its state meanwhile, so the listing was not made. Run a refresh.",
  16109: "`subscriberType` is missing or not valid. Use `BUSINESS` or `RESIDENTIAL`.",
  16110: "`listingType` is missing or not valid. Use `LISTED`, `NON_LISTED` or `NON_PUBLISHED`.",
  16111: "Bandwidth does not have the number. Correct it; one that was just ordered needs a moment.",
  16112: "The removal of a listing is not valid. Report it as a fault of this package.",
  16113: "A listing cannot be removed by this request. Report it as a fault of this package.",
  16114: "`address.stateCode` is not valid. Correct it.",
  16115: "The order was rejected; the words say why. Correct what they name.",
  16116: "Canadian numbers cannot be listed. Take them out.",
};
