import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import { cut } from "../../cut.js";
import { attributePrefix, attributesOf, type Ordered, rememberOfText, withAttributes } from "./attributes.js";
import { ATTRIBUTES, type XmlElement, type XmlNode } from "./element.js";
import { MalformedAnswer } from "./malformedAnswer.js";

export type { XmlElement, XmlNode } from "./element.js";

/** A document: the name of its root element, and the root's content. */
export interface XmlDocument {
  root: string;
  /** Children of the root. `{ "#text": "…" }` when the root has only text, `{}` when it is empty. */
  content: XmlElement;
}

/** The key of the text of an element with children. */
const textKey = "#text";
const cdataKey = "#cdata";
/** Deeper than any document of the API. A deeper document is an attack or a mistake. */
const deepest = 64;
/** Reading this many tags takes some seconds, during which nothing else happens. No list of the API comes near it. */
const mostTags = 2_000_000;
/**
 * The parser sees every element name with this prefix. So `constructor` and `__proto__`, which the parser refuses as
 * property names, are normal names.
 */
const namePrefix = "<";

const parser = new XMLParser({
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: false,
  attributeNamePrefix: attributePrefix,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  cdataPropName: cdataKey,
  textNodeName: textKey,
  maxNestedTags: deepest,
  // A self-closing tag comes here twice.
  transformTagName: (name) => (name.startsWith(namePrefix) ? name : namePrefix + name),
});

/**
 * Reads an XML document. It drops comments and namespaces, and resolves entities. It refuses a document type, because
 * that can bring the sender's own entities.
 * @throws MalformedAnswer for HTML, JSON, an empty or a cut body, and anything else that isn't XML.
 */
export function parseXml(source: string): XmlDocument {
  const xml = source.replace(/^\uFEFF/, "").trim();
  refuseWhatIsNotXml(xml);
  const roots = parseOrdered(xml).filter((node) => nameOf(node) !== textKey || String(node[textKey]).trim() !== "");
  const checked = XMLValidator.validate(xml);
  if (checked !== true) {
    const cut = /^Unclosed|found\.$|proper closing|open quote/.test(checked.err.msg);
    throw cut ? cutShort(xml) : malformed(`${checked.err.msg} (line ${checked.err.line})`);
  }
  const [root] = roots;
  if (!root || roots.length > 1) throw malformed("an XML document has exactly one root element");
  const content = toNode(root);
  return {
    root: plainName(nameOf(root)),
    content: typeof content === "string" ? (content.trim() === "" ? bare() : bare([textKey, content])) : content,
  };
}

/** Recognizes the usual other formats by their first characters, and document types anywhere in the markup. */
function refuseWhatIsNotXml(xml: string): void {
  if (xml === "") throw new MalformedAnswer("empty", "expected XML and received an empty body");
  if (/^<(!doctype\s+html|html)\b/i.test(xml.slice(prologueOf(xml), prologueOf(xml) + 100))) {
    throw new MalformedAnswer("html", `expected XML and received an HTML page (${excerpt(htmlTitle(xml) ?? xml)})`);
  }
  if (/^[[{"]/.test(xml)) throw new MalformedAnswer("json", `expected XML and received JSON (${excerpt(xml)})`);
  if (!xml.startsWith("<")) throw malformed(`it starts with "${excerpt(xml)}"`);
  // In a CDATA section or a comment, the words are harmless: a subscription's Status can quote a whole page.
  const markup = xml.replace(/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)/g, "");
  if (/<!(doctype|entity)/i.test(markup)) {
    throw new MalformedAnswer("doctype", "received XML with a document type or entity declarations, which is refused");
  }
  if (!xml.endsWith(">")) throw cutShort(xml);
  if (hasMoreTags(xml, mostTags)) {
    throw new MalformedAnswer("large", `received XML with more than ${mostTags} tags, which is refused`);
  }
}

/**
 * The length of what may come before the first element. It goes step by step, because no pattern handles megabytes at
 * once.
 */
function prologueOf(xml: string): number {
  const part = /\s+|<\?[^>]*>|<!--[\s\S]*?-->/y;
  let end = 0;
  while (part.test(xml)) end = part.lastIndex;
  return end;
}

function hasMoreTags(xml: string, most: number): boolean {
  let at = -1;
  for (let count = 0; count <= most; count += 1) {
    at = xml.indexOf("<", at + 1);
    if (at < 0) return false;
  }
  return true;
}

function parseOrdered(xml: string): Ordered[] {
  try {
    return parser.parse(xml) as Ordered[];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (/nested/i.test(reason)) {
      throw new MalformedAnswer("deep", `received XML nested deeper than ${deepest} elements, which is refused`);
    }
    // The parser fails at once only if a tag, comment or CDATA section has no end.
    throw cutShort(xml);
  }
}

const cutShort = (xml: string) =>
  new MalformedAnswer(
    "cut",
    `received XML that is cut short (after ${xml.length} characters: "…${xml.slice(-40).toWellFormed()}")`,
  );

const malformed = (reason: string) =>
  new MalformedAnswer("malformed", `received something that is not well-formed XML: ${reason}`);

const excerpt = (text: string) => cut(text.replace(/\s+/g, " ").trim(), 80);

const htmlTitle = (html: string) => /<title[^>]*>([^<]+)/i.exec(html)?.[1];

const nameOf = (node: Ordered): string => Object.keys(node)[0] ?? textKey;

/** An element's name without our prefix and without its namespace prefix. */
const plainName = (name: string) => name.slice(Math.max(name.lastIndexOf(":"), namePrefix.length - 1) + 1);

function bare(...entries: [string, XmlNode][]): XmlElement {
  const element: XmlElement = Object.create(null);
  for (const [name, value] of entries) element[name] = value;
  return element;
}

const done: Ordered = {};

function toNode(ordered: Ordered): XmlNode {
  const children = ordered[nameOf(ordered)];
  if (!Array.isArray(children)) return decode(children ?? "");
  const element = bare();
  let text = "";
  let hasElements = false;
  for (const [index, child] of children.entries()) {
    const name = nameOf(child);
    // A page of numbers is large. What has been read of the parser's tree is let go at once.
    children[index] = done;
    if (name === textKey) text += decode(String(child[textKey]));
    else if (name === cdataKey) text += cdata(child);
    else {
      hasElements = true;
      const node = toNode(child);
      append(element, plainName(name), node);
      if (typeof node === "string") rememberOfText(element, plainName(name), attributesOf(child, decode));
    }
  }
  if (!hasElements) return text;
  const attributes = attributesOf(ordered, decode);
  if (attributes) element[ATTRIBUTES] = attributes;
  if (text.trim() !== "") element[textKey] = text;
  return element;
}

function append(element: XmlElement, name: string, node: XmlNode): void {
  const before = element[name];
  if (before === undefined) element[name] = node;
  else if (Array.isArray(before)) before.push(node);
  else element[name] = [before, node];
}

/** A CDATA section is literal text: nothing in it is an entity. */
function cdata(node: Ordered): string {
  const parts = node[cdataKey];
  return Array.isArray(parts) ? parts.map((part) => String(part[textKey] ?? "")).join("") : (parts ?? "");
}

const predefined: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Resolves the five predefined entities and numeric entities, once. An unknown entity stays as written. Half a
 * character would corrupt the text around it.
 */
function decode(text: string): string {
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return predefined[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : whole;
  });
}

const builder = new XMLBuilder({
  processEntities: false,
  textNodeName: textKey,
  ignoreAttributes: false,
  attributeNamePrefix: attributePrefix,
  suppressBooleanAttributes: false,
  attributeValueProcessor: (name, value) => encode(name, String(value)),
  tagValueProcessor: (name, value) => encode(name, String(value)),
});

/** Characters that XML 1.0 can't carry in any form, including lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be sent.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** Whether a document can carry a text: `&#1;` can be read, but not written. */
export const isWritable = (text: string): boolean => !forbidden.test(text);

function encode(name: string, text: string): string {
  const bad = forbidden.exec(text)?.[0];
  if (bad !== undefined) {
    const code = (bad.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    throw new RangeError(`the text for ${name} contains the character U+${code}, which XML can't carry: remove it`);
  }
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/\r/g, "&#13;");
}

/**
 * Writes an XML document. Elements follow the sequence of the keys. `undefined` writes nothing, an empty object or text
 * writes an empty element, and an array writes the element once per item.
 * @throws RangeError for a character that XML can't carry.
 */
export function writeXml(root: string, content: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: withAttributes(content) })}`;
}

/** The children of the element at this path. Undefined when it is missing or has none. If it repeats, the first one. */
export function element(node: XmlNode | undefined, ...path: string[]): XmlElement | undefined {
  const found = list(node, ...path)[0];
  return typeof found === "object" ? found : undefined;
}

/** The trimmed text of the element at this path. Undefined when it is missing, empty, or has only children. */
export function text(node: XmlNode | undefined, ...path: string[]): string | undefined {
  const found = list(node, ...path)[0];
  const value = typeof found === "object" ? found[textKey] : found;
  return typeof value === "string" ? value.trim() || undefined : undefined;
}

/** Every element at this path, whether none, one or many. Looks into all repeated parents. */
export function list(node: XmlNode | undefined, ...path: string[]): XmlNode[] {
  let found: XmlNode[] = node === undefined ? [] : [node];
  for (const name of path) {
    found = found.flatMap<XmlNode>((parent) => (typeof parent === "object" ? (parent[name] ?? []) : []));
  }
  return found;
}

/** The trimmed texts of all elements at this path. Leaves out empty elements. */
export function texts(node: XmlNode | undefined, ...path: string[]): string[] {
  return list(node, ...path).flatMap((found) => text(found) ?? []);
}
