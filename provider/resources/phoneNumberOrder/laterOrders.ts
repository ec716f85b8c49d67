import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import { customerOrderId, type NumberBook, takenOver } from "../ordering/numberBook.js";
import { stillHeld } from "../ordering/purchases.js";
import { mayBringMore, type NumberStock } from "./stock.js";

interface LaterOrder {
  count: number;
  outcome: OrderOutcome;
}

/**
 * Orders of this resource that its state does not know: placed after the backup it was restored from, or by a run that
 * was killed. Without them their numbers would be paid for and nobody's.
 *
 * What has taken this resource over by force orders under the same ids, so nothing is looked for where a note on one of its
 * orders names the other (docs/maintainers/money.md#later-orders).
 */
export async function laterOrders(call: Call<Bandwidth>, { book, orderIds }: NumberStock): Promise<LaterOrder[]> {
  const { api, signal } = call;
  const later: LaterOrder[] = [];
  // What was imported as a list has a key that is nobody else's.
  if (!book.listed && !book.taken && !book.origins && orderIds.length === 0) return later;
  for (let count = book.count + 1; ; count++) {
    const found = await api.orders.find(customerOrderId(book, count), signal);
    if (found.length === 0) return later;
    if (count === book.count + 1 && (await anyTakenOver())) return later;
    for (const { orderId } of found) {
      const outcome = await stillOurs(call, book, orderId);
      if (outcome) later.push({ count, outcome });
    }
  }

  async function anyTakenOver(): Promise<boolean> {
    const taken = await Promise.all(orderIds.map((orderId) => takenOver(call, orderId, book)));
    return taken.includes(true);
  }
}

/** An order with what it still holds; undefined when it holds nothing, and when another resource has taken it over. */
async function stillOurs(call: Call<Bandwidth>, book: NumberBook, orderId: string): Promise<OrderOutcome | undefined> {
  const outcome = await call.api.orders.get(orderId, call.signal);
  if (!outcome || (await takenOver(call, orderId, book))) return undefined;
  const completed = await stillHeld(call.api, outcome);
  return completed.length > 0 || mayBringMore(outcome) ? { ...outcome, completed } : undefined;
}

/**
 * Looks once more for orders under ids that were used: an order of a killed run, which the API's list did not show yet when the
 * next run looked for it, stands beside the one that was placed then.
 */
export async function takeUnconfirmedOrders(call: Call<Bandwidth>, stock: NumberStock): Promise<boolean> {
  const { book } = stock;
  let taken = false;
  for (const count of book.unconfirmed ?? []) {
    const found = await call.api.orders.find(customerOrderId(book, count), call.signal);
    for (const { orderId } of found.filter((one) => !stock.orderIds.includes(one.orderId))) {
      const outcome = await stillOurs(call, book, orderId);
      if (!outcome) continue;
      stock.take(outcome);
      call.warn(
        `order ${orderId} has the id of an order that is in the state: a run that was killed had placed it, and the API did not ` +
          `show it to the next run. Its numbers are in the state now: ${namesOf(outcome.completed, 10)}.`,
      );
      taken = true;
    }
  }
  book.unconfirmed = undefined;
  return taken;
}

/** Takes such orders into the state, and tells whether there were any. */
export async function rememberLaterOrders(
  call: Call<Bandwidth> & { state: { search?: unknown } },
  stock: NumberStock,
): Promise<boolean> {
  const unconfirmed = await takeUnconfirmedOrders(call, stock);
  const later = await laterOrders(call, stock);
  for (const { count, outcome } of later) {
    // Which listed numbers are still to come is in the program: the next update takes such an order up.
    if (mayBringMore(outcome) && call.state.search === undefined) break;
    stock.book.count = count;
    stock.take(outcome);
    const { orderId, completed } = outcome;
    call.info(`order ${orderId} was not in the state: found again, with ${countOf(completed)}`);
  }
  return unconfirmed || later.length > 0;
}
