import { ConfigurationError } from "./errors.js";

type QueryValue = string | number | boolean;

/** A query's values. Undefined values are left out. A list repeats its name once for each value. */
export type Query = Record<string, QueryValue | readonly QueryValue[] | undefined>;

/**
 * `/accounts/1/sites`: every segment percent-encoded, so that no id can lead to another place.
 * @throws ConfigurationError for an empty segment, "." and "..", which no encoding can protect.
 */
export function encodePath(segments: readonly string[]): string {
  return segments.map((segment) => `/${encodeSegment(segment)}`).join("");
}

function encodeSegment(segment: string): string {
  if (segment === "" || segment === "." || segment === "..") {
    throw new ConfigurationError(`"${segment}" can't be an id: it would address something else`);
  }
  return encodeURIComponent(segment);
}

/** `?page=1&size=30`, every name and value percent-encoded. Empty when there is no value. */
export function encodeQuery(query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`),
  );
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/**
 * The id of what was created: the last non-empty segment of `Location`, without query, decoded. The rest of the path
 * often differs from the path that was called (docs/maintainers/api.md#ids). A `Location` that only names what was called has no
 * id: taken for one, it would stand for an order that nobody finds again.
 */
export function idFromLocation(location: string | null, called = ""): string | undefined {
  const path = (location ?? "").replace(/[?#].*$/s, "").replace(/^[a-z]+:\/\/[^/]*/i, "");
  const segment = path.split("/").findLast((part) => part.trim() !== "");
  const id = segment === undefined ? undefined : decoded(segment.trim());
  const isCalled = id === decoded(called.slice(called.lastIndexOf("/") + 1));
  return id !== undefined && isId(id) && !isCalled ? id : undefined;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Accepts only text that a path can carry and that a terminal doesn't interpret. */
const isId = (text: string) => /^[^\p{C}/]+$/u.test(text) && text !== "." && text !== "..";
