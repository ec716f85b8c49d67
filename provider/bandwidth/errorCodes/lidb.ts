import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";

/** What is said when the calling name of telephone numbers is set in the network's data base (LIDB). */
export const lidbErrors: ErrorCodes = {
  ...orderedNumberErrors,
  5015: "The order ran out of time. Run the command again: it looks before it repeats.",
  11005: "`subscriberInformation` has more than 15 characters.",
  11006: "`useType` is missing or not valid. Use `BUSINESS` or `RESIDENTIAL`.",
  11007: "`visibility` is missing or not valid. Use `PUBLIC` or `PRIVATE`.",
  11014: "A number belongs to another account. Take it out; one that was just ordered needs a moment.",
  11015: "Toll-free numbers have no record here. Take them out, and write to Bandwidth's support.",
  11016: "The carrier that the number comes from is not supported. Take it out.",
  11020: "Another order is at work on the number. Run the command again when it is over.",
  11024: "`subscriberInformation` begins with a space. Take it off.",
  11025: "Bandwidth does not have the number. Correct it; one that was just ordered needs a moment.",
};
