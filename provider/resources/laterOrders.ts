import type { OrderOutcome } from "../bandwidth/orders.js";
import type { Call } from "../pulumi/definition.js";
import type { Bandwidth } from "./define.js";
import { countOf } from "./failures.js";
import { customerOrderId, takenOver } from "./numberBook.js";
import { mayBringMore, type NumberStock } from "./numberStock.js";
import { stillHeld } from "./purchases.js";

/**
 * Orders of this resource that its state does not know: placed after the backup it was restored from, or by a run that
 * was killed. Without them their numbers would be paid for and nobody's.
 *
 * What has taken this resource over by force orders under the same ids, so nothing is looked for unless this one still
 * holds numbers by orders of its own: a note on each of those would name the other (design §4.1).
 */
export async function laterOrders(
  call: Call<Bandwidth>,
  { book, numbers, orderIds }: NumberStock,
): Promise<{ count: number; outcome: OrderOutcome }[]> {
  const { api, signal } = call;
  const later: { count: number; outcome: OrderOutcome }[] = [];
  // What was imported as a list has a key that is nobody else's.
  if (!book.listed && (numbers.length === 0 || orderIds.length === 0)) return later;
  for (let count = book.count + 1; ; count++) {
    const found = await api.orders.find(customerOrderId(book, count), signal);
    if (found.length === 0) return later;
    if (count === book.count + 1 && (await anyTakenOver())) return later;
    for (const { orderId } of found) {
      const outcome = await api.orders.get(orderId, signal);
      if (!outcome || (await takenOver(call, orderId, book))) continue;
      const completed = await stillHeld(api, outcome);
      if (completed.length > 0 || mayBringMore(outcome)) later.push({ count, outcome: { ...outcome, completed } });
    }
  }

  async function anyTakenOver(): Promise<boolean> {
    const taken = await Promise.all(orderIds.map((orderId) => takenOver(call, orderId, book)));
    return taken.includes(true);
  }
}

/** Takes such orders into the state, and tells whether there were any. */
export async function rememberLaterOrders(
  call: Call<Bandwidth> & { state: { search?: unknown } },
  stock: NumberStock,
): Promise<boolean> {
  const later = await laterOrders(call, stock);
  for (const { count, outcome } of later) {
    // Which listed numbers are still to come is in the program: the next update takes such an order up.
    if (mayBringMore(outcome) && call.state.search === undefined) break;
    stock.book.count = count;
    stock.take(outcome);
    const { orderId, completed } = outcome;
    call.info(`order ${orderId} was not in the state: found again, with ${countOf(completed)}`);
  }
  return later.length > 0;
}
