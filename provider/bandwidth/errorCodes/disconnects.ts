import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";

/** Codes returned when telephone numbers are disconnected. */
export const disconnectErrors: ErrorCodes = {
  ...orderedNumberErrors,
  4017: "The number doesn't exist at Bandwidth, so there is nothing to disconnect.",
  5006: "The number could not be disconnected. If the account no longer has it, it counts as gone. Otherwise, the message says why.",
  5084: "The disconnect mode isn't valid. Report it as a bug in this package.",
  5085: "The user isn't allowed to disconnect in this mode. Ask an administrator for the role.",
  5107: "The value of `protected` isn't valid. The message lists the allowed values.",
  5108: "The value of `protected` isn't valid.",
  5109: "Protection can't be combined with this disconnect mode. Ask Bandwidth's support.",
  5164: "Numbers of this type need another disconnect mode. Ask Bandwidth's support.",
  5174: "Short codes need another disconnect mode. Ask Bandwidth's support.",
  5175: "Numbers of different types can't share a disconnect. The provider sends one disconnect for each type.",
  15506: "The number doesn't exist, so there is nothing to disconnect.",
};
