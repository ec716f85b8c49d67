import { XMLBuilder } from "fast-xml-parser";
import { cut } from "../../cut.js";
import { attributePrefix, withAttributes } from "./attributes.js";
import type { XmlElement, XmlNode } from "./element.js";
import { MalformedAnswer } from "./malformedAnswer.js";
import { cutShort, malformed, Reader, textKey } from "./reader.js";

export type { XmlElement, XmlNode } from "./element.js";

/** A document: the name of its root element, and the root's content. */
export interface XmlDocument {
  root: string;
  /** Children of the root. `{ "#text": "…" }` when the root has only text, `{}` when it is empty. */
  content: XmlElement;
}

/** Reading this many tags takes some seconds, during which nothing else happens. No list of the API comes near it. */
const mostTags = 2_000_000;

/**
 * Reads an XML document. It drops comments and namespaces, and resolves entities. It refuses a document type, because
 * that can bring the sender's own entities.
 * @throws MalformedAnswer for HTML, JSON, an empty or a cut body, and anything else that isn't XML.
 */
export function parseXml(source: string): XmlDocument {
  const xml = source.replace(/^\uFEFF/, "").trim();
  refuseWhatIsNotXml(xml);
  // As XML has it, every end of a line is one character.
  const { name, content } = new Reader(xml.includes("\r") ? xml.replace(/\r\n?/g, "\n") : xml).read();
  return { root: name, content };
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
  const markup = !xml.includes("<!") ? "" : xml.replace(/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)/g, "");
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

const excerpt = (text: string) => cut(text.replace(/\s+/g, " ").trim(), 80);

const htmlTitle = (html: string) => /<title[^>]*>([^<]+)/i.exec(html)?.[1];

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
  const found = first(node, path);
  return typeof found === "object" ? found : undefined;
}

/** The trimmed text of the element at this path. Undefined when it is missing, empty, or has only children. */
export function text(node: XmlNode | undefined, ...path: string[]): string | undefined {
  const found = first(node, path);
  const value = typeof found === "object" ? found[textKey] : found;
  return typeof value === "string" ? value.trim() || undefined : undefined;
}

/** The first element at this path, without a list of all: a page of numbers is asked a hundred thousand times. */
function first(node: XmlNode | undefined, path: readonly string[], from = 0): XmlNode | undefined {
  const name = path[from];
  if (name === undefined) return node;
  if (typeof node !== "object") return undefined;
  const children = node[name];
  if (!Array.isArray(children)) return first(children, path, from + 1);
  for (const child of children) {
    const found = first(child, path, from + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every element at this path, whether none, one or many. Looks into all repeated parents. */
export function list(node: XmlNode | undefined, ...path: string[]): XmlNode[] {
  let found: XmlNode[] = node === undefined ? [] : [node];
  for (const name of path) {
    const [only] = found;
    found =
      only !== undefined && found.length === 1 ? childrenOf(only, name) : found.flatMap((one) => childrenOf(one, name));
  }
  return found;
}

function childrenOf(parent: XmlNode, name: string): XmlNode[] {
  const children = typeof parent === "object" ? parent[name] : undefined;
  return children === undefined ? [] : Array.isArray(children) ? children : [children];
}

/** The trimmed texts of all elements at this path. Leaves out empty elements. */
export function texts(node: XmlNode | undefined, ...path: string[]): string[] {
  return list(node, ...path).flatMap((found) => text(found) ?? []);
}
