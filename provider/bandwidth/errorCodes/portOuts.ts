import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when a port-out is looked for. */
export const portOutErrors: ErrorCodes = {
  12601: "There is no such port-out. Check `orderId`.",
};
