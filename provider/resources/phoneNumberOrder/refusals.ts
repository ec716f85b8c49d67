import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import { namesOf } from "../ordering/failures.js";
import { purchaseOrders } from "../ordering/purchases.js";
import { grouped, numberThing } from "../ordering/things.js";
import { type NumberCall, partialFailure } from "./call.js";
import type { Holdings } from "./holdings.js";

/**
 * The numbers that the program's `adopt` names, by number or by the order that bought them. An existing list adopts them as a
 * new one would.
 */
export async function adoptedNow({ adopts, api }: NumberCall, numbers: readonly string[]): Promise<Set<string>> {
  if (adopts === undefined || numbers.length === 0) return new Set();
  const named = new Set(adopts.split(",").map((part) => normalizeTelephoneNumber(part.trim())));
  const byNumber = numbers.filter((number) => named.has(number));
  if (byNumber.length > 0) return new Set(byNumber);
  const orders = await purchaseOrders(api, numbers);
  return new Set(numbers.filter((number) => orders.get(number) === adopts.trim()));
}

/** A message names no more orders than a person reads. */
const MOST_LOOKED_AT = 10;
/** If there are more numbers than this, the id to adopt doesn't list them. */
const MOST_LISTED = 50;

/** Refuses to order numbers that are in service. */
export async function refuse(
  call: NumberCall,
  holdings: Holdings,
  kept: readonly string[],
  foreign: readonly string[],
): Promise<never> {
  const parts: string[] = [];
  for (const [name, numbers] of grouped(kept, (number) => call.others.holder(numberThing(number))?.name ?? "")) {
    const [them, pass] = numbers.length === 1 ? ["it", "the number passes"] : ["them", "the numbers pass"];
    parts.push(
      `${namesOf(numbers, 10)}: ${name} of this program has ${them}, and keeps ${them}. Lower its \`quantity\` in the same ` +
        `change, and ${pass} here.`,
    );
  }
  const orders = await purchaseOrders(call.api, foreign.slice(0, MOST_LOOKED_AT));
  if (foreign.length > 0) parts.push(aboutForeign(call, foreign, [...new Set(orders.values())]));
  const message = `Nothing was ordered.\n${parts.join("\n")}`;
  throw holdings.isEmpty ? new Error(message) : partialFailure(holdings, call, message);
}

function aboutForeign({ state, inputs }: NumberCall, numbers: readonly string[], orders: readonly string[]): string {
  const them = numbers.length === 1 ? "it" : "them";
  const from = orders.length === 0 ? "" : ` (bought by order ${orders.slice(0, 5).join(", ")})`;
  // An existing resource has no other name, and an `import` names all numbers of its list.
  const renamed = state ? "" : "If this resource had another name before, write that name in its option `aliases`. ";
  const named = state ? (inputs.telephoneNumbers ?? numbers) : numbers;
  return (
    `${namesOf(numbers, 10)}: already in service on this account${from}, and this run knows no resource of the program that ` +
    `has ${them}. ${renamed}If a resource of this stack had ` +
    `${them} that has left the program, run \`pulumi up --refresh\`. Otherwise adopt ${them}: write \`adopt\` (TypeScript classes) or the resource option \`import\` (plugin) with "${adoptId(named)}". ` +
    `Numbers that another stack has must leave that stack first, with \`pulumi state delete\`: it would disconnect them.`
  );
}

/** The import id that adopts exactly these numbers. */
export const adoptId = (numbers: readonly string[]) =>
  numbers.length <= MOST_LISTED ? numbers.join(",") : "these numbers, separated by commas";
