import { normalizeTelephoneNumber } from "../values/telephoneNumber.js";
import { element, list, text, texts, type XmlDocument, type XmlElement, type XmlNode } from "../xml/xml.js";

/** One error in Bandwidth's words. */
export interface ErrorDetail {
  code?: string;
  description?: string;
  /** The numbers that it is about, E.164. */
  telephoneNumbers: string[];
  /** Text in place of a number that this package can't read. */
  unreadNumbers?: string[];
}

/**
 * The elements with an error as `Code`/`ErrorCode` and `Description`, anywhere in the document
 * (docs/maintainers/api.md#errors, shapes 1 to 6 and 8; `LsrOrderError` is for LSR orders). `Errors` and `ErrorList`
 * can also be plain wrappers. Then the search continues inside them.
 */
const carriers = new Set([
  "ResponseStatus",
  "Status",
  "irisStatus",
  "IrisStatus",
  "Error",
  "Errors",
  "ErrorList",
  "LsrOrderError",
]);

/** In these elements, an HTTP success code means that all is well: answers about port-ins have 200 and 201 in them. */
const statuses = new Set(["ResponseStatus", "Status", "irisStatus", "IrisStatus"]);

/**
 * Not errors, though they look like one: the result code of a successful file upload (docs/maintainers/api.md#errors,
 * shape 7).
 */
const fine = new Set(["0"]);

/** Every error in a document, in any of the API's shapes, whatever the root's name. [] when there are none. */
export function errorDetails(document: XmlDocument): ErrorDetail[] {
  const details: ErrorDetail[] = [];
  visit(document.root, document.content, details);
  return details;
}

/** The elements in which the API refuses a whole request. No other server is known to have them. */
const statusElements = ["ResponseStatus", "irisStatus", "IrisStatus"];
/** The elements that gateways and other servers also have. */
const errorElements = ["ErrorList", "Errors", "Error"];
/** An API code. Gateways repeat the status, or use a word. */
const ownCode = /^\d{4,5}$/;

/**
 * Whether a document is a refusal in the API's own form. Below its root is a status with words or a code, or an error
 * with an API code. A root with the name Error or Errors belongs to other servers. Answers about files have a result
 * code instead.
 */
export function isOwnRefusal({ root, content }: XmlDocument): boolean {
  if (errorElements.includes(root)) return false;
  if (text(content, "resultCode") !== undefined) return true;
  const said = statusElements.flatMap((name) => list(content, name));
  if (said.some((item) => ["ErrorCode", "Code", "Description"].some((part) => text(item, part) !== undefined)))
    return true;
  const errors = errorElements.flatMap((name) => list(content, name)).flatMap((item) => [item, ...list(item, "Error")]);
  return errors.some((item) => ["ErrorCode", "Code"].some((part) => ownCode.test(text(item, part) ?? "")));
}

function visit(name: string, node: XmlNode, details: ErrorDetail[]): void {
  const detail = carriers.has(name) ? carried(name, node) : uploadResult(node);
  if (detail) details.push(detail);
  if (typeof node === "string") return;
  // What is wrong with an address is next to the error itself (docs/maintainers/api.md#errors, shape 9).
  for (const addressError of list(node, "AddressErrorDescription")) {
    const words = wordsIn(addressError);
    if (words !== "") details.push({ description: words, telephoneNumbers: [] });
  }
  for (const child of Object.keys(node)) {
    for (const item of list(node, child)) visit(child, item, details);
  }
}

/** All the text of a node, in whichever elements. */
function wordsIn(node: XmlNode): string {
  if (typeof node === "string") return node.trim();
  const parts = Object.keys(node).flatMap((child) => list(node, child).map(wordsIn));
  return parts.filter((part) => part !== "").join("; ");
}

function carried(name: string, node: XmlNode): ErrorDetail | undefined {
  if (typeof node === "string") {
    // <Error>some words</Error>. A Status with plain words is an order's state, not an error.
    return name === "Error" && node.trim() !== "" ? { description: node.trim(), telephoneNumbers: [] } : undefined;
  }
  const code = text(node, "ErrorCode") ?? text(node, "Code");
  const description = text(node, "Description");
  if (code === undefined && description === undefined) return undefined;
  if (statuses.has(name) && code !== undefined && /^2\d\d$/.test(code)) return undefined;
  return { code, description, ...numbersOf(node) };
}

function uploadResult(node: XmlNode): ErrorDetail | undefined {
  const code = text(node, "resultCode");
  if (code === undefined || fine.has(code)) return undefined;
  return { code, description: text(node, "resultMessage"), telephoneNumbers: [] };
}

function numbersOf(node: XmlElement): Pick<ErrorDetail, "telephoneNumbers" | "unreadNumbers"> {
  const written = [
    ...texts(node, "TelephoneNumber"),
    ...texts(node, "TelephoneNumber", "FullNumber"),
    ...texts(node, "TelephoneNumbers", "TelephoneNumber"),
    ...texts(node, "TelephoneNumbers", "FullNumber"),
    ...texts(node, "TelephoneNumbers", "Tn"),
    ...texts(node, "TelephoneNumbers"),
  ];
  const telephoneNumbers = [...new Set(written.flatMap((number) => normalizeTelephoneNumber(number) ?? []))];
  const unread = [...new Set(written.filter((number) => normalizeTelephoneNumber(number) === undefined))];
  return { telephoneNumbers, ...(unread.length > 0 && { unreadNumbers: unread }) };
}

/**
 * The address that Bandwidth suggests with error 12112 (docs/maintainers/api.md#errors, shape 9), in this package's
 * names (`houseNumber`, `streetName` …).
 */
export function recommendedAddress(document: XmlDocument): Record<string, string> | undefined {
  const found = findElement(document.content, "RecommendedAddress");
  if (!found) return undefined;
  const parts = Object.keys(found).flatMap((name): [string, string][] => {
    const value = text(found, name);
    return value === undefined ? [] : [[name.charAt(0).toLowerCase() + name.slice(1), value]];
  });
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

function findElement(node: XmlNode, name: string): XmlElement | undefined {
  if (typeof node === "string") return undefined;
  const here = element(node, name);
  if (here) return here;
  for (const child of Object.keys(node)) {
    for (const item of list(node, child)) {
      const below = findElement(item, name);
      if (below) return below;
    }
  }
  return undefined;
}
