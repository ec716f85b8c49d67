import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import { countOf } from "../ordering/failures.js";
import { customerOrderId, noteOwnership } from "../ordering/orderLedger.js";
import { stillHeld } from "../ordering/purchases.js";
import { keeperOf } from "../ordering/things.js";
import type { NumberCall, Waiting } from "./call.js";
import { type Holdings, mayBringMore } from "./holdings.js";

/** An order of an earlier run, and what is left of it. */
export interface RecoverableOrder {
  outcome: OrderOutcome;
  completed: string[];
  /** What it holds, and another resource of the program declares and does not have yet. */
  untaken: string[];
}

/**
 * One whose numbers are no longer in service by that very order is history (docs/maintainers/money.md#never-buy-twice). So are
 * those that passed to another resource of the program: it declares or holds them.
 */
export async function recoverable(call: NumberCall, outcome: OrderOutcome): Promise<RecoverableOrder | undefined> {
  // An order that could not be looked at may hold anything: to go on without knowing could buy its numbers again.
  if (outcome.interruption && !["time-out", "unknown state"].includes(outcome.interruption.reason))
    throw outcome.interruption;
  const held = await stillHeld(call.api, outcome);
  const limitMs = call.timeoutMs ?? call.api.orderTimeoutMs;
  if (held.length > 0) await call.others.atRest({ signal: call.signal, limitMs });
  const completed = held.filter((number) => keeperOf(call.others, number) === undefined);
  const untaken = held.filter((number) => keeperOf(call.others, number)?.holds === false);
  const isOver = completed.length + untaken.length === 0 && !mayBringMore(outcome);
  return isOver ? undefined : { outcome, completed, untaken };
}

/**
 * Takes over what a killed run of this resource has ordered after all that its state knows: one id after the other, to the first
 * that was never used.
 */
export async function adoptLaterOrders(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const { api, inputs, signal } = call;
  for (let count = holdings.ledger.count + 1; holdings.unusedCount !== count; count += 1) {
    const found = await api.orders.find(customerOrderId(holdings.ledger, count), signal);
    if (found.length === 0) {
      holdings.unusedCount = count;
      return;
    }
    for (const { orderId } of found) {
      const there = await recoverable(call, await api.orders.follow(orderId, waiting));
      if (there) await adoptOrder(call, holdings, there, inputs.telephoneNumbers ?? []);
    }
    // Only now: a take-over that failed has to be found again, under this very count.
    holdings.ledger.count = count;
  }
}

/** Takes over an order that exists, with a note on it that says so. What another resource declares is left to that one. */
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
    `order ${outcome.orderId} of an earlier run is taken up, with ${countOf(completed)}; nothing is bought twice`,
  );
}
