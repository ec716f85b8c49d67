import { normalizeTelephoneNumber, wireNumber } from "../bandwidth/values/telephoneNumber.js";
import { isWritable, text, texts, writeXml, type XmlElement } from "../bandwidth/xml/xml.js";
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
  /** The same numbers in the same order, as the request writes them: ten digits, or E.164. The answer writes them so. */
  writtenTelephoneNumbers: string[];
}

/** Whether the numbers may go. */
export type PortOutDecision = PortOutApproval | PortOutRefusal;

/** All of the numbers may go. */
export interface PortOutApproval {
  portable: true;
  pon?: string;
}

/**
 * None of the numbers may go. **Give at least one of the values with which the request would be right:** Bandwidth may
 * take a refusal without any value for an approval. Bandwidth keeps the values for disputes and does not pass them on.
 * Where the request is known and none of the values is given, the answer names those of the request's numbers that no
 * error is about, or else all of them.
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
  /** Those of the request's numbers that are right. */
  telephoneNumbers?: readonly string[];
}

/** A refusal that tells at least one value. */
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
 * @throws InvalidCallback when it is none.
 */
export function parsePortOutValidation(body: string): PortOutValidation {
  const content = readDocument(body, ROOT);
  const writtenTelephoneNumbers = texts(content, "TelephoneNumbers", "TelephoneNumber").map((number) => number.trim());
  const telephoneNumbers = writtenTelephoneNumbers.map((number) => {
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
    writtenTelephoneNumbers,
  };
}

/**
 * The request's numbers and PON as far as they can be told from a body that `parsePortOutValidation` refuses, for the answer.
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
    throw new InvalidCallback(`the ${ROOT}'s ${element} has a character that XML cannot carry`);
  }
  return value;
}

/**
 * The body of the answer. Give the request too: then the answer repeats its PON, writes numbers as the request does (E.164
 * on Universal Platform accounts, else ten digits), and names the request's numbers in a refusal that tells no value.
 * @throws TypeError for a refusal without a reason, for a reason that lacks its number or explanation, and for a code that
 *   does not refuse.
 */
export function portOutValidationResponse(decision: PortOutDecision, request: PortOutValidation): string;
export function portOutValidationResponse(decision: PortOutApproval | PortOutRefusalWithValues): string;
export function portOutValidationResponse(decision: PortOutDecision, request?: PortOutValidation): string {
  const { portable, pon: PON = request?.pon } = decision;
  if (portable === true) return writeXml("PortOutValidationResponse", { Portable: "true", PON });
  // Of anything else than the two, nobody knows what was meant.
  if (portable !== false) throw new TypeError("portable has to be true or false");
  const { errors } = decision;
  if (errors.length === 0) throw new TypeError("a refusal has to have at least one of the codes 7510 to 7519, or 7598");
  const written = writerFor(request);
  const Errors = { Error: errors.map((error) => ({ Code: error.code, Description: describe(error, written) })) };
  return writeXml("PortOutValidationResponse", {
    Portable: "false",
    PON,
    Errors,
    AcceptableValues: acceptableValues(decision, request, written),
  });
}

/** The values have to stand in an element of their own, or Bandwidth does not find them. */
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
    // Where every number is wrong, a wrong one is better than none: the numbers stay.
    numbers = right.length > 0 ? right : request.telephoneNumbers;
  }
  if (tellsNone && numbers.length === 0) return undefined;
  return { ...told, TelephoneNumbers: numbers.length > 0 ? { TelephoneNumber: numbers.map(written) } : undefined };
}

type Writer = (number: string) => string;

/** Writes a number as the request does; without a request, in ten digits. */
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
    throw new TypeError(`${code} is none of the codes that refuse a port-out: the numbers would go`);
  }
  return portOutErrors[code].replace(/<(.*)>/, (_placeholder, name: string) => {
    const value = name === "TN" ? telephoneNumber && written(telephoneNumber) : explanation;
    if (!value) throw new TypeError(`${code} needs ${name === "TN" ? "a telephoneNumber" : "an explanation"}`);
    return value;
  });
}

function e164Of(number: string): string {
  const e164 = normalizeTelephoneNumber(number);
  if (e164 === undefined) throw new TypeError(`"${number}" is no telephone number`);
  return e164;
}
