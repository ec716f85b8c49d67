import { element, list, text, type XmlElement, type XmlNode } from "./xml.js";

/** Where and how a document holds one property. Used for reading and writing. */
export interface Field<T> {
  /** Element names from the parent down. */
  path: readonly string[];
  read(parent: XmlElement): T | undefined;
  write(value: T): XmlNode | XmlNode[];
  /** Other places where the property may be. */
  aliases?: readonly (readonly string[])[];
  /** For an object: the known parts, so that the rest can be kept. */
  object?: KnownObject;
  /** For a list: the known parts of its items. */
  items?: KnownItems;
  /** Texts that mean the same as an empty element. */
  isNone?(text: string): boolean;
}

/** The known parts of an element with children. */
export interface KnownObject {
  // biome-ignore lint/suspicious/noExplicitAny: of any object; a type of its own would have to be invariant in it.
  shape: Codec<any>;
  /** Elements that the API derives from the others. They are true of the present content, not of new content. */
  derived?: readonly string[];
}

/** The known parts of a list's items. */
export interface KnownItems extends KnownObject {
  around: readonly string[];
  item: string;
  /** Rules that say whether a changed item is still the same one. Earlier rules are more reliable. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  isSame: readonly ((one: any, other: any) => boolean)[];
}

/** A property for each element, in the documented sequence of the elements. */
export type Codec<T> = { [Name in keyof Required<T>]: Field<NonNullable<T[Name]>> };

/** The object in a document. Missing and empty elements are left out. Lists are always present. */
export function decode<T extends object>(shape: Codec<T>, parent: XmlElement): T {
  const found: Record<string, unknown> = {};
  for (const [name, field] of fieldsOf(shape)) {
    const value = field.read(parent);
    if (value !== undefined) found[name] = value;
  }
  return found as T;
}

/** The document for an object: an empty list or text writes an empty element, `undefined` writes nothing. */
export function encode<T extends object>(shape: Codec<T>, value: T): XmlElement {
  const written: XmlElement = {};
  for (const [name, field] of fieldsOf(shape)) {
    const property = (value as Record<string, unknown>)[name];
    if (property !== undefined) place(written, field.path, field.write(property));
  }
  return written;
}

const fieldsOfShapes = new WeakMap<object, readonly (readonly [string, Field<unknown>])[]>();

/** A shape's fields, by property name. */
export function fieldsOf<T>(shape: Codec<T>): readonly (readonly [string, Field<unknown>])[] {
  const known = fieldsOfShapes.get(shape) ?? (Object.entries(shape) as [string, Field<unknown>][]);
  fieldsOfShapes.set(shape, known);
  return known;
}

/** Puts a node into a document, with the elements around it. */
export function place(parent: XmlElement, path: readonly string[], node: XmlNode | XmlNode[]): void {
  const [name = "", ...below] = path;
  if (below.length === 0) {
    parent[name] = node;
    return;
  }
  const child = element(parent, name) ?? {};
  parent[name] = child;
  place(child, below, node);
}

/** Other places where the API's own pages put the same property. Accepted on reading. */
type Aliases = (readonly string[])[];

const firstText = (parent: XmlElement, places: Aliases) => {
  for (const place of places) {
    const found = text(parent, ...place);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Text: names, ids, and everything else that must not become a number. */
export const asText = (path: string[], ...aliases: Aliases): Field<string> => {
  const places = [path, ...aliases];
  return { path, aliases, read: (parent) => firstText(parent, places), write: (value) => value };
};

/** Text that some answers wrap in quotes. */
export const asUnquoted = (path: string[]): Field<string> => ({
  path,
  read: (parent) => text(parent, ...path)?.replace(/^(["'])(.*)\1$/s, "$2"),
  write: (value) => value,
});

/** `true` and `false`. */
export const asFlag = (path: string[]): Field<boolean> => ({
  path,
  read(parent) {
    const written = text(parent, ...path)?.toLowerCase();
    return written === undefined ? undefined : written === "true";
  },
  write: (value) => String(value),
});

/** A whole number up to 2^53: an expiry exceeds 32 bits. */
export const asNumber = (path: string[], ...aliases: Aliases): Field<number> => ({
  path,
  read(parent) {
    const written = firstText(parent, [path, ...aliases]) ?? "";
    return /^\d{1,15}$/.test(written) ? Number(written) : undefined;
  },
  write: (value) => String(value),
});

/** A port. 0 is the API's way to say that there is none. */
export const asPort = (path: string[]): Field<number> => ({
  ...asNumber(path),
  read: (parent) => asNumber(path).read(parent) || undefined,
  isNone: (written) => /^0+$/.test(written),
});

/** An object. Left out if it has no property. */
export const asObject = <T extends object>(
  path: string[],
  shape: Codec<T>,
  derived: readonly string[] = [],
): Field<T> => ({
  path,
  object: { shape, derived },
  read(parent) {
    const found = element(parent, ...path);
    const value = found && decode(shape, found);
    return value && Object.keys(value).length > 0 ? value : undefined;
  },
  write: (value) => encode(shape, value),
});

/** A list: none, one or many elements with the same name, in an element around them or directly in the parent. */
export const asList = <T extends object>(
  around: string[],
  item: string,
  shape: Codec<T>,
  isSame: readonly ((one: T, other: T) => boolean)[] = [],
): Field<T[]> => ({
  path: around.length > 0 ? around : [item],
  items: { around, item, shape, isSame },
  read: (parent) =>
    list(parent, ...around, item).flatMap((node) => {
      const value = typeof node === "string" ? {} : decode(shape, node);
      return Object.keys(value).length > 0 ? [value as T] : [];
    }),
  write(values) {
    const items = values.map((value) => encode(shape, value));
    return around.length > 0 ? { [item]: items } : items;
  },
});
