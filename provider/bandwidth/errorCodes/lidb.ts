import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";

/** Codes returned when the calling name of telephone numbers is set in the network's database (LIDB). */
export const lidbErrors: ErrorCodes = {
  ...orderedNumberErrors,
  5015: "The order timed out. Run the command again: it looks before it repeats.",
  11005: "`subscriberInformation` has more than 15 characters.",
  11006: "`useType` is missing or not valid. Use `BUSINESS` or `RESIDENTIAL`.",
  11007: "`visibility` is missing or not valid. Use `PUBLIC` or `PRIVATE`.",
  11014: "A number belongs to another account. Remove it. If you just ordered it, wait a moment.",
  11015: "Toll-free numbers have no record here. Remove them, and ask Bandwidth's support.",
  11016: "The number's original carrier isn't supported. Remove the number.",
  11020: "Another order is still processing the number. Run the command again when that order is done.",
  11024: "`subscriberInformation` begins with a space. Remove the space.",
  11025: "Bandwidth doesn't have the number. Correct it. If you just ordered it, wait a moment.",
};
