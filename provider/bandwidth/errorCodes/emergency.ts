import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";

/** What is said when the emergency address of telephone numbers is set or removed. */
export const emergencyErrors: ErrorCodes = {
  ...orderedNumberErrors,
  5106: "A removal of the address takes no address and no caller name. Report it as a fault of this package.",
  8000: "The emergency service does not know the number. Check with Bandwidth's support that it can reach help.",
  8001: "`callerName` has more than 50 characters.",
  8002: "`callerName` has other characters than letters, digits and spaces.",
  8003: "A number belongs to another account. Take it out.",
  8004: "Another emergency order is at work on a number. Run the command again when it is over.",
  8005: "The address could not be set. Ask Bandwidth's support before anybody relies on the number.",
  8006: "The emergency service does not know the address. Correct its parts.",
  8007: "The emergency service does not answer. Run the command again; until then the earlier address stands, if there was one.",
  8008: "Bandwidth does not find the name of the SIP peer. Ask its support.",
  8009: "Bandwidth does not find the address of the SIP peer. Ask its support.",
  8010: "The emergency service refused; the words say why. Correct the address, or ask Bandwidth's support.",
  8014: "The number to call back is not valid. Correct it.",
  8019: "Another order is at work on the number. Run the command again later.",
  8020: "The number is in use in the account as an emergency endpoint. Ask Bandwidth's support.",
  8025: "UC Trunking accounts have no location ids. Ask Bandwidth's support.",
  8026: "The number has an address that cannot be overwritten. Ask Bandwidth's support.",
  8030: "The number keeps several locations, and needs a location id. Set it in the dashboard.",
  8031: "The number keeps several locations, and needs a location id to remove one. Do it in the dashboard.",
  8032: "The account has no location ids. Ask Bandwidth's support.",
  8033: "The same order is at work already, and this one is cancelled. Run a refresh when the other one is over.",
  8034: "A number does not exist at Bandwidth. Correct it, or wait for its order.",
  8042: "The emergency service refused; the words say why. Correct the address, or ask Bandwidth's support.",
  8056: "A part of the address is not valid; the words name it. Correct it.",
  8057: "The order cannot be told to set or to remove an address. Give `callerName` and `address`.",
  8060: "The address is not valid. Correct its parts.",
  8063: "`address.stateCode` is not valid, or not served. Correct it.",
  8110: "A number that has no address needs `address` and `callerName`. Give both.",
  13566: "The service that finds addresses does not answer. Run the command again later.",
};

/** What is said of the filters of the list of emergency orders. */
export const emergencyListErrors: ErrorCodes = {
  8090: "A filter is none that the list knows. Report it as a fault of this package.",
  8091: "The value of a filter is not valid; the words name those that there are. Correct it.",
  8092: "A time is not valid. Write a day as `2026-01-31`.",
};
