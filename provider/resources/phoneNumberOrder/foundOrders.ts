import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import { unlessMissing } from "../../bandwidth/orders/missing.js";
import type { OrderNote } from "../../bandwidth/orders/notes.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import type { OrderIdentity, OrderLedger } from "../ordering/orderLedger.js";
import { otherHolder, ownClaims } from "../ordering/ownershipNotes.js";
import type { Looked, RecoveryPolicy } from "../ordering/ownOrders.js";
import { numberThing } from "../ordering/things.js";
import type { NumberInputs } from "./call.js";
import { mayBringMore } from "./holdings.js";
import { takersIn } from "./passNotes.js";
import { adoptId } from "./refusals.js";

/*
 * An order under an id of this resource that its state does not know: a killed run placed it. Since then somebody else may have
 * adopted it, or some of its numbers. In this program the states say so. Of another stack, only the notes on the order do
 * (docs/maintainers/money.md#ownership-notes). They are read only for such an order, so an ordinary run asks for none.
 */

/** An order of an earlier run, and what is left of it. */
export interface RecoverableOrder {
  outcome: OrderOutcome;
  completed: string[];
  /** What it holds that another resource of the program declares and doesn't have yet. */
  untaken: string[];
}

/** Who finds an order, and what it knows of its own orders. */
export interface Finder {
  ledger: OrderIdentity & Pick<OrderLedger, "heard">;
  /** Orders of this resource on which notes about its numbers may be. */
  origins?: readonly string[];
  /** What stands in this place now has this claim. */
  standing?: OrderIdentity;
}

/** Says of an order that was found who else has it. Undefined if nobody is known to. */
export async function holderOfFound(
  call: Call<Bandwidth>,
  orderId: string,
  { ledger, standing }: Finder,
  policy: RecoveryPolicy,
): Promise<Looked<never> | undefined> {
  const written = await notesOf(call, orderId);
  const undone = "Nothing was bought.";
  const anew = ", or set `replacementTriggers` to buy other numbers";
  const asked = { ledger, written, what: "order", undone, anew };
  const theirs = otherHolder(call, orderId, asked);
  if (theirs && standing && !otherHolder(call, orderId, { ...asked, ledger: standing })) return undefined;
  if (theirs && policy[theirs.standing] === "skip")
    call.info(`order ${orderId} of an earlier run is left alone: another resource has adopted it since`);
  return theirs;
}

/** The numbers of an order that was found, without those that somebody else took since by number. */
export async function withoutPassed(
  call: Call<Bandwidth>,
  orderId: string,
  completed: readonly string[],
  { ledger, origins = [], standing }: Finder,
): Promise<string[]> {
  if (completed.length === 0) return [];
  const takers = await othersOn(call, [...origins, orderId], standing ? [ledger, standing] : [ledger]);
  const passed = completed.filter((number) => takers.has(number));
  if (passed.length > 0) tellPassed(call, passed);
  return completed.filter((number) => !takers.has(number));
}

/** Who else took numbers of these orders last, by the notes on them. Notes with a mark of this place name claims of its own. */
async function othersOn(
  call: Call<Bandwidth>,
  orderIds: readonly string[],
  identities: readonly OrderIdentity[],
): Promise<Map<string, string>> {
  const ids = [...new Set(orderIds)];
  const written = await Promise.all(ids.map((orderId) => notesOf(call, orderId)));
  const claims = identities.flatMap((identity) =>
    ids.flatMap((orderId, index) => ownClaims(call, orderId, written[index] ?? [], identity)),
  );
  return takersIn(written.flat(), [...identities, ...claims.map((claim) => ({ claim }))]);
}

/** An order that came in another way, such as a port-in, has no such notes. */
const notesOf = async ({ api, signal }: Call<Bandwidth>, orderId: string): Promise<OrderNote[]> =>
  (await unlessMissing("orders", api.orders.notes(orderId, signal))) ?? [];

/**
 * Leaves alone what somebody else took by number from the orders that a create has found. The claim of the state that was lost
 * is unknown. So what this place has, as this run has seen, is its own whatever the notes say.
 */
export async function leavePassed(
  call: Call<Bandwidth>,
  ledger: OrderIdentity,
  earlier: readonly RecoverableOrder[],
): Promise<string[]> {
  const held = earlier.flatMap(({ completed }) => completed);
  if (held.length === 0) return [];
  const orderIds = earlier.map(({ outcome }) => outcome.orderId);
  const takers = await othersOn(call, orderIds, [ledger]);
  const passed = new Set(held.filter((number) => takers.has(number) && !call.others.isHere(numberThing(number))));
  if (passed.size === 0) return [];
  tellPassed(call, [...passed]);
  for (const one of earlier) one.completed = one.completed.filter((number) => !passed.has(number));
  return [...passed];
}

/** Whether anything of an order that a create has found is left to it. */
export const isLeft = ({ completed, untaken, outcome }: RecoverableOrder): boolean =>
  completed.length + untaken.length > 0 || mayBringMore(outcome);

/**
 * A search would buy others in place of numbers that somebody else took. Only a person can tell whether that is wanted. A list
 * names its numbers, and is refused where it takes over what is in service.
 */
export function refuseInPlaceOf(
  { quantity }: NumberInputs,
  passed: readonly string[],
  earlier: readonly RecoverableOrder[],
): void {
  if (quantity === undefined || passed.length === 0) return;
  const there = earlier.reduce((sum, { completed, outcome }) => sum + completed.length + outcome.pending, 0);
  if (there >= quantity) return;
  const [has, them] = passed.length === 1 ? ["has", "it"] : ["have", "them"];
  throw new Error(
    `${namesOf(passed, 10)}: ordered by an earlier run of this resource, and ${has} passed to another resource since, as a note on ` +
      `the order says. Nothing was bought. If another stack has ${them}, remove this resource from the program, or set \`replacementTriggers\` ` +
      `to buy other numbers. If it is this resource that is being replaced, run \`pulumi up --refresh\`. A refresh does not show a resource ` +
      `that waits for its delete after \`--replace\`: if one of this program has ${them}, set \`replacementTriggers\`. If no stack has ${them}, write a ` +
      `list of all numbers in place of the search, and adopt ${them}: write \`adopt\` (TypeScript classes) or the resource option ` +
      `\`import\` (plugin) with "${adoptId(passed)}".`,
  );
}

function tellPassed({ info }: Call<Bandwidth>, passed: readonly string[]): void {
  const [was, it] = passed.length === 1 ? ["was", "it"] : ["were", "them"];
  info(
    `${countOf(passed)} of an earlier run of this resource ${was} left alone: another resource has taken ${it} since: ${namesOf(passed)}`,
  );
}
