import { XMLParser, XMLValidator } from "fast-xml-parser";

/** A received element: keeps sequence and repetition, and all values are text. */
export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

/** The content of an answer: element names with text, elements or lists of them. Undefined is left out. */
export type XmlValue = string | number | boolean | XmlTree | XmlValue[] | undefined;
export interface XmlTree {
  [name: string]: XmlValue;
}

/** The server can't read the body as XML. */
export class UnreadableXml extends Error {}

type ParsedNode = Record<string, unknown>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: true,
  processEntities: true,
});

/** Reads a request body. */
export function parseXml(text: string): XmlElement {
  if (text.trim() === "") throw new UnreadableXml("the request has no body");
  if (/<!DOCTYPE/i.test(text)) throw new UnreadableXml("a document type is not accepted");
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new UnreadableXml(valid.err.msg);
  const roots = (parser.parse(text) as ParsedNode[]).map(toElement).filter((node) => node !== undefined);
  const root = roots[0];
  if (root === undefined || roots.length > 1) throw new UnreadableXml("exactly one root element is expected");
  return root;
}

function toElement(node: ParsedNode): XmlElement | undefined {
  const name = Object.keys(node).find((key) => key !== ":@" && key !== "#text");
  if (name === undefined) return undefined;
  const content = node[name] as ParsedNode[];
  const text = content
    .filter((child) => "#text" in child)
    .map((child) => String(child["#text"]))
    .join("");
  return { name, text, children: content.map(toElement).filter((child) => child !== undefined) };
}

/** The first element at a path below `element`. */
export function child(element: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  let current = element;
  for (const name of path) current = current?.children.find((candidate) => candidate.name === name);
  return current;
}

/** The text at a path. Undefined when the element is missing or empty. */
export function textOf(element: XmlElement | undefined, ...path: string[]): string | undefined {
  const text = child(element, ...path)?.text;
  return text === "" ? undefined : text;
}

/** Every element at a path whose last segment repeats. */
export function every(element: XmlElement | undefined, ...path: string[]): XmlElement[] {
  const parent = child(element, ...path.slice(0, -1));
  return parent?.children.filter((candidate) => candidate.name === path.at(-1)) ?? [];
}

/** Every text at a path whose last segment repeats. */
export function textsOf(element: XmlElement | undefined, ...path: string[]): string[] {
  return every(element, ...path).map((candidate) => candidate.text);
}

/** An element's content as an answer repeats it. */
export function echo(element: XmlElement): XmlTree | string {
  if (element.children.length === 0) return element.text;
  const tree: XmlTree = {};
  for (const inner of element.children) {
    const before = tree[inner.name];
    const value = echo(inner);
    if (before === undefined) tree[inner.name] = value;
    else tree[inner.name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return tree;
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Writes an answer. The declaration uses single quotes, as the live API's sometimes does. */
export function renderXml(root: string, tree: XmlTree): string {
  return `<?xml version='1.0' encoding='UTF-8' standalone='yes'?>${renderValue(root, tree)}`;
}

function renderValue(name: string, value: XmlValue): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map((entry) => renderValue(name, entry)).join("");
  if (typeof value !== "object") {
    const text = String(value).replace(/[&<>"]/g, (character) => escapes[character] ?? character);
    return text === "" ? `<${name}/>` : `<${name}>${text}</${name}>`;
  }
  const inner = Object.entries(value)
    .map(([key, entry]) => renderValue(key, entry))
    .join("");
  return inner === "" ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}
