import { type Call, type Reply, statusRefusal } from "./call.js";

/** An endpoint: returns an answer, or throws a Refusal. */
export type Endpoint = (call: Call) => Reply;

/** One line of the table: `["GET", "/accounts/:account/sites/:site", handler]`. */
export type Route = [method: string, path: string, endpoint: Endpoint];

/** Lines of the table that the Universal Platform doesn't have. There, the path leads nowhere. */
export function onlyClassic(routes: Route[]): Route[] {
  return routes.map(([method, path, endpoint]) => [
    method,
    path,
    (call) => {
      if (call.dialect === "classic") return endpoint(call);
      throw statusRefusal(404, "ErrorResponse", "1016", `Resource does not exist: ${call.path}`);
    },
  ]);
}

interface Match {
  /** The line's path with its parameters. */
  path: string;
  endpoint: Endpoint;
  parameters: Record<string, string>;
}

/** Finds a request's endpoint. Returns "method" when the path exists only with other methods. */
export function router(routes: Route[]): (method: string, path: string) => Match | "method" | undefined {
  const compiled = routes.map(([method, path, endpoint]) => ({ method, path, endpoint, segments: path.split("/") }));
  return (method, path) => {
    const given = path.split("/");
    let known = false;
    for (const route of compiled) {
      const parameters = matchSegments(route.segments, given);
      if (parameters === undefined) continue;
      if (route.method === method) return { path: route.path, endpoint: route.endpoint, parameters };
      known = true;
    }
    return known ? "method" : undefined;
  };
}

function matchSegments(expected: string[], given: string[]): Record<string, string> | undefined {
  if (expected.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = given[index] ?? "";
    if (segment.startsWith(":")) {
      if (value === "") return undefined;
      try {
        parameters[segment.slice(1)] = decodeURIComponent(value);
      } catch {
        return undefined;
      }
    } else if (segment !== value) return undefined;
  }
  return parameters;
}
