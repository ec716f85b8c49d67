import type { LsrOrder } from "./portingTypes.js";
import type { AccountStore } from "./store.js";

/** A PIN that the numbers' owner doesn't have: 7513. */
const INVALID_PIN = "0000";

/** The next state of an LSR order without outside help. */
const next: Record<string, string> = { PENDING: "SUBMITTED", SUBMITTED: "FOC", FOC: "COMPLETE" };

/** In these states, nothing can be changed any more (17015, 17029). */
export const isOver = ({ status }: LsrOrder): boolean => ["CANCELLED", "FAILED", "COMPLETE"].includes(status);

/** Moves an LSR order to its next state when its time has come. */
export function settleLsrOrder(account: AccountStore, order: LsrOrder): void {
  while (order.dueAt !== undefined && order.dueAt <= account.now()) {
    const status = next[order.status];
    if (status === undefined) return;
    enterLsrState(account, order, status, order.dueAt);
  }
}

/** Puts an LSR order into a state, with all consequences. */
export function enterLsrState(account: AccountStore, order: LsrOrder, status: string, at = account.now()): void {
  const refused = status === "SUBMITTED" && pinOf(order) === INVALID_PIN;
  if (refused) order.errors = [{ code: "7513", description: "PIN Invalid" }];
  order.status = refused ? "EXCEPTION" : status;
  order.modifiedAt = at;
  const step = account.settings.lsrStepMs;
  order.dueAt = step !== undefined && next[order.status] !== undefined ? at + step : undefined;
  let difference: string | undefined;
  if (order.status === "FOC") {
    difference = `ActualFocDate : "${order.actualFocDate ?? ""}" --> ${order.requestedFocDate}`;
    order.actualFocDate = order.requestedFocDate;
  }
  if (order.status === "COMPLETE") portOut(account, order);
  const note = order.status === "PENDING" ? "LSR has been received by the system and is being processed" : undefined;
  order.history.push({ at, note: note ?? `LSR ${order.status}`, status: order.status, difference });
  account.changed();
}

/** Now somebody else has those of the numbers that were this account's own. */
function portOut(account: AccountStore, order: LsrOrder): void {
  for (const number of order.numbers) {
    const owned = account.heldNumber(number);
    if (owned === undefined) continue;
    account.numbers.delete(number);
    account.inventory.withdrawn.add(number);
    const { siteId, sipPeerId } = owned;
    const by = "somebody else";
    account.ledger.record({ kind: "lost", number, at: order.modifiedAt, orderId: order.id, siteId, sipPeerId, by });
  }
}

function pinOf({ details: { Subscriber } }: LsrOrder): string | undefined {
  return typeof Subscriber === "object" && !Array.isArray(Subscriber) ? String(Subscriber.PinNumber) : undefined;
}
