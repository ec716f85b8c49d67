/** Attributes by name. They are kept for a PUT that repeats what is there. Nothing else reads them. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** The key of an element's attributes, apart from its children. */
export const ATTRIBUTES: unique symbol = Symbol("attributes");
/** The key of the attributes of text-only children, which every reader sees as plain texts. */
export const OF_TEXTS: unique symbol = Symbol("attributes of texts");

/** An element's text if it has no children, or its children. */
export type XmlNode = string | XmlElement;

/** Children by element name. Null-prototype objects. Every value stays text (leading zeros, ids, ZIP codes). */
export interface XmlElement {
  [name: string]: XmlNode | XmlNode[] | undefined;
  [ATTRIBUTES]?: XmlAttributes;
  [OF_TEXTS]?: Record<string, (XmlAttributes | undefined)[]>;
}
