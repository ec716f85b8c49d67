import { normalizeTelephoneNumber, wireNumber } from "../bandwidth/values/telephoneNumber.js";
import { isWritable, text, texts, writeXml, type XmlElement } from "../bandwidth/xml/xml.js";
import { cut } from "../cut.js";
import { readDocument } from "./document.js";
import { InvalidCallback } from "./invalidCallback.js";
import { type PortOutError, portOutErrors } from "./portOutCodes.js";

/** Another carrier's request to take numbers away, with its customer's data about the subscriber. */
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
  /**
   * The same numbers in the same sequence, as the request writes them: ten digits, or E.164. The answer writes them the
   * same way.
   */
  writtenTelephoneNumbers: string[];
}

/** Whether the numbers may go. */
export type PortOutDecision = PortOutApproval | PortOutRefusal;

/** All numbers may go. */
export interface PortOutApproval {
  portable: true;
  pon?: string;
}

/**
 * None of the numbers may go. **Give at least one of the values with which the request would be right:** Bandwidth may
 * treat a refusal without any value as an approval.
 *
 * Bandwidth keeps the values for disputes and doesn't pass them on. If you pass the request and give no value, the
 * answer names the request's numbers that no error is about. If there is no such number, it names all of them.
 */
export interface PortOutRefusal extends PortOutValues {
  portable: false;
  pon?: string;
  /** At least one. */
  errors: readonly PortOutError[];
}

/** The values with which a request would be right. */
export interface PortOutValues {
  pin?: string;
  accountNumber?: string;
  zipCode?: string;
  subscriberName?: string;
  /** The request's numbers that are right. */
  telephoneNumbers?: readonly string[];
}

/** A refusal with at least one value. */
export type PortOutRefusalWithValues = PortOutRefusal &
  {
    [Name in keyof PortOutValues]-?: Required<Pick<PortOutValues, Name>>;
  }[keyof PortOutValues];

const ROOT = "PortOutValidationRequest";

/** The longest values (docs/maintainers/api.md#callbacks). */
const fields = {
  pon: ["PON", 25],
  pin: ["Pin", 10],
  accountNumber: ["AccountNumber", 25],
  zipCode: ["ZipCode", 15],
  subscriberName: ["SubscriberName", 93],
} as const;

/**
 * Reads the question whether numbers may be ported away.
 * @throws InvalidCallback when the body isn't such a question.
 */
export function parsePortOutValidation(body: string): PortOutValidation {
  const content = readDocument(body, ROOT);
  const writtenTelephoneNumbers = texts(content, "TelephoneNumbers", "TelephoneNumber").map((number) => number.trim());
  const telephoneNumbers = writtenTelephoneNumbers.map((number) => {
    const e164 = normalizeTelephoneNumber(number);
    if (e164 === undefined) throw new InvalidCallback(`"${cut(number, 40)}" isn't a telephone number`);
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
    writtenTelephoneNumbers,
  };
}

/**
 * For the answer: the request's numbers and PON, as far as a body that `parsePortOutValidation` refuses shows them.
 * @internal
 */
export function readableNumbers(body: string): PortOutValidation {
  const written = Array.from(
    body.matchAll(/<(?:[\w-]{1,20}:)?TelephoneNumber(?:\s[^<>]{0,200})?>\s*(\+?\d{7,15})\s*</g),
    ([, one = ""]) => one,
  );
  const known = written.filter((number) => normalizeTelephoneNumber(number) !== undefined);
  const [, pon] = /<PON>\s*([\w .-]{1,25}?)\s*<\/PON>/.exec(body) ?? [];
  return { pon, telephoneNumbers: known.map(e164Of), writtenTelephoneNumbers: known };
}

function field(content: XmlElement, name: keyof typeof fields): string | undefined {
  const [element, longest] = fields[name];
  const value = text(content, element);
  if (value !== undefined && value.length > longest) {
    throw new InvalidCallback(`the ${ROOT}'s ${element} is longer than ${longest} characters`);
  }
  if (value !== undefined && !isWritable(value)) {
    throw new InvalidCallback(`the ${ROOT}'s ${element} has a character that XML can't carry`);
  }
  return value;
}

/**
 * The body of the answer. Pass the request too. Then the answer repeats its PON and writes numbers as the request does
 * (E.164 on Universal Platform accounts, otherwise ten digits). A refusal without a value then names the request's
 * numbers.
 * @throws TypeError for a refusal without a reason, for a reason that lacks its number or explanation, and for a code
 * that doesn't refuse.
 */
export function portOutValidationResponse(decision: PortOutDecision, request: PortOutValidation): string;
export function portOutValidationResponse(decision: PortOutApproval | PortOutRefusalWithValues): string;
export function portOutValidationResponse(decision: PortOutDecision, request?: PortOutValidation): string {
  const { portable, pon: PON = request?.pon } = decision;
  if (portable === true) return writeXml("PortOutValidationResponse", { Portable: "true", PON });
  // Any other value has no clear meaning.
  if (portable !== false) throw new TypeError("portable must be true or false");
  const { errors } = decision;
  if (errors.length === 0) throw new TypeError("a refusal needs at least one of the codes 7510 to 7519, or 7598");
  const written = writerFor(request);
  const Errors = { Error: errors.map((error) => ({ Code: error.code, Description: describe(error, written) })) };
  return writeXml("PortOutValidationResponse", {
    Portable: "false",
    PON,
    Errors,
    AcceptableValues: acceptableValues(decision, request, written),
  });
}

/** The values must be in their own element. Otherwise Bandwidth doesn't find them. */
function acceptableValues(decision: PortOutRefusal, request: PortOutValidation | undefined, written: Writer) {
  const told = {
    Pin: decision.pin || undefined,
    AccountNumber: decision.accountNumber || undefined,
    ZipCode: decision.zipCode || undefined,
    SubscriberName: decision.subscriberName || undefined,
  };
  let numbers = decision.telephoneNumbers ?? [];
  const tellsNone = numbers.length === 0 && Object.values(told).every((value) => value === undefined);
  if (tellsNone && request) {
    const wrong = decision.errors.map(({ telephoneNumber }) => telephoneNumber && e164Of(telephoneNumber));
    const right = request.telephoneNumbers.filter((number) => !wrong.includes(number));
    // If every number is wrong, a wrong one is better than none: the numbers stay.
    numbers = right.length > 0 ? right : request.telephoneNumbers;
  }
  if (tellsNone && numbers.length === 0) return undefined;
  return { ...told, TelephoneNumbers: numbers.length > 0 ? { TelephoneNumber: numbers.map(written) } : undefined };
}

type Writer = (number: string) => string;

/** Writes a number as the request does. Without a request, in ten digits. */
function writerFor(request?: PortOutValidation): Writer {
  const { telephoneNumbers = [], writtenTelephoneNumbers = [] } = request ?? {};
  const asWritten = new Map(telephoneNumbers.map((number, index) => [number, writtenTelephoneNumbers[index]]));
  const dialect = writtenTelephoneNumbers.some((number) => number.startsWith("+")) ? "universal" : "classic";
  return (number) => {
    const e164 = e164Of(number);
    return asWritten.get(e164) ?? wireNumber(e164, dialect);
  };
}

function describe({ code, telephoneNumber, explanation }: PortOutError, written: Writer): string {
  if (!Object.hasOwn(portOutErrors, code)) {
    throw new TypeError(`${code} isn't one of the codes that refuse a port-out: the numbers would go`);
  }
  return portOutErrors[code].replace(/<(.*)>/, (_placeholder, name: string) => {
    const value = name === "TN" ? telephoneNumber && written(telephoneNumber) : explanation;
    if (!value) throw new TypeError(`${code} needs ${name === "TN" ? "a telephoneNumber" : "an explanation"}`);
    return value;
  });
}

function e164Of(number: string): string {
  const e164 = normalizeTelephoneNumber(number);
  if (e164 === undefined) throw new TypeError(`"${number}" isn't a telephone number`);
  return e164;
}
