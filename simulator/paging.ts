import type { Call } from "./call.js";
import type { XmlTree } from "./xml.js";

/** One page of a list, and its links. */
export interface Page<Item> {
  items: Item[];
  /** Undefined in a list without links, however many pages it has. */
  links?: XmlTree;
  /** Whether another page follows. */
  more: boolean;
}

/** A link as the API writes it: with a host and a version that were not called (docs/maintainers/api.md#paging). */
function link(call: Call, rel: string, page: string, size: number): string {
  const query = new URLSearchParams(call.query);
  query.set("page", page);
  query.set("size", String(size));
  return `Link=<${call.settings.linkBase}${call.path}?${query}>;rel="${rel}";`;
}

/** Only the `<first>` link, for empty lists. */
export function firstLink(call: Call, size = 300): XmlTree {
  return { first: link(call, "first", "1", size) };
}

/**
 * Cuts the page that the token names out of the list. `1` is the first page. Anything else is the key of the page's
 * first element, or a page number where the list counts its pages. An unknown key gives an empty page.
 */
export function pageOf<Item>(
  call: Call,
  items: Item[],
  key: (item: Item) => string,
  asked: number,
  linkless = call.settings.listLinks === "never",
): Page<Item> {
  const { ignoresPage, largestPage = asked, pagesWithoutLinks } = call.settings;
  const size = Math.min(asked, largestPage);
  const token = ignoresPage ? "1" : (call.query.get("page") ?? "1");
  const numbered = linkless && pagesWithoutLinks === "numbered";
  const named = () => items.findIndex((item) => key(item) === token);
  const start = token === "1" ? 0 : numbered ? (Number(token) - 1) * size : named();
  if (!(start >= 0)) return { items: [], links: linkless ? undefined : firstLink(call, size), more: false };
  const next = items[start + size];
  if (linkless) return { items: items.slice(start, start + size), more: next !== undefined };
  const links: XmlTree = { first: link(call, "first", "1", size) };
  if (next !== undefined) links.next = link(call, "next", key(next), size);
  return { items: items.slice(start, start + size), links, more: next !== undefined };
}

/** The size parameter. Undefined when it is missing or isn't a whole number above 0. */
export function sizeOf(call: Call): number | undefined {
  const size = call.query.get("size");
  return size !== null && /^[1-9]\d*$/.test(size) ? Number(size) : undefined;
}
