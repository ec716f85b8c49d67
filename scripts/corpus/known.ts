import { operations } from "../../provider/bandwidth/operations.js";
import { plainPath } from "./bodies.js";

/** An operation's name, as in `GET /accounts/{}/sites/{}`: sources use different parameter names. */
export function operationName(named: string): string {
  const [method = "", ...rest] = named.replace(" (v2)", "").split(" ");
  return `${method} ${plainPath(rest.join(" "))}`;
}

const known = [...new Set(operations.map(operationName))];

/** Whether the provider uses this operation. */
export const isKnown = (operation: string): boolean => known.includes(operation);

/** A request's operation: of several matches, the one whose path has more fixed words. */
export function operationOf(method: string, segments: readonly string[]): string {
  const fits = known.filter((operation) => isOf(operation, [method, ...segments]));
  fits.sort((one, other) => one.split("{}").length - other.split("{}").length);
  return fits[0] ?? `${method} /${segments.join("/")}`;
}

function isOf(operation: string, segments: readonly string[]): boolean {
  const parts = operation.split(/ \/|\//);
  const fits = (part: string, at: number) => part === "{}" || part.toLowerCase() === segments[at]?.toLowerCase();
  return parts.length === segments.length && parts.every(fits);
}
