import type { Call } from "./call.js";
import type { XmlTree } from "./xml.js";

/** One page of a list, and the links that lead on. */
export interface Page<Item> {
  items: Item[];
  links: XmlTree;
}

/** A link as the API writes it: with a host and a version that nobody called (api-in-practice §2.4). */
function link(call: Call, rel: string, page: string, size: number): string {
  const query = new URLSearchParams(call.query);
  query.set("page", page);
  query.set("size", String(size));
  return `Link=<${call.settings.linkBase}${call.path}?${query}>;rel="${rel}";`;
}

/** The `<first>` link alone, for lists without elements. */
export function firstLink(call: Call, size = 300): XmlTree {
  return { first: link(call, "first", "1", size) };
}

/**
 * Cuts the page that the token names out of the list: `1` is the first one, anything else is the key of the
 * page's first element. A key that is gone gives an empty page.
 */
export function pageOf<Item>(call: Call, items: Item[], key: (item: Item) => string, asked: number): Page<Item> {
  const size = Math.min(asked, call.settings.largestPage ?? asked);
  const token = call.query.get("page") ?? "1";
  const start = token === "1" ? 0 : items.findIndex((item) => key(item) === token);
  if (start < 0) return { items: [], links: firstLink(call, size) };
  const next = items[start + size];
  const links: XmlTree = { first: link(call, "first", "1", size) };
  if (next !== undefined) links.next = link(call, "next", key(next), size);
  return { items: items.slice(start, start + size), links };
}

/** The size parameter; undefined when absent or no whole number above 0. */
export function sizeOf(call: Call): number | undefined {
  const size = call.query.get("size");
  return size !== null && /^[1-9]\d*$/.test(size) ? Number(size) : undefined;
}
