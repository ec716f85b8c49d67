import { cut } from "../../cut.js";
import { ATTRIBUTES, OF_TEXTS, type XmlElement, type XmlNode } from "./element.js";
import { MalformedAnswer } from "./malformedAnswer.js";

/** The key of the text of an element with children. */
export const textKey = "#text";
/** Deeper than any document of the API. A deeper document is an attack or a mistake. */
const deepest = 64;

/** A name as XML has it, with a namespace prefix or without. */
const start =
  ":A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD";
const wholeName = new RegExp(`^[${start}][${start}\\-.\\d\\u00B7\\u0300-\\u036F\\u203F\\u2040]*$`);
const attribute = /[ \t\n]+([^ \t\n=]+)[ \t\n]*=[ \t\n]*(?:"([^"]*)"|'([^']*)')/y;
const tagsEnd = /[ \t\n]*(\/?)>/y;
/** An ampersand that begins no entity. */
const bareAmpersand = /&(?!(?:#(?:\d*|x[\da-fA-F]*)|\w{1,20});)/;

/** An element whose end has not been read yet. */
interface Open {
  /** As written, with its prefix: the end has to repeat it. */
  name: string;
  node: XmlElement;
  attributes: Record<string, string> | undefined;
  /** All text between its children. */
  text: string;
  hasElements: boolean;
}

/**
 * A document that is being read, once and from its beginning to its end. A page of numbers has some hundred thousand tags,
 * so nothing is made of it but its elements.
 */
export class Reader {
  private at = 0;
  private readonly open: Open[] = [];
  /** Names that were found valid, and what they are without their prefix. */
  private readonly names = new Map<string, string>();
  private root?: { name: string; content: XmlElement };

  constructor(private readonly xml: string) {}

  /** @throws MalformedAnswer when it is cut short, nested too deeply, or not well-formed. */
  read(): { name: string; content: XmlElement } {
    const { xml } = this;
    while (this.at < xml.length) {
      const tag = xml.indexOf("<", this.at);
      this.takeText(tag < 0 ? xml.length : tag);
      if (tag < 0) break;
      const next = xml.charCodeAt(tag + 1);
      if (next === SLASH) this.close();
      else if (next === BANG) this.skipOrKeep();
      else if (next === QUESTION) this.skipInstruction();
      else this.begin();
    }
    if (this.open.length > 0) throw cutShort(xml);
    if (this.root === undefined) throw this.malformed("it has no element");
    return this.root;
  }

  private takeText(end: number): void {
    if (end === this.at) return;
    const text = this.xml.slice(this.at, end);
    const parent = this.open.at(-1);
    if (parent === undefined && text.trim() !== "") throw this.malformed(ONE_ROOT);
    if (parent !== undefined) {
      if (text.includes("&") && bareAmpersand.test(text)) throw this.malformed("it has an & that begins no entity");
      parent.text += decode(text);
    }
    this.at = end;
  }

  /** A comment is dropped. A CDATA section is literal text: nothing in it is an entity. */
  private skipOrKeep(): void {
    const { xml, at } = this;
    if (xml.startsWith("<!--", at)) {
      this.at = this.after("-->", at + 4);
    } else if (xml.startsWith(CDATA, at)) {
      this.at = this.after("]]>", at + CDATA.length);
      const parent = this.open.at(-1);
      if (parent === undefined) throw this.malformed(ONE_ROOT);
      parent.text += xml.slice(at + CDATA.length, this.at - 3);
    } else {
      throw this.malformed("it has a declaration");
    }
  }

  private skipInstruction(): void {
    const isDeclaration = /^<\?xml[\s?]/.test(this.xml.slice(this.at, this.at + 6));
    if (isDeclaration && this.at > 0) throw this.malformed("an XML declaration stands only at the beginning");
    this.at = this.after("?>", this.at + 2);
  }

  private after(end: string, from: number): number {
    const found = this.xml.indexOf(end, from);
    if (found < 0) throw cutShort(this.xml);
    return found + end.length;
  }

  private begin(): void {
    const { xml, at } = this;
    let end = at + 1;
    while (end < xml.length && !endsName(xml.charCodeAt(end))) end += 1;
    const name = xml.slice(at + 1, end);
    const plain = this.plainName(name);
    if (this.open.length === 0 && this.root !== undefined) throw this.malformed(ONE_ROOT);
    let attributes: Record<string, string> | undefined;
    let closed = false;
    if (xml.charCodeAt(end) === CLOSE) {
      this.at = end + 1;
    } else {
      ({ attributes, closed } = this.restOfTag(name, end));
    }
    if (closed) {
      this.place(plain, "", attributes);
      return;
    }
    if (this.open.length === deepest) {
      throw new MalformedAnswer("deep", `received XML nested deeper than ${deepest} elements, which is refused`);
    }
    this.open.push({ name, node: bare(), attributes, text: "", hasElements: false });
  }

  /** Reads a tag's attributes and its end. Attributes with a prefix and declarations of namespaces are dropped. */
  private restOfTag(name: string, from: number): { attributes?: Record<string, string>; closed: boolean } {
    const { xml } = this;
    let attributes: Record<string, string> | undefined;
    const seen = new Set<string>();
    let end = from;
    attribute.lastIndex = from;
    for (let found = attribute.exec(xml); found; found = attribute.exec(xml)) {
      end = attribute.lastIndex;
      const [, key = "", double, single = ""] = found;
      if (!wholeName.test(key)) throw this.malformed(`the attribute ${cut(key, 40)} of ${name} has an invalid name`);
      if (seen.has(key)) throw this.malformed(`the attribute ${key} of ${name} is repeated`);
      seen.add(key);
      if (key.includes(":") || key === "xmlns") continue;
      attributes ??= Object.create(null) as Record<string, string>;
      attributes[key] = decode(double ?? single);
    }
    tagsEnd.lastIndex = end;
    const last = tagsEnd.exec(xml);
    if (last) {
      this.at = tagsEnd.lastIndex;
      return { attributes, closed: last[1] === "/" };
    }
    if (isOpen(xml, end)) throw cutShort(xml);
    throw this.malformed(`the attributes of ${name} are not well-formed`);
  }

  private close(): void {
    const { xml, at } = this;
    const end = xml.indexOf(">", at);
    if (end < 0) throw cutShort(xml);
    const name = xml.slice(at + 2, end).trimEnd();
    const top = this.open.pop();
    if (top === undefined) throw this.malformed(`${cut(name, 40)} ends, and has not begun`);
    if (top.name !== name) throw this.malformed(`${top.name} has begun, and ${cut(name, 40)} ends`);
    this.at = end + 1;
    const { node, text, attributes, hasElements } = top;
    if (!hasElements) {
      this.place(this.plainName(name), text, attributes);
      return;
    }
    if (attributes !== undefined) node[ATTRIBUTES] = attributes;
    if (text.trim() !== "") node[textKey] = text;
    this.place(this.plainName(name), node, undefined);
  }

  /** Puts an element that was read where it belongs. */
  private place(name: string, node: XmlNode, ofText: Record<string, string> | undefined): void {
    const parent = this.open.at(-1);
    if (parent !== undefined) {
      parent.hasElements = true;
      append(parent.node, name, node);
      if (ofText !== undefined) rememberOfText(parent.node, name, ofText);
    } else {
      this.root = { name, content: typeof node === "string" ? onlyText(node) : node };
    }
  }

  /** An element's name without its namespace prefix. */
  private plainName(name: string): string {
    const known = this.names.get(name);
    if (known !== undefined) return known;
    if (!wholeName.test(name)) throw this.malformed(`${JSON.stringify(cut(name, 40))} is no name`);
    const plain = name.slice(name.lastIndexOf(":") + 1);
    this.names.set(name, plain);
    return plain;
  }

  private malformed(reason: string): MalformedAnswer {
    return malformed(`${reason} (line ${this.xml.slice(0, this.at).split("\n").length})`);
  }
}

const ONE_ROOT = "an XML document has exactly one root element";
const CDATA = "<![CDATA[";
const BANG = 33;
const SLASH = 47;
const CLOSE = 62;
const QUESTION = 63;

const endsName = (code: number) => code === CLOSE || code === SLASH || code === 32 || code === 10 || code === 9;

/** Whether a tag has no end: a quote that is open hides everything after it. */
function isOpen(xml: string, from: number): boolean {
  let quote = "";
  for (let at = from; at < xml.length; at += 1) {
    const character = xml.charAt(at);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === ">") return false;
    else if (character === '"' || character === "'") quote = character;
  }
  return true;
}

/**
 * An element without children. Its prototype is null, so that `constructor` and `__proto__` are names like all others.
 * Unlike one from `Object.create`, it takes no more memory than any object: a page of numbers has ten thousands of them.
 */
const bare = (): XmlElement => Object.setPrototypeOf({}, null);

function onlyText(text: string): XmlElement {
  const content = bare();
  if (text.trim() !== "") content[textKey] = text;
  return content;
}

function append(element: XmlElement, name: string, node: XmlNode): void {
  const before = element[name];
  if (before === undefined) element[name] = node;
  else if (Array.isArray(before)) before.push(node);
  else element[name] = [before, node];
}

/** Stores the attributes of the text that was last added under this name. */
function rememberOfText(parent: XmlElement, name: string, attributes: Record<string, string>): void {
  parent[OF_TEXTS] ??= Object.create(null) as Record<string, (Record<string, string> | undefined)[]>;
  const nodes = parent[name];
  const at = Array.isArray(nodes) ? nodes.length - 1 : 0;
  const ofName = parent[OF_TEXTS][name] ?? [];
  ofName[at] = attributes;
  parent[OF_TEXTS][name] = ofName;
}

const predefined: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Resolves the five predefined entities and numeric entities, once. An unknown entity stays as written. Half a
 * character would corrupt the text around it.
 */
function decode(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return predefined[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : whole;
  });
}

export const cutShort = (xml: string) =>
  new MalformedAnswer(
    "cut",
    `received XML that is cut short (after ${xml.length} characters: "…${xml.slice(-40).toWellFormed()}")`,
  );

export const malformed = (reason: string) =>
  new MalformedAnswer("malformed", `received something that is not well-formed XML: ${reason}`);
