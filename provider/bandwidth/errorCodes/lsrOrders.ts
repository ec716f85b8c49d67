import type { ErrorCodes } from "./errorCodes.js";

/** What is said of the properties of an LSR order. */
const requestErrors: ErrorCodes = {
  400: "Something in the order is wrong. The errors beside this one name it.",
  5008: "None of the telephone numbers is valid. Correct `telephoneNumbers`.",
  5095: "Too many numbers in one order; the words tell the most. Spread `telephoneNumbers` over several orders.",
  7104: "`subscriber` is missing. Declare it.",
  7105: "The subscriber has no name. Give `subscriber.lastName`, or `subscriber.businessName` of a business.",
  7107: "`subscriber.serviceAddress` is missing. Declare it.",
  7108: "`subscriber.serviceAddress.houseNumber` is missing. Declare it.",
  7109: "`subscriber.serviceAddress.streetName` is missing. Declare it.",
  7110: "`subscriber.serviceAddress.city` is missing. Declare it.",
  7111: "`subscriber.serviceAddress.stateCode` is missing. Declare it.",
  7112: "`subscriber.serviceAddress.zip` is missing. Declare it.",
  7120: "`pon` is missing. Declare it.",
  7203: "`billingTelephoneNumber` is no number that a bill can go by, or toll-free. Correct it.",
  7208: "`requestedFocDate` is past. Set a later one.",
  7214: "`subscriber.serviceAddress.zip` is not valid. Correct it.",
  7318: "`customerOrderId` has more than 40 characters, or others than letters, digits, dashes and spaces. Correct it.",
  7324: "`subscriber.businessName` has more than 25 characters. Shorten it.",
  7354: "`subscriber.middleInitial` is more than one letter. Shorten it.",
  7355: "`subscriber.firstName` has more than 25 characters. Shorten it.",
  7356: "`subscriber.lastName` has more than 25 characters. Shorten it.",
  7395: "`subscriber.serviceAddress.stateCode` is none that is served. Correct it.",
  13522: "Too many numbers in one order; the words tell the most. Spread `telephoneNumbers` over several orders.",
  17000:
    "The order came without its content. Run the same command again; if that is no help, report it as a fault of this package.",
  17002: "Some telephone numbers are not valid; the words name them. Correct `telephoneNumbers`.",
  17003: "No telephone number is given. Give `telephoneNumbers`.",
  17004: "`pon` has more than 25 characters, or others than letters, digits, `#`, `-` and `_`. Correct it.",
  17005: "Toll-free numbers leave in another way. Take them out of `telephoneNumbers`.",
  17006: "`subscriber.accountNumber` has more than 32 characters, or others than letters and digits. Correct it.",
  17007: "`subscriber.pinNumber` has more than 10 characters, or others than letters and digits. Correct it.",
  17009: "A number stands there twice; the words name it. Name it once.",
  17010: "A subscriber of the type BUSINESS needs `subscriber.businessName`. Declare it.",
  17011: "A subscriber of the type BUSINESS has no `subscriber.lastName`. Take it out.",
  17012: "A subscriber of the type RESIDENTIAL needs `subscriber.lastName`. Declare it.",
  17013: "`requestedFocDate` is no day. Write it as `2026-03-02`.",
  17019: "Nothing is ported on weekends and holidays. Set `requestedFocDate` to a working day.",
  17020: "`spid` is none of the account's. Correct it, or leave it out.",
  17021: "`spid` has more than 4 characters, or others than letters and digits. Correct it.",
  17022: "The account has several SPIDs, so the order has to say which. Give `spid`.",
  17023: "`authorizingPerson` is missing. Declare it.",
  17024: "`authorizingPerson` is too long; the words tell the most. Shorten it.",
  17026: "A part of `subscriber.serviceAddress` is too long; the words name it and tell the most. Shorten it.",
  17027: "The account has no SPID, without which nothing can be ordered. Ask Bandwidth's support to set one up.",
  17028:
    "So many numbers need more time; the words tell how many days. Set a later `requestedFocDate`, or order fewer at a time.",
  17032:
    "There has been an order with this `pon`, and each can be used once only, even after a cancel. Set another one.",
  17033: "There is an order with this `pon` already. Set another one.",
  17037: "Some numbers are not Bandwidth's own. Take them out of `telephoneNumbers`.",
};

/** What is said when an order is changed or cancelled, beside what is said of its properties. */
const changeErrors: ErrorCodes = {
  5035: "There is no such order. Run a refresh.",
  17014: "There is no such order. Run a refresh.",
  17015: "The order is over, so nothing of it can be changed or cancelled. Run a refresh.",
  17018: "The change asked for a cancel, so what else it asked for is ignored. Nothing to do.",
  17025: "What the words name can never be changed. Set another `pon` with it, which makes another order.",
  17034: "A flag was sent that this package does not know. Report it as a fault of this package.",
  17035: "The order takes no change now. Wait a working day, then ask Bandwidth's support.",
};

const validation =
  "The service with which the numbers' owner approves port-outs did not answer as it should. Ask Bandwidth's support.";

/** What is said of an order later: by the numbers' owner, and by Bandwidth. */
const processingErrors: ErrorCodes = {
  7510: "The owner of the numbers wants an account number. Give `subscriber.accountNumber`.",
  7511: "The account number is not the one that the owner of the numbers has. Correct `subscriber.accountNumber`.",
  7512: "The owner of the numbers wants a PIN. Give `subscriber.pinNumber`.",
  7513: "The PIN is not the one that the owner of the numbers has. Correct `subscriber.pinNumber`.",
  7514: "The owner of the numbers wants a ZIP code, which is never changed. Order anew, with another `pon`.",
  7515: "The ZIP code is not the one that the owner of the numbers has. Correct `subscriber.serviceAddress.zip`, and set another `pon`: that makes another order.",
  7516: "A number is not one of this account at its owner. Correct `telephoneNumbers`, and set another `pon`: that makes another order.",
  7517: "The owner of the numbers does not take so many at once. Spread `telephoneNumbers` over several orders.",
  7518: "A number is not in service. Take it out of `telephoneNumbers`, and set another `pon`: that makes another order.",
  7519: "The subscriber is not the one that the owner of the numbers has. Correct `subscriber`.",
  7520: "A number is locked. Have its user and the present provider unlock it, then run the same command again.",
  7521: "People at Bandwidth look at this order, and change it within a day. Wait; then ask portouts@bandwidth.com.",
  7593: validation,
  7594: validation,
  7595: validation,
  7596: validation,
  7597: validation,
  7598: "The owner of the numbers refused what was sent. Correct what the words name.",
  7599: "The order broke down on its way. Ask Bandwidth's support.",
  7999: "Bandwidth has trouble of its own with this order. Wait a working day, then ask its support.",
  17008:
    "Bandwidth has trouble of its own with this order: wait a working day, then ask its support. Where the words are about the FOC date, set another `requestedFocDate`.",
  17017: "The account has no SPID, so the order failed. Ask Bandwidth's support to set one up.",
  17029: "Some of the numbers have left already, so nothing can be changed. Run a refresh.",
  17030:
    "Some of the numbers were not activated; the words name them. Have the new carrier activate them, or ask Bandwidth's support.",
  17031: "Some of the numbers have no SPID, so the order failed. Ask Bandwidth's support about them.",
  17036: "None of the numbers was activated. Have the new carrier activate them, or ask Bandwidth's support.",
};

/** What is said when numbers are to leave for another carrier. */
export const lsrOrderErrors: ErrorCodes = { ...requestErrors, ...changeErrors, ...processingErrors };
