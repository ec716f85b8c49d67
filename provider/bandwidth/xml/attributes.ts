import { ATTRIBUTES, OF_TEXTS, type XmlAttributes, type XmlElement, type XmlNode } from "./element.js";

/** Tells attributes from elements, for the parser and the builder. */
export const attributePrefix = "@";
/** Where the parser puts the attributes of an element. */
const attributesKey = ":@";

/** A node as the parser gives it: one property (the name), holding a list of children or a text, and attributes. */
export type Ordered = Record<string, Ordered[] | string>;

/** The attributes of a node, without those of namespaces, whose prefixes are dropped. */
export function attributesOf(node: Ordered, decode: (text: string) => string): XmlAttributes | undefined {
  const given = node[attributesKey] as unknown as Record<string, string> | undefined;
  const names = Object.keys(given ?? {}).filter((name) => !name.includes(":") && name !== `${attributePrefix}xmlns`);
  if (given === undefined || names.length === 0) return undefined;
  const found: Record<string, string> = Object.create(null);
  for (const name of names) found[name.slice(attributePrefix.length)] = decode(String(given[name]));
  return found;
}

/** Remembers the attributes of the text that was put last under this name. */
export function rememberOfText(parent: XmlElement, name: string, attributes: XmlAttributes | undefined): void {
  if (attributes === undefined) return;
  parent[OF_TEXTS] ??= Object.create(null) as Record<string, (XmlAttributes | undefined)[]>;
  const nodes = parent[name];
  const at = Array.isArray(nodes) ? nodes.length - 1 : 0;
  const ofName = parent[OF_TEXTS][name] ?? [];
  ofName[at] = attributes;
  parent[OF_TEXTS][name] = ofName;
}

/** The same element, in which a text that has attributes is an element that has both. */
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

/** A node in the form in which the builder wants it. */
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
