import type { OrderOutcome } from "../bandwidth/orders.js";
import { countOf } from "./failures.js";
import { stillHeld, writeClaim } from "./numberBook.js";
import type { NumberCall } from "./numberCall.js";
import { mayBringMore, type NumberStock } from "./numberStock.js";

/** An order of an earlier run, and what is left of it. */
export interface Standing {
  outcome: OrderOutcome;
  completed: string[];
}

/** One whose numbers are no longer in service by that very order is history (design §4.1). */
export async function standing({ api }: NumberCall, outcome: OrderOutcome): Promise<Standing | undefined> {
  // An order that could not be looked at may hold anything: to go on without knowing could buy its numbers again.
  if (outcome.interruption && outcome.interruption.reason !== "time-out") throw outcome.interruption;
  const completed = await stillHeld(api, outcome);
  return completed.length === 0 && !mayBringMore(outcome) ? undefined : { outcome, completed };
}

/** Takes over an order that exists, with a note on it that says so. */
export async function takeUp(
  call: NumberCall,
  stock: NumberStock,
  { outcome, completed }: Standing,
  asked: string[],
): Promise<void> {
  await writeClaim(call, outcome.orderId, stock.book);
  stock.take({ ...outcome, completed }, asked);
  stock.book.sipPeerId ??= outcome.sipPeerId;
  call.info(
    `order ${outcome.orderId} of an earlier run is taken up, with ${countOf(completed)}; nothing is bought twice`,
  );
}
