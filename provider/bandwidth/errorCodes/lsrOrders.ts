import type { ErrorCodes } from "./errorCodes.js";

/** Codes about the properties of an LSR order. */
const requestErrors: ErrorCodes = {
  400: "Something in the order is wrong. The other errors name it.",
  5008: "None of the telephone numbers is valid. Correct `telephoneNumbers`.",
  5095: "The order has too many numbers. The message gives the maximum. Spread `telephoneNumbers` over several orders.",
  7104: "`subscriber` is missing. Set it in the program.",
  7105: "The subscriber has no name. Set `subscriber.lastName`. For a business, set `subscriber.businessName`.",
  7107: "`subscriber.serviceAddress` is missing. Set it in the program.",
  7108: "`subscriber.serviceAddress.houseNumber` is missing. Set it in the program.",
  7109: "`subscriber.serviceAddress.streetName` is missing. Set it in the program.",
  7110: "`subscriber.serviceAddress.city` is missing. Set it in the program.",
  7111: "`subscriber.serviceAddress.stateCode` is missing. Set it in the program.",
  7112: "`subscriber.serviceAddress.zip` is missing. Set it in the program.",
  7120: "`pon` is missing. Set it in the program.",
  7203: "`billingTelephoneNumber` can't be a billing number, or is toll-free. Correct it.",
  7208: "`requestedFocDate` is in the past. Set a later one.",
  7214: "`subscriber.serviceAddress.zip` isn't valid. Correct it.",
  7318: "`customerOrderId` may have up to 40 letters, digits, dashes and spaces. Correct it.",
  7324: "`subscriber.businessName` has more than 25 characters. Shorten it.",
  7354: "`subscriber.middleInitial` is more than one letter. Shorten it.",
  7355: "`subscriber.firstName` has more than 25 characters. Shorten it.",
  7356: "`subscriber.lastName` has more than 25 characters. Shorten it.",
  7395: "`subscriber.serviceAddress.stateCode` isn't served. Correct it.",
  13522:
    "The order has too many numbers. The message gives the maximum. Spread `telephoneNumbers` over several orders.",
  17000:
    "The order arrived without its content. Run the same command again. If that doesn't help, report it as a bug in this package.",
  17002: "Some telephone numbers aren't valid. The message names them. Correct `telephoneNumbers`.",
  17003: "No telephone number is given. Set `telephoneNumbers`.",
  17004: "`pon` may have up to 25 letters, digits, `#`, `-` and `_`. Correct it.",
  17005: "Toll-free numbers leave through another process. Remove them from `telephoneNumbers`.",
  17006: "`subscriber.accountNumber` may have up to 32 letters and digits. Correct it.",
  17007: "`subscriber.pinNumber` may have up to 10 letters and digits. Correct it.",
  17009: "A number is listed twice. The message names it. List it once.",
  17010: "A BUSINESS subscriber needs `subscriber.businessName`. Set it in the program.",
  17011: "A BUSINESS subscriber has no `subscriber.lastName`. Remove it from the program.",
  17012: "A RESIDENTIAL subscriber needs `subscriber.lastName`. Set it in the program.",
  17013: "`requestedFocDate` isn't a day. Write it as `2026-03-02`.",
  17019: "Nothing is ported on weekends and holidays. Set `requestedFocDate` to a working day.",
  17020: "`spid` isn't one of the account's. Correct it, or leave it out.",
  17021: "`spid` may have up to 4 letters and digits. Correct it.",
  17022: "The account has several SPIDs, so the order must name one. Set `spid`.",
  17023: "`authorizingPerson` is missing. Set it in the program.",
  17024: "`authorizingPerson` is too long. The message gives the maximum. Shorten it.",
  17026: "A part of `subscriber.serviceAddress` is too long. The message names it and gives the maximum. Shorten it.",
  17027: "The account has no SPID, so it can't order. Ask Bandwidth's support to set one up.",
  17028:
    "This many numbers need more time. The message gives the number of days. Set a later `requestedFocDate`, or order fewer numbers at a time.",
  17032: "An earlier order had this `pon`. You can use a `pon` only once, even after a cancel. Set another one.",
  17033: "Another order already has this `pon`. Set another one.",
  17037: "Some numbers aren't Bandwidth's own. Remove them from `telephoneNumbers`.",
};

/** Codes returned when an order is changed or canceled, besides those about its properties. */
const changeErrors: ErrorCodes = {
  5035: "There is no such order. Run `pulumi refresh`.",
  17014: "There is no such order. Run `pulumi refresh`.",
  17015: "The order is over, so it can't be changed or canceled. Run `pulumi refresh`.",
  17018: "The change also asked for a cancel, so Bandwidth ignores the rest of the change. Nothing to do.",
  17025: "Nobody can change what the message names. Also set another `pon`: that makes another order.",
  17034: "The request has a flag that this package doesn't know. Report it as a bug in this package.",
  17035: "The order can't be changed now. Wait a working day, then ask Bandwidth's support.",
};

const validation =
  "The service through which the numbers' owner approves port-outs answered incorrectly. Ask Bandwidth's support.";

/** Codes that an order gets later, from the numbers' owner and from Bandwidth. */
const processingErrors: ErrorCodes = {
  7510: "The owner of the numbers wants an account number. Set `subscriber.accountNumber`.",
  7511: "The account number isn't the one that the owner of the numbers has. Correct `subscriber.accountNumber`.",
  7512: "The owner of the numbers wants a PIN. Set `subscriber.pinNumber`.",
  7513: "The PIN isn't the one that the owner of the numbers has. Correct `subscriber.pinNumber`.",
  7514: "The owner of the numbers wants a ZIP code, and an order's ZIP code can't be changed. Order again with another `pon`.",
  7515: "The ZIP code isn't the one that the owner of the numbers has. Correct `subscriber.serviceAddress.zip`, and set another `pon`: that makes another order.",
  7516: "The numbers' owner doesn't have a number under this account. Correct `telephoneNumbers`, and set another `pon`: that makes another order.",
  7517: "The owner of the numbers doesn't accept so many numbers at once. Spread `telephoneNumbers` over several orders.",
  7518: "A number isn't in service. Remove it from `telephoneNumbers`, and set another `pon`: that makes another order.",
  7519: "The subscriber isn't the one that the owner of the numbers has. Correct `subscriber`.",
  7520: "A number is locked. Ask its user and its present provider to unlock it. Then run the same command again.",
  7521: "Bandwidth's staff are checking this order and will change it within a day. Wait. After that, ask portouts@bandwidth.com.",
  7593: validation,
  7594: validation,
  7595: validation,
  7596: validation,
  7597: validation,
  7598: "The owner of the numbers refused the order. Correct what the message names.",
  7599: "The order failed on its way. Ask Bandwidth's support.",
  7999: "Bandwidth has an internal problem with this order. Wait a working day, then ask its support.",
  17008:
    "Bandwidth has an internal problem with this order. Wait a working day, then ask its support. If the message is about the FOC date, set another `requestedFocDate`.",
  17017: "The account has no SPID, so the order failed. Ask Bandwidth's support to set one up.",
  17029: "Some of the numbers have already left, so the order can't be changed. Run `pulumi refresh`.",
  17030:
    "Some of the numbers were not activated. The message names them. Ask the new carrier to activate them, or ask Bandwidth's support.",
  17031: "Some of the numbers have no SPID, so the order failed. Ask Bandwidth's support about them.",
  17036: "None of the numbers was activated. Ask the new carrier to activate them, or ask Bandwidth's support.",
};

/** Codes returned when numbers leave for another carrier. */
export const lsrOrderErrors: ErrorCodes = { ...requestErrors, ...changeErrors, ...processingErrors };
