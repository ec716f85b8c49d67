import { isDeepStrictEqual } from "node:util";
import { unfolded } from "./attributes.js";
import { type Codec, decode, type Field, fieldsOf, type KnownItems, place } from "./codec.js";
import { ATTRIBUTES, OF_TEXTS } from "./element.js";
import { element, list, text, type XmlElement, type XmlNode } from "./xml.js";

/**
 * The document for a PUT that replaces what is there. It says what `value` says. It also keeps every element in `there`
 * that the shape doesn't know, at every depth, because the API resets what a PUT leaves out. Each list item is matched
 * with its earlier self.
 *
 * An empty property that stays empty isn't written: there is nothing to clear, and an empty element may mean more than
 * a missing one. Attributes are kept like elements, except those of a text that is written anew.
 */
export function changedDocument<T extends object>(shape: Codec<T>, there: XmlElement, value: T): XmlElement {
  const current = unfolded(there);
  const told = decode(shape, current) as Record<string, unknown>;
  const kept = copyOf(current);
  const written: XmlElement = Object.create(null);
  for (const [name, field] of fieldsOf(shape)) {
    const wanted = (value as Record<string, unknown>)[name];
    takeOut(kept, field, wanted !== undefined);
    if (wanted === undefined || (isNothing(wanted) && isNothing(told[name]))) continue;
    place(written, placeOf(field, current), writeOver(field, wanted, told[name], current));
  }
  return joined(written, kept, current);
}

/** The known place where a property is now. This API may not understand the others. */
const placeOf = ({ path, aliases = [] }: Field<unknown>, current: XmlElement): readonly string[] =>
  [path, ...aliases].find((one) => list(current, ...one).some(hasContent)) ?? path;

const isNothing = (value: unknown) =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Writes a property into its present content. */
function writeOver(field: Field<unknown>, wanted: unknown, told: unknown, current: XmlElement): XmlNode | XmlNode[] {
  if (field.items) return writeItems(field.items, wanted as object[], current);
  const there = element(current, ...field.path);
  if (!field.object || !there) return field.write(wanted);
  const { shape, derived = [] } = field.object;
  const isAnother = !isDeepStrictEqual(withoutUndefined(told), withoutUndefined(wanted));
  return changedDocument(shape, isAnother ? without(there, derived) : there, wanted as object);
}

function writeItems(
  { around, item, shape, isSame }: KnownItems,
  wanted: object[],
  current: XmlElement,
): XmlNode | XmlNode[] {
  const left = list(current, ...around, item).flatMap((node) =>
    typeof node === "string" ? [] : [{ node, told: decode(shape, node) }],
  );
  const before = new Map<object, XmlElement>();
  const equal = (one: object, other: object) => isDeepStrictEqual(withoutUndefined(one), withoutUndefined(other));
  for (const same of [equal, ...isSame]) {
    for (const one of wanted.filter((it) => !before.has(it))) {
      const index = left.findIndex(({ told }) => same(told, one));
      const [found] = index < 0 ? [] : left.splice(index, 1);
      if (found) before.set(one, found.node);
    }
  }
  const nodes = wanted.map((one) => changedDocument(shape, before.get(one) ?? {}, one));
  return around.length > 0 ? { [item]: nodes } : nodes;
}

/**
 * Removes a field's known content from a document. Content that the field can't read stays, unless something else takes
 * its place.
 */
function takeOut(document: XmlElement, field: Field<unknown>, isReplaced: boolean): void {
  if (field.items) {
    const { around, item, shape } = field.items;
    cut(document, [...around, item], (node) => Object.keys(decode(shape, node)).length > 0);
    return;
  }
  const isKnown = (node: XmlElement) => {
    const alone = {};
    place(alone, field.path, node);
    return field.read(alone) !== undefined || field.isNone?.(text(node) ?? "") === true;
  };
  for (const path of [field.path, ...(field.aliases ?? [])]) {
    cut(document, path, (node) => isReplaced || isKnown(node));
  }
}

/** Removes the content at a path, empty content, and elements around it that become empty. */
function cut(parent: XmlElement, [name = "", ...below]: readonly string[], fits: (node: XmlElement) => boolean): void {
  const nodes = nodesOf(parent[name]);
  if (nodes.length === 0) return;
  const left = nodes.filter((node) => {
    const asElement = typeof node === "string" ? { "#text": node } : node;
    if (below.length === 0) return hasContent(node) && !fits(asElement);
    if (typeof node !== "string") cut(node, below, fits);
    return hasContent(node);
  });
  put(parent, name, left);
}

/**
 * Merges both documents: first the elements of `written`, in its sequence, then each other element at its place in
 * `current`.
 */
function joined(written: XmlElement, kept: XmlElement, current: XmlElement): XmlElement {
  const names = Object.keys(written);
  let last = -1;
  for (const name of Object.keys(current)) {
    const index = names.indexOf(name);
    if (index >= 0) last = index;
    else if (nodesOf(kept[name]).some(hasContent)) names.splice(++last, 0, name);
  }
  // An element may have the name of a property that every object has.
  const all: XmlElement = Object.create(null);
  if (current[ATTRIBUTES]) all[ATTRIBUTES] = current[ATTRIBUTES];
  for (const name of names) {
    const ours = Object.hasOwn(written, name) ? written[name] : undefined;
    const theirs = kept[name];
    const around = element(current, name);
    if (ours === undefined) put(all, name, nodesOf(theirs).filter(hasContent));
    else if (isElement(ours) && isElement(theirs) && around) all[name] = joined(ours, theirs, around);
    else put(all, name, theirs === undefined ? ours : [...nodesOf(ours), ...nodesOf(theirs)]);
  }
  return all;
}

function put(parent: XmlElement, name: string, nodes: XmlNode | XmlNode[]): void {
  if (!Array.isArray(nodes)) parent[name] = nodes;
  else if (nodes.length === 0) delete parent[name];
  else parent[name] = nodes.length === 1 ? nodes[0] : nodes;
}

const nodesOf = (found: XmlNode | XmlNode[] | undefined): XmlNode[] =>
  found === undefined ? [] : Array.isArray(found) ? found : [found];

const isElement = (node: XmlNode | XmlNode[] | undefined): node is XmlElement =>
  typeof node === "object" && !Array.isArray(node);

function hasContent(node: XmlNode): boolean {
  if (typeof node === "string") return node.trim() !== "";
  return node[ATTRIBUTES] !== undefined || Object.values(node).some((inner) => nodesOf(inner).some(hasContent));
}

function copyOf(node: XmlElement): XmlElement {
  const copy: XmlElement = Object.create(null);
  if (node[ATTRIBUTES]) copy[ATTRIBUTES] = node[ATTRIBUTES];
  for (const [name, inner] of Object.entries(node)) {
    const copies = nodesOf(inner).map((one) => (typeof one === "string" ? one : copyOf(one)));
    put(copy, name, copies);
  }
  return copy;
}

/** Without the elements with these names. */
export function without(node: XmlElement, names: readonly string[]): XmlElement {
  const left: XmlElement = Object.fromEntries(Object.entries(node).filter(([name]) => !names.includes(name)));
  if (node[ATTRIBUTES]) left[ATTRIBUTES] = node[ATTRIBUTES];
  if (node[OF_TEXTS]) left[OF_TEXTS] = node[OF_TEXTS];
  return left;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([name, part]) => [name, withoutUndefined(part)]));
}
