import { disconnectErrors } from "./disconnects.js";
import type { ErrorCodes } from "./errorCodes.js";
import { moveErrors } from "./moves.js";
import { numberOrderErrors } from "./numberOrders.js";
import { numberSearchErrors } from "./numberSearch.js";
import { tnOptionErrors } from "./tnOptions.js";

const tables = [numberOrderErrors, disconnectErrors, moveErrors, numberSearchErrors];

/** Codes about options, beside those of orders, moves and disconnects of numbers, in which some of these codes mean something else. */
export const optionErrorsOfNumbers: ErrorCodes = Object.fromEntries(
  Object.entries(tnOptionErrors).filter(
    ([code]) => !code.startsWith("156") && tables.every((table) => !Object.hasOwn(table, code)),
  ),
);
