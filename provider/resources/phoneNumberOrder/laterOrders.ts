import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import { customerOrderId, isOwnedByOther, type OrderLedger } from "../ordering/orderLedger.js";
import { stillHeld } from "../ordering/purchases.js";
import { type Holdings, mayBringMore } from "./holdings.js";

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
export async function laterOrders(call: Call<Bandwidth>, { ledger, orderIds }: Holdings): Promise<LaterOrder[]> {
  const { api, signal } = call;
  const later: LaterOrder[] = [];
  // What was imported as a list has a key that is nobody else's.
  if (!ledger.listed && !ledger.taken && !ledger.origins && orderIds.length === 0) return later;
  for (let count = ledger.count + 1; ; count++) {
    const found = await api.orders.find(customerOrderId(ledger, count), signal);
    if (found.length === 0) return later;
    if (count === ledger.count + 1 && (await anyTakenOver())) return later;
    for (const { orderId } of found) {
      const outcome = await stillOurs(call, ledger, orderId);
      if (outcome) later.push({ count, outcome });
    }
  }

  async function anyTakenOver(): Promise<boolean> {
    const taken = await Promise.all(orderIds.map((orderId) => isOwnedByOther(call, orderId, ledger)));
    return taken.includes(true);
  }
}

/** An order with what it still holds; undefined when it holds nothing, and when another resource has taken it over. */
async function stillOurs(
  call: Call<Bandwidth>,
  ledger: OrderLedger,
  orderId: string,
): Promise<OrderOutcome | undefined> {
  const outcome = await call.api.orders.get(orderId, call.signal);
  if (!outcome || (await isOwnedByOther(call, orderId, ledger))) return undefined;
  const completed = await stillHeld(call.api, outcome);
  return completed.length > 0 || mayBringMore(outcome) ? { ...outcome, completed } : undefined;
}

/**
 * Looks once more for orders under ids that were used: an order of a killed run, which the API's list did not show yet when the
 * next run looked for it, stands beside the one that was placed then.
 */
export async function adoptUnconfirmedOrders(call: Call<Bandwidth>, holdings: Holdings): Promise<boolean> {
  const { ledger } = holdings;
  let taken = false;
  for (const count of ledger.unconfirmed ?? []) {
    const found = await call.api.orders.find(customerOrderId(ledger, count), call.signal);
    for (const { orderId } of found.filter((one) => !holdings.orderIds.includes(one.orderId))) {
      const outcome = await stillOurs(call, ledger, orderId);
      if (!outcome) continue;
      holdings.take(outcome);
      call.warn(
        `order ${orderId} has the id of an order that is in the state: a run that was killed had placed it, and the API did not ` +
          `show it to the next run. Its numbers are in the state now: ${namesOf(outcome.completed, 10)}.`,
      );
      taken = true;
    }
  }
  ledger.unconfirmed = undefined;
  return taken;
}

/** Takes such orders into the state, and tells whether there were any. */
export async function rememberLaterOrders(
  call: Call<Bandwidth> & { state: { search?: unknown } },
  holdings: Holdings,
): Promise<boolean> {
  const unconfirmed = await adoptUnconfirmedOrders(call, holdings);
  const later = await laterOrders(call, holdings);
  for (const { count, outcome } of later) {
    // Which listed numbers are still to come is in the program: the next update takes such an order up.
    if (mayBringMore(outcome) && call.state.search === undefined) break;
    holdings.ledger.count = count;
    holdings.take(outcome);
    const { orderId, completed } = outcome;
    call.info(`order ${orderId} was not in the state: found again, with ${countOf(completed)}`);
  }
  return unconfirmed || later.length > 0;
}
