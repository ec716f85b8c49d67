import { ATTRIBUTES, OF_TEXTS, type XmlAttributes, type XmlElement, type XmlNode } from "./element.js";

/** Separates attributes from elements, for the parser and the builder. */
export const attributePrefix = "@";
/** Where the parser puts an element's attributes. */
const attributesKey = ":@";

/** A node from the parser: one property (the name) with a list of children or a text, and attributes. */
export type Ordered = Record<string, Ordered[] | string>;

/** A node's attributes, without namespace declarations. Prefixes are dropped. */
export function attributesOf(node: Ordered, decode: (text: string) => string): XmlAttributes | undefined {
  const given = node[attributesKey] as unknown as Record<string, string> | undefined;
  const names = Object.keys(given ?? {}).filter((name) => !name.includes(":") && name !== `${attributePrefix}xmlns`);
  if (given === undefined || names.length === 0) return undefined;
  const found: Record<string, string> = Object.create(null);
  for (const name of names) found[name.slice(attributePrefix.length)] = decode(String(given[name]));
  return found;
}

/** Stores the attributes of the text that was last added under this name. */
export function rememberOfText(parent: XmlElement, name: string, attributes: XmlAttributes | undefined): void {
  if (attributes === undefined) return;
  parent[OF_TEXTS] ??= Object.create(null) as Record<string, (XmlAttributes | undefined)[]>;
  const nodes = parent[name];
  const at = Array.isArray(nodes) ? nodes.length - 1 : 0;
  const ofName = parent[OF_TEXTS][name] ?? [];
  ofName[at] = attributes;
  parent[OF_TEXTS][name] = ofName;
}

/** The same element. A text with attributes becomes an element with both. */
export function unfolded(node: XmlElement): XmlElement {
  const all: XmlElement = Object.create(null);
  if (node[ATTRIBUTES]) all[ATTRIBUTES] = node[ATTRIBUTES];
  for (const [name, inner] of Object.entries(node)) {
    const ofTexts = node[OF_TEXTS]?.[name] ?? [];
    const one = (child: XmlNode, index: number): XmlNode => {
      if (typeof child !== "string") return unfolded(child);
      const attributes = ofTexts[index];
      return attributes === undefined ? child : { "#text": child, [ATTRIBUTES]: attributes };
    };
    all[name] = Array.isArray(inner) ? inner.map(one) : inner === undefined ? inner : one(inner, 0);
  }
  return all;
}

/** A node in the builder's format. */
export function withAttributes(node: XmlNode): unknown {
  if (typeof node === "string") return node;
  const written: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(node[ATTRIBUTES] ?? {})) written[attributePrefix + name] = value;
  for (const [name, inner] of Object.entries(node)) {
    written[name] = Array.isArray(inner)
      ? inner.map(withAttributes)
      : inner === undefined
        ? inner
        : withAttributes(inner);
  }
  return written;
}
