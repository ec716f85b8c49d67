import type { NumberCall, Waiting } from "../call.js";
import type { Holdings } from "../holdings.js";
import { stillOpen } from "../outcomes.js";

/**
 * Follows the orders that the state knows as open. An order that is still open ends the run, because what it brings decides
 * what is missing.
 */
export async function followOpenOrders(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  for (const { orderId } of [...holdings.ledger.open]) {
    const outcome = await call.api.orders.follow(orderId, waiting);
    holdings.take(outcome);
    if (outcome.state === "open") throw stillOpen(holdings, call, outcome);
  }
}
