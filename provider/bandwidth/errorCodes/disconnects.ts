import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";

/** What is said when telephone numbers are disconnected. */
export const disconnectErrors: ErrorCodes = {
  ...orderedNumberErrors,
  4017: "The number does not exist at Bandwidth, so there is nothing to disconnect.",
  5006: "The number could not be disconnected. When it is not this account's any more it counts as gone; else the words say why.",
  5084: "The mode of the disconnect is not valid. Report it as a fault of this package.",
  5085: "The user may not disconnect in this mode. Ask an administrator for the role.",
  5107: "The value of `protected` is not valid. The words name those that there are.",
  5108: "The value of `protected` is not valid.",
  5109: "Protection does not go with this mode of disconnect. Ask Bandwidth's support.",
  5164: "Numbers of this type need another mode of disconnect. Ask Bandwidth's support.",
  5174: "Short codes need another mode of disconnect. Ask Bandwidth's support.",
  5175: "Numbers of different types cannot share a disconnect. The provider sends one for each.",
  15506: "The number does not exist, so there is nothing to disconnect.",
};
