import { normalizeTelephoneNumber, wireNumber } from "../bandwidth/telephoneNumber.js";
import { text, texts, writeXml, type XmlElement } from "../bandwidth/xml.js";
import { cut } from "../cut.js";
import { readDocument } from "./document.js";
import { InvalidCallback } from "./invalidCallback.js";
import { type PortOutError, portOutErrors } from "./portOutCodes.js";

/** Another carrier's wish to take numbers away, with what its customer says about the subscriber. */
export interface PortOutValidation {
  /** The purchase order number of the request, for your records. */
  pon?: string;
  pin?: string;
  accountNumber?: string;
  zipCode?: string;
  /** For information. */
  subscriberName?: string;
  /** At least one, in E.164. */
  telephoneNumbers: string[];
}

/** Whether the numbers may go. */
export type PortOutDecision = PortOutApproval | PortOutRefusal;

/** All of the numbers may go. */
export interface PortOutApproval {
  portable: true;
  pon?: string;
}

/**
 * None of the numbers may go. At least one of the values with which the request would be right should be told: a refusal
 * without any may be taken for an approval. Bandwidth keeps them for disputes and does not pass them on.
 */
export interface PortOutRefusal {
  portable: false;
  pon?: string;
  /** At least one. */
  errors: readonly PortOutError[];
  pin?: string;
  accountNumber?: string;
  zipCode?: string;
  /** Those of the request's numbers that are right. */
  telephoneNumbers?: readonly string[];
}

const ROOT = "PortOutValidationRequest";

/** The longest values (api-inventory V116). */
const fields = {
  pon: ["PON", 25],
  pin: ["Pin", 10],
  accountNumber: ["AccountNumber", 25],
  zipCode: ["ZipCode", 15],
  subscriberName: ["SubscriberName", 93],
} as const;

/**
 * Reads the question whether numbers may be ported away.
 * @throws InvalidCallback when it is none.
 */
export function parsePortOutValidation(body: string): PortOutValidation {
  const content = readDocument(body, ROOT);
  const telephoneNumbers = texts(content, "TelephoneNumbers", "TelephoneNumber").map((number) => {
    const e164 = normalizeTelephoneNumber(number);
    if (e164 === undefined) throw new InvalidCallback(`"${cut(number, 40)}" is no telephone number`);
    return e164;
  });
  if (telephoneNumbers.length === 0) throw new InvalidCallback(`the ${ROOT} has no TelephoneNumber`);
  return {
    pon: field(content, "pon"),
    pin: field(content, "pin"),
    accountNumber: field(content, "accountNumber"),
    zipCode: field(content, "zipCode"),
    subscriberName: field(content, "subscriberName"),
    telephoneNumbers,
  };
}

function field(content: XmlElement, name: keyof typeof fields): string | undefined {
  const [element, longest] = fields[name];
  const value = text(content, element);
  if (value !== undefined && value.length > longest) {
    throw new InvalidCallback(`the ${ROOT}'s ${element} is longer than ${longest} characters`);
  }
  return value;
}

/**
 * The body of the answer.
 * @throws TypeError for a refusal without a reason, and for a reason that lacks its number or explanation.
 */
export function portOutValidationResponse(decision: PortOutDecision): string {
  const { portable, pon: PON } = decision;
  if (portable) return writeXml("PortOutValidationResponse", { Portable: "true", PON });
  const { errors, pin, accountNumber, zipCode, telephoneNumbers = [] } = decision;
  if (errors.length === 0) throw new TypeError("a refusal has to have at least one of the codes 7510 to 7599");
  return writeXml("PortOutValidationResponse", {
    Portable: "false",
    PON,
    Errors: { Error: errors.map((error) => ({ Code: error.code, Description: describe(error) })) },
    Pin: pin,
    AccountNumber: accountNumber,
    ZipCode: zipCode,
    TelephoneNumbers: telephoneNumbers.length > 0 ? { TelephoneNumber: telephoneNumbers.map(tenDigits) } : undefined,
  });
}

function describe({ code, telephoneNumber, explanation }: PortOutError): string {
  if (!Object.hasOwn(portOutErrors, code)) throw new TypeError(`${code} is none of the codes of a port-out validation`);
  return portOutErrors[code].replace(/<(.*)>/, (_placeholder, name: string) => {
    const value = name === "TN" ? telephoneNumber && tenDigits(telephoneNumber) : explanation;
    if (!value) throw new TypeError(`${code} needs ${name === "TN" ? "a telephoneNumber" : "an explanation"}`);
    return value;
  });
}

function tenDigits(number: string): string {
  const e164 = normalizeTelephoneNumber(number);
  if (e164 === undefined) throw new TypeError(`"${number}" is no telephone number`);
  return wireNumber(e164, "classic");
}
