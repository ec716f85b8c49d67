import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import { countOf } from "../ordering/failures.js";
import { customerOrderId, writeClaim } from "../ordering/numberBook.js";
import { stillHeld } from "../ordering/purchases.js";
import { keeperOf } from "../ordering/things.js";
import type { NumberCall, Waiting } from "./call.js";
import { mayBringMore, type NumberStock } from "./stock.js";

/** An order of an earlier run, and what is left of it. */
export interface Standing {
  outcome: OrderOutcome;
  completed: string[];
  /** What it holds, and another resource of the program declares and does not have yet. */
  untaken: string[];
}

/**
 * One whose numbers are no longer in service by that very order is history (docs/maintainers/money.md#never-buy-twice). So are
 * those that passed to another resource of the program: it declares or holds them.
 */
export async function standing(call: NumberCall, outcome: OrderOutcome): Promise<Standing | undefined> {
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
export async function takeUpLaterOrders(call: NumberCall, stock: NumberStock, waiting: Waiting): Promise<void> {
  const { api, inputs, signal } = call;
  for (let count = stock.book.count + 1; stock.unusedCount !== count; count += 1) {
    const found = await api.orders.find(customerOrderId(stock.book, count), signal);
    if (found.length === 0) {
      stock.unusedCount = count;
      return;
    }
    for (const { orderId } of found) {
      const there = await standing(call, await api.orders.follow(orderId, waiting));
      if (there) await takeUp(call, stock, there, inputs.telephoneNumbers ?? []);
    }
    // Only now: a take-over that failed has to be found again, under this very count.
    stock.book.count = count;
  }
}

/** Takes over an order that exists, with a note on it that says so. What another resource declares is left to that one. */
export async function takeUp(
  call: NumberCall,
  stock: NumberStock,
  { outcome, completed, untaken }: Standing,
  asked: string[],
): Promise<void> {
  await writeClaim(call, outcome.orderId, stock.book);
  stock.take({ ...outcome, completed }, asked);
  stock.leave([], untaken);
  stock.book.sipPeerId ??= outcome.sipPeerId;
  call.info(
    `order ${outcome.orderId} of an earlier run is taken up, with ${countOf(completed)}; nothing is bought twice`,
  );
}
