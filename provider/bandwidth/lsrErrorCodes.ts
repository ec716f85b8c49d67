import type { ErrorCodes } from "./errorCodes/errorCodes.js";

/** An error of LSR orders, as Bandwidth documents it. */
export interface LsrErrorCode {
  code: string;
  /** When it comes up: at the create, at a change or cancel, or later by itself (processing). */
  when: string;
  /** The documented words; `…` stands for what is filled in, and `/` between two meanings of one code. */
  meaning: string;
  /** What to do, in the names of the properties. */
  next: string;
}

/**
 * Every documented error of LSR orders (004:1513, and "Porting Numbers Out" of the list of error codes; 5035 is in the
 * payloads): code, when it comes up, documented words, what to do.
 */
const table = `
400 | create, change | Lsr order doesn't pass validation. Please check your input parameters. | Mend what the errors beside it name.
5008 | create | All telephone numbers specified are invalid | Correct telephoneNumbers.
5035 | change, cancel | lsr order … not found. | Run a refresh.
5095 | create | The count of telephone numbers in order exceeds the maximum size of … | Spread telephoneNumbers over several orders.
7104 | create, change | Subscriber information is required | Give subscriber.
7105 | create, change | The subscriber name is required | Give subscriber.lastName, or subscriber.businessName of a business.
7107 | create, change | The service address is required | Give subscriber.serviceAddress.
7108 | create, change | The service address house number is required | Give subscriber.serviceAddress.houseNumber.
7109 | create, change | The service address street name is required | Give subscriber.serviceAddress.streetName.
7110 | create, change | The service address city is required | Give subscriber.serviceAddress.city.
7111 | create, change | The service address state code is required | Give subscriber.serviceAddress.stateCode.
7112 | create, change | The service address zip code is required | Give subscriber.serviceAddress.zip.
7120 | create | The PON is required | Give pon.
7203 | create, change | The billing telephone number (BTN) is invalid | Correct billingTelephoneNumber: not toll-free.
7208 | create, change | The requested FOC date cannot be in the past | Set a later requestedFocDate.
7214 | create, change | ZIP code is invalid | Correct subscriber.serviceAddress.zip.
7318 | create, change | Customer order ID is invalid. Only alphanumeric values, dashes and spaces are allowed. Max length is 40 characters. | Correct customerOrderId.
7324 | create, change | The business name is too long. The business name should not be longer than 25 characters. | Shorten subscriber.businessName.
7354 | create, change | Middle initial is too long. Middle initial should not be longer than 1 character. | Shorten subscriber.middleInitial.
7355 | create, change | First name is too long. First name should not be longer than 25 characters. | Shorten subscriber.firstName.
7356 | create, change | Last name is too long. Last name should not be longer than 25 characters. | Shorten subscriber.lastName.
7395 | create, change | Unsupported state code… | Correct subscriber.serviceAddress.stateCode.
7510 | processing | Required Account Code missing | Give subscriber.accountNumber.
7511 | processing | Invalid Account Code | Correct subscriber.accountNumber.
7512 | processing | Required PIN missing | Give subscriber.pinNumber.
7513 | processing | PIN Invalid | Correct subscriber.pinNumber.
7514 | processing | Required ZIP Code missing | A ZIP code is never changed: order anew with another pon.
7515 | processing | Invalid ZIP Code | Correct subscriber.serviceAddress.zip and pon: that makes another order.
7516 | processing | Telephone Number not recognized or invalid for this account | Correct telephoneNumbers and pon: that makes another order.
7517 | processing | Too many Telephone numbers in this request | Spread telephoneNumbers over several orders.
7518 | processing | Telephone Number Not Active | Take that number out and set another pon: that makes another order.
7519 | processing | Customer info does not match | Make subscriber what the numbers' owner has on record.
7520 | processing | The telephone number must be unlocked by the end user and current service provider | Have the number unlocked, then run the same command again.
7521 | processing | The TN you are requesting to port could require manual handling. An LNP agent will manually update your LSR order within 24 hours. | Wait a day; then ask portouts@bandwidth.com.
7593 | processing | Unexpected response code … in portout API validation response | Ask Bandwidth's support: the service that the numbers' owner runs for port-outs does not answer as it should.
7594 | processing | Received … response code in portout API validation response, possibly something should be fixed | Ask Bandwidth's support: the service that the numbers' owner runs for port-outs does not answer as it should.
7595 | processing | Empty response body in portout API validation response… | Ask Bandwidth's support: the service that the numbers' owner runs for port-outs does not answer as it should.
7596 | processing | Non-portable portable response without errors | Ask Bandwidth's support: the service that the numbers' owner runs for port-outs does not answer as it should.
7597 | processing | …Unrecognized error code… | Ask Bandwidth's support: the service that the numbers' owner runs for port-outs does not answer as it should.
7598 | processing | Invalid Request | Correct what the words name, and run the same command again.
7599 | processing | Fatal Error in Processing | Ask Bandwidth's support.
7999 | processing | An internal error has occurred. Please contact support if this issue is not resolved in 1 business day | Wait a working day; then ask Bandwidth's support.
13522 | create | The count of telephone numbers in order exceeds the maximum size of … | Spread telephoneNumbers over several orders.
17000 | create, change | Lsr submission order payload required. | The request was lost on its way: run the same command again.
17002 | create | Order contains invalid tns… | Correct telephoneNumbers.
17003 | create | Order contains empty tn list or its not present. | Give telephoneNumbers.
17004 | create | Incorrect pon specified. It must be up to 25 character long and could not contain special characters other than -_# | Correct pon.
17005 | create | Toll-free telephone numbers can not be present in the LSR order. | Take the toll-free ones out of telephoneNumbers.
17006 | create, change | Account number is incorrect. It should be alphanumeric and no more than 32 characters long. | Correct subscriber.accountNumber.
17007 | create, change | Pin number is incorrect. It should be alphanumeric and no more than 10 characters long. | Correct subscriber.pinNumber.
17008 | processing | An internal error has occurred. Please contact support if this issue is not resolved in 1 business day | Wait a working day; then ask Bandwidth's support. Where the words are about the FOC date, set another requestedFocDate.
17009 | create | Lsr order contain duplicate telephone numbers… | Name each number once.
17010 | create, change | Business name is required for business SubscriberType. | Give subscriber.businessName.
17011 | create, change | Last name should be empty for business SubscriberType. | Take subscriber.lastName out.
17012 | create, change | Last name is required for residential SubscriberType. | Give subscriber.lastName.
17013 | create, change | Requested date format incorrect. Date should be in yyyy-mm-dd format. | Write requestedFocDate as 2026-03-02.
17014 | change, cancel | Lsr … not found. | Run a refresh.
17015 | change, cancel | Lsr order is in unmodifiable state. | Run a refresh: the order is over.
17017 | change, processing | Lsr order failed…account SPID not configured. | Ask Bandwidth's support to configure the account's SPID.
17018 | change, processing | Lsr order will be cancelled. All other submitted changes are ignored. | Nothing: this is how a cancel is told.
17019 | create, change | Requested FOC date cannot be on holiday or weekend. | Set requestedFocDate to a working day.
17020 | create, change | Account SPID … does not match with SPID specified in the Lsr order… | Correct spid, or leave it out.
17021 | create, change | Incorrect SPID … specified in the order. It should be alphanumeric and no more than 4 characters long. | Correct spid.
17022 | create, change | Account … requires a SPID to be provided with each order. | Give spid: the account has several.
17023 | create, change | The authorizing person contact is required for lsr orders. | Give authorizingPerson.
17024 | create, change | The authorizing person contact is too long. It should be not longer than … characters. | Shorten authorizingPerson.
17025 | change, cancel | … field … cannot be modified. / OrderStatus cannot be changed to …. Only cancelled value allowed. | What cannot be changed makes another order: set another pon, too.
17026 | create, change | Address field … is incorrect. It should be no more than … characters long. | Shorten that part of subscriber.serviceAddress.
17027 | create, change | Account … has no configured SPID. Please contact support for further assistance. | Ask Bandwidth's support to configure the account's SPID.
17028 | create, change | Minimum FOC date for a port of greater than … telephone numbers is … days | Set a later requestedFocDate, or order fewer numbers at a time.
17029 | processing | Can't modify LSR order, because it contains ported numbers. | Run a refresh: numbers have left already.
17030 | processing | LSR order completion failed, some numbers are not activated… / LSR order is partially completed, some numbers are not activated… | Activate the numbers that the words name, or ask Bandwidth's support.
17031 | processing | Order was failed, because some telephone numbers have empty SPID… | Ask Bandwidth's support about these numbers.
17032 | create | The Specified PON is already present in our system. Please provide an alternative. | Set another pon: it cannot be used a second time, not even after a cancel.
17033 | create | The PON specified in the LSR order overlaps with existing order. Please resubmit the order with another PON. | Set another pon.
17034 | change, cancel | OverrideValidation flag can be supped only in EXCEPTION status. | This package never sends that flag: ask Bandwidth's support.
17035 | change, cancel | Supp is not allowed for this LSR. Please contact support if this issue is not resolved in 1 business day | Wait a working day; then ask Bandwidth's support.
17036 | processing | LSR order completion failed, all numbers are not activated. | Activate the numbers, or ask Bandwidth's support.
17037 | create | External telephone number(s) cannot be used… | Take numbers that Bandwidth does not own out of telephoneNumbers.
`;

export const lsrErrorCodes: readonly LsrErrorCode[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [code = "", when = "", meaning = "", next = ""] = line.split(" | ");
    return { code, when, meaning, next };
  });

const known = new Map(lsrErrorCodes.map((each) => [each.code, each]));

/**
 * The words of an answer, with the documented ones where they say something else (004:1585: they may differ), and with
 * what to do.
 */
export function explainLsrError({ code, description }: { code?: string; description?: string }): string | undefined {
  const documented = known.get(code ?? "");
  if (documented === undefined) return description;
  const { meaning, next } = documented;
  const said = description !== undefined && meaning.split(" / ").some((one) => says(description, one));
  const words = said ? [description, next] : [description, description ? `Documented as: ${meaning}` : meaning, next];
  return words.flatMap((one) => (one ? sentence(one) : [])).join(" ");
}

/** Whether a text has the documented words, whatever is filled in between them. */
function says(description: string, meaning: string): boolean {
  const text = plain(description);
  return meaning.split("…").every((part) => text.includes(plain(part)));
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** What each code means, what to do, and when it comes up: for the documentation. */
export const documentedLsrErrors: ErrorCodes = Object.fromEntries(
  lsrErrorCodes.map(({ code, when, meaning, next }) => [code, `${sentence(meaning)} ${sentence(next)} (${when})`]),
);
