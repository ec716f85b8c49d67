import type { ErrorCodes } from "./errorCodes.js";

/** What is said when one telephone number is looked up, whoever has it. */
export const numberErrors: ErrorCodes = {
  4011: "The telephone number is not valid. Correct it.",
  4017: "The telephone number does not exist at Bandwidth. Check it: numbers of other carriers are not here.",
  15506: "The telephone number does not exist at Bandwidth. Check it: numbers of other carriers are not here.",
  15610:
    "The telephone number is in none of the accounts that the user may see. Check `accountId` and the credentials.",
  15618: "Numbers of this type have no such record. Nothing to do.",
};

/** What is said of the filters of the list of numbers. */
export const numberListErrors: ErrorCodes = {
  4010: "The filters do not go together. Give fewer.",
  15501: "The first day is not before the last one. Swap them.",
  15503: "A day is not valid. Write it as `2026-01-31`.",
  15507: "The account, the site and the SIP peer exclude each other as filters. Give one of them.",
  15510: "The area code is not valid. Use three digits.",
  15511: "The NPA-NXX is not valid. Use six digits.",
  15512: "The NPA-NXX-X is not valid. Use seven digits.",
  15513: "The status is none that a number can have. The words name those that there are.",
  15514: "The rate centre is not valid. getRateCenters lists those of a state.",
  15516: "The page of the list is not valid. Run the command again.",
  15519: "The status is none that a number can have. The words name those that there are.",
  15621: "The service is none that Bandwidth knows. Correct it, or leave it out.",
  15622: "Filters are given that do not go together; the words name them. Give fewer.",
  15623: "The service cannot be asked for. Leave it out.",
};
