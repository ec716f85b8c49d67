import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import { orderState } from "../../bandwidth/orders/kinds.js";
import type { FoundOrder } from "../../bandwidth/orders/submit.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf } from "../ordering/failures.js";
import { noteOwnership } from "../ordering/ownershipNotes.js";
import {
  adoptable,
  type Looked,
  missingOrder,
  ownOrders,
  type RecoveryPolicy,
  recoveryPolicies,
} from "../ordering/ownOrders.js";
import { stillHeld } from "../ordering/purchases.js";
import { keeperOf } from "../ordering/things.js";
import type { NumberCall, Waiting } from "./call.js";
import { type Finder, holderOfFound, type RecoverableOrder, withoutPassed } from "./foundOrders.js";
import { type Holdings, mayBringMore } from "./holdings.js";

/** Waits for each of these orders of this resource. Yields those that the policy adopts, one by one. */
export function followOwn(
  call: NumberCall,
  found: readonly FoundOrder[],
  waiting: Waiting,
  policy: RecoveryPolicy,
  finder: Finder,
): AsyncGenerator<RecoverableOrder, void> {
  const follow = async ({ orderId, status }: FoundOrder): Promise<Looked<RecoverableOrder>> => {
    const theirs = orderState(status) === "failed" ? undefined : await holderOfFound(call, orderId, finder, policy);
    // Whoever had it, what is over is nobody's.
    if (theirs && !(await isOver(call, orderId))) return theirs;
    return standingOf(call, await call.api.orders.follow(orderId, waiting), finder);
  };
  return adoptable(found, follow, policy);
}

/**
 * Looks once at each of these orders of this resource, without waiting. Returns those that the policy adopts, with what they
 * still hold.
 */
export function lookAtOwn(
  call: Call<Bandwidth>,
  found: readonly FoundOrder[],
  finder: Finder,
  policy: RecoveryPolicy,
): AsyncGenerator<OrderOutcome, void> {
  const { api, signal } = call;
  const look = async ({ orderId }: FoundOrder): Promise<Looked<OrderOutcome>> => {
    const outcome = await api.orders.get(orderId, signal);
    if (!outcome) return missingOrder(`order ${orderId}`);
    const theirs = outcome.state === "failed" ? undefined : await holderOfFound(call, orderId, finder, policy);
    if (theirs) return theirs;
    const completed = await withoutPassed(call, orderId, await stillHeld(api, outcome), finder);
    return standingBy(outcome, completed.length, { ...outcome, completed });
  };
  return adoptable(found, look, policy);
}

/**
 * The state of a followed order. Numbers that are no longer in service by this same order no longer count
 * (docs/maintainers/money.md#never-buy-twice). Nor do those that passed to another resource of the program, which declares or
 * holds them.
 */
async function standingOf(call: NumberCall, outcome: OrderOutcome, finder: Finder): Promise<Looked<RecoverableOrder>> {
  const { interruption } = outcome;
  if (interruption && !["time-out", "unknown state"].includes(interruption.reason))
    return { standing: interruption.reason === "not found" ? "missing" : "unreadable", error: interruption };
  const held = await stillHeld(call.api, outcome);
  const limitMs = call.timeoutMs ?? call.api.orderTimeoutMs;
  if (held.length > 0) await call.others.atRest({ signal: call.signal, limitMs });
  const free = held.filter((number) => keeperOf(call.others, number) === undefined);
  // A create asks this of all its orders at once.
  const completed = finder.origins ? await withoutPassed(call, outcome.orderId, free, finder) : free;
  const untaken = held.filter((number) => keeperOf(call.others, number)?.holds === false);
  return standingBy(outcome, completed.length + untaken.length, { outcome, completed, untaken });
}

async function isOver({ api, signal }: NumberCall, orderId: string): Promise<boolean> {
  const outcome = await api.orders.get(orderId, signal);
  return outcome !== undefined && !mayBringMore(outcome) && (await stillHeld(api, outcome)).length === 0;
}

function standingBy<Order>(outcome: OrderOutcome, held: number, order: Order): Looked<Order> {
  if (held > 0) return { standing: "holding", order };
  if (mayBringMore(outcome)) return { standing: "open", order };
  return outcome.state === "failed" ? { standing: "dead" } : { standing: "history", order };
}

/**
 * Adopts what a killed run of this resource ordered after everything that its state knows: one id after the other, to the first
 * that was never used.
 */
export async function adoptLaterOrders(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const { api, inputs, signal } = call;
  const { ledger } = holdings;
  const find = (id: string) => api.orders.find(id, signal);
  for await (const { count, found } of ownOrders(ledger, find, { from: ledger.count + 1, unused: holdings })) {
    for await (const one of followOwn(call, found, waiting, recoveryPolicies.numbersOnUpdate, holdings))
      await adoptOrder(call, holdings, one, inputs.telephoneNumbers ?? []);
    // Only now: an adoption that failed must be found again under this same count.
    ledger.count = count;
  }
}

/** Adopts an existing order, with a note on it that says so. What another resource declares is left to that one. */
export async function adoptOrder(
  call: NumberCall,
  holdings: Holdings,
  { outcome, completed, untaken }: RecoverableOrder,
  asked: string[],
): Promise<void> {
  await noteOwnership(call, outcome.orderId, holdings.ledger);
  holdings.take({ ...outcome, completed }, asked);
  holdings.leave([], untaken);
  holdings.ledger.sipPeerId ??= outcome.sipPeerId;
  call.info(
    `order ${outcome.orderId} of an earlier run is adopted, with ${countOf(completed)}; nothing is bought twice`,
  );
}
