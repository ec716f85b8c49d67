import { cut } from "../../cut.js";

/** Longer names of orders are refused. */
const LONGEST = 50;

/** The name of an order whose program gives it none: the resource's own name, as much of it as an order's name may have. */
export function orderName(urn: string): string {
  // What XML cannot carry would fail every order.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out.
  const name = (urn.split("::").slice(3).join("::") || "").replaceAll(/[\u0000-\u001f\ufffe\uffff]+/g, " ").trim();
  return cut(name, LONGEST).trim() || "pulumi";
}
