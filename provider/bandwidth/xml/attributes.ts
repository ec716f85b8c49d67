import { ATTRIBUTES, OF_TEXTS, type XmlElement, type XmlNode } from "./element.js";

/** Separates attributes from elements, for the builder. */
export const attributePrefix = "@";

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
