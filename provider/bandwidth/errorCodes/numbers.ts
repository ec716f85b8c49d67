import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when one telephone number is looked up, whoever has it. */
export const numberErrors: ErrorCodes = {
  4011: "The telephone number isn't valid. Correct it.",
  4017: "The telephone number doesn't exist at Bandwidth. Check it. Bandwidth doesn't have other carriers' numbers.",
  15506: "The telephone number doesn't exist at Bandwidth. Check it. Bandwidth doesn't have other carriers' numbers.",
  15610: "None of the accounts that the user can see has the telephone number. Check `accountId` and the credentials.",
  15618: "Numbers of this type have no such record. Nothing to do.",
};

/** Codes returned when many telephone numbers are looked up together. */
export const manyNumberErrors: ErrorCodes = {
  ...numberErrors,
  15607: "Too many numbers in one request. The provider asks for fewer.",
  15608: "Some telephone numbers aren't valid. Correct them.",
};

/** Codes about the filters of the list of numbers. */
export const numberListErrors: ErrorCodes = {
  4010: "The filters can't be combined. Use fewer.",
  15501: "The first day isn't before the last day. Swap them.",
  15503: "A day isn't valid. Write it as `2026-01-31`.",
  15507: "You can't filter by account, site and SIP peer together. Set one of them.",
  15510: "The area code isn't valid. Use three digits.",
  15511: "The NPA-NXX isn't valid. Use six digits.",
  15512: "The NPA-NXX-X isn't valid. Use seven digits.",
  15513: "A number can't have this status. The message lists the allowed values.",
  15514: "The rate center isn't valid. `getRateCenters` lists the rate centers of a state.",
  15516: "The page of the list isn't valid. Run the command again.",
  15519: "A number can't have this status. The message lists the allowed values.",
  15621: "Bandwidth doesn't know this service. Correct it, or leave it out.",
  15622: "Some filters can't be combined. The message names them. Use fewer.",
  15623: "You can't filter by this service. Leave it out.",
};
