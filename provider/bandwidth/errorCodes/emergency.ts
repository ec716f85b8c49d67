import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";

/** Codes returned when the emergency address of telephone numbers is set or removed. */
export const emergencyErrors: ErrorCodes = {
  ...orderedNumberErrors,
  5106: "A removal of the address accepts no address and no caller name. Report it as a bug in this package.",
  8000: "The emergency service doesn't know the number. Ask Bandwidth's support whether the number can reach help.",
  8001: "`callerName` has more than 50 characters.",
  8002: "`callerName` may only have letters, digits and spaces.",
  8003: "A number belongs to another account. Remove it.",
  8004: "Another emergency order is still processing a number. Run the command again when that order is done.",
  8005: "The address could not be set. Ask Bandwidth's support before anybody relies on the number.",
  8006: "The emergency service doesn't know the address. Correct its parts.",
  8007: "The emergency service isn't answering. Run the command again. Until then, an earlier address stays in effect, if there was one.",
  8008: "Bandwidth can't find the name of the SIP peer. Ask its support.",
  8009: "Bandwidth can't find the address of the SIP peer. Ask its support.",
  8010: "The emergency service refused. The message says why. Correct the address, or ask Bandwidth's support.",
  8014: "The callback number isn't valid. Correct it.",
  8019: "Another order is still processing the number. Run the command again later.",
  8020: "The account uses the number as an emergency endpoint. Ask Bandwidth's support.",
  8025: "UC Trunking accounts have no location ids. Ask Bandwidth's support.",
  8026: "The number has an address that can't be overwritten. Ask Bandwidth's support.",
  8030: "The number has several locations and needs a location id. Set it in the dashboard.",
  8031: "The number has several locations. To remove one, Bandwidth needs a location id. Do it in the dashboard.",
  8032: "The account has no location ids. Ask Bandwidth's support.",
  8033: "The same order is already processing, so this one is canceled. Run `pulumi refresh` when the other order is done.",
  8034: "A number doesn't exist at Bandwidth. Correct it, or wait for its order.",
  8042: "The emergency service refused. The message says why. Correct the address, or ask Bandwidth's support.",
  8056: "A part of the address isn't valid. The message names it. Correct it.",
  8057: "The order doesn't say whether to set or remove an address. Set `callerName` and `address`.",
  8060: "The address isn't valid. Correct its parts.",
  8063: "`address.stateCode` isn't valid or isn't served. Correct it.",
  8110: "A number without an address needs `address` and `callerName`. Set both.",
  13566: "The service that finds addresses isn't answering. Run the command again later.",
};

/** Codes about the filters of the list of emergency orders. */
export const emergencyListErrors: ErrorCodes = {
  8090: "The list doesn't know a filter. Report it as a bug in this package.",
  8091: "A filter has an invalid value. The message lists the allowed values. Correct it.",
  8092: "A time isn't valid. Write a day as `2026-01-31`.",
};
