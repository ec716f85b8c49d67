import { list, text, type XmlElement, type XmlNode } from "../xml/xml.js";

/** The first page of every list (docs/maintainers/api.md#paging). */
export const firstPage = "1";

/** The default page size. Every paged list allows it. */
export const usualSize = 1_000;

/** Links are at the top of a list, or one or two wrappers below. */
const deepestLinks = 3;

/**
 * The `page` parameter of the link to the next page. The rest of the link (host, port, version, size) often differs
 * from what was called, and isn't used (docs/maintainers/api.md#paging).
 */
export function nextPage(body: XmlElement): string | undefined {
  const link = nextLink(body, deepestLinks);
  const page = link === undefined ? undefined : /[?&;]page=([^&<>;"\s]+)/i.exec(link)?.[1];
  if (page === undefined) return undefined;
  try {
    return decodeURIComponent(page);
  } catch {
    return page;
  }
}

/** Whether a list has links at all, with or without a next page. */
export function hasLinks(node: XmlNode, depth = deepestLinks): boolean {
  if (typeof node === "string") return false;
  if (list(node, "Links").length > 0) return true;
  if (depth === 0) return false;
  return Object.keys(node).some((name) => {
    const [child, ...more] = list(node, name);
    // Repeated elements are the list's items.
    return child !== undefined && more.length === 0 && hasLinks(child, depth - 1);
  });
}

function nextLink(node: XmlNode, depth: number): string | undefined {
  if (typeof node === "string") return undefined;
  const here = text(node, "Links", "next");
  if (here !== undefined || depth === 0) return here;
  for (const name of Object.keys(node)) {
    const children = list(node, name);
    // Repeated elements are the list's items.
    const below = children.length === 1 ? nextLink(children[0] ?? "", depth - 1) : undefined;
    if (below !== undefined) return below;
  }
  return undefined;
}
