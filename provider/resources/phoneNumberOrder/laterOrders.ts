import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import { customerOrderId } from "../ordering/orderLedger.js";
import { isOwnedByOther } from "../ordering/ownershipNotes.js";
import { ordersUnder, ownOrders, recoveryPolicies } from "../ordering/ownOrders.js";
import { lookAtOwn } from "./adoption.js";
import { type Holdings, mayBringMore } from "./holdings.js";

interface LaterOrder {
  count: number;
  outcome: OrderOutcome;
}

/**
 * Orders of this resource that its state doesn't know: placed after the backup it was restored from, or by a run that was
 * killed. Without them, you would pay for their numbers, and no resource would have them.
 *
 * A resource that replaced this one by force orders under the same ids. So nothing is looked for if a note on one of its orders
 * names the other (docs/maintainers/money.md#later-orders).
 */
export async function laterOrders(call: Call<Bandwidth>, holdings: Holdings): Promise<LaterOrder[]> {
  const { ledger, orderIds } = holdings;
  const later: LaterOrder[] = [];
  // What was imported as a list has a key that nobody else has.
  if (!ledger.listed && !ledger.taken && !ledger.origins && orderIds.length === 0) return later;
  const from = ledger.count + 1;
  for await (const { count, found } of ownOrders(ledger, finder(call, holdings), { from })) {
    if (count === from && (await anyTakenOver())) return later;
    for await (const outcome of lookAtOwn(call, found, holdings, recoveryPolicies.numbersNotInState))
      later.push({ count, outcome });
  }
  return later;

  async function anyTakenOver(): Promise<boolean> {
    const taken = await Promise.all(orderIds.map((orderId) => isOwnedByOther(call, orderId, ledger)));
    return taken.includes(true);
  }
}

/** So many of its latest ids are enough to find a resource in a list. */
const latest = 5;

/**
 * Finds orders of this resource that were placed after all those that its state knows, or that the API's list was late to
 * show when the next one was placed.
 */
function finder({ api, signal }: Call<Bandwidth>, { ledger, orderIds }: Holdings, questionsToCome = 0) {
  const counts = Array.from({ length: Math.min(ledger.count, latest) }, (_, index) => ledger.count - index);
  const known = { customerOrderIds: counts.map((count) => customerOrderId(ledger, count)), orderIds, questionsToCome };
  return (id: string) => api.orders.findByList(id, known, signal);
}

/**
 * Looks once more for orders under used ids. The API's list may not have shown an order of a killed run when the next run
 * looked for it. Then it has the same id as the order that was placed next.
 */
export async function adoptUnconfirmedOrders(call: Call<Bandwidth>, holdings: Holdings): Promise<boolean> {
  const { ledger } = holdings;
  // After these, the order that would come next is asked about.
  const find = finder(call, holdings, ledger.unconfirmed?.length);
  let taken = false;
  for (const count of ledger.unconfirmed ?? []) {
    const found = await ordersUnder(ledger, count, find);
    const unknown = found.filter(({ orderId }) => !holdings.orderIds.includes(orderId));
    for await (const outcome of lookAtOwn(call, unknown, holdings, recoveryPolicies.numbersNotInState)) {
      holdings.take(outcome);
      call.warn(
        `order ${outcome.orderId} has the same id as an order in the state: a run that was killed placed it, and the API did not show it ` +
          `to the next run. Its numbers are in the state now: ${namesOf(outcome.completed, 10)}.`,
      );
      taken = true;
    }
  }
  ledger.unconfirmed = undefined;
  return taken;
}

/** Takes such orders into the state, and returns whether there were any. */
export async function rememberLaterOrders(
  call: Call<Bandwidth> & { state: { search?: unknown } },
  holdings: Holdings,
): Promise<boolean> {
  const unconfirmed = await adoptUnconfirmedOrders(call, holdings);
  const later = await laterOrders(call, holdings);
  for (const { count, outcome } of later) {
    // The program says which listed numbers are still to come. So the next update adopts such an order.
    if (mayBringMore(outcome) && call.state.search === undefined) break;
    holdings.ledger.count = count;
    holdings.take(outcome);
    const { orderId, completed } = outcome;
    call.info(`order ${orderId} was not in the state: found again, with ${countOf(completed)}`);
  }
  return unconfirmed || later.length > 0;
}
