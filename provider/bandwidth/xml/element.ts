/** Attributes by name. They are kept for a PUT that repeats what is there; nothing else reads them. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** Where the attributes of an element are kept, apart from its children. */
export const ATTRIBUTES: unique symbol = Symbol("attributes");
/** Where an element keeps the attributes of its children that hold a text only, which are plain texts to every reader. */
export const OF_TEXTS: unique symbol = Symbol("attributes of texts");

/** The text of an element without children, or its children. */
export type XmlNode = string | XmlElement;

/** Children by element name; null-prototype objects; every value stays text (leading zeros, ids, ZIPs). */
export interface XmlElement {
  [name: string]: XmlNode | XmlNode[] | undefined;
  [ATTRIBUTES]?: XmlAttributes;
  [OF_TEXTS]?: Record<string, (XmlAttributes | undefined)[]>;
}
