import type { Bandwidth } from "../../define.js";
import type { NumberCall, Waiting } from "../call.js";
import { type Holdings, mayBringMore } from "../holdings.js";
import { obsoleteBackorders } from "../surplusAndMissing.js";
import { passOnWanted } from "./handover.js";

/** First cancels a back-order that would bring more than is wanted now, or nothing of it. */
export async function cancelExcessBackorders(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  if (holdings.ledger.open.length === 0) return;
  const { quantity = 0, telephoneNumbers } = call.inputs;
  const surplus = () => (telephoneNumbers ? 0 : holdings.numbers.length + holdings.pending - quantity);
  if (surplus() > 0 && holdings.pending > 0) await passOnWanted(call, holdings, surplus, waiting);
  const tooMuch = surplus() > 0;
  await closeOpenOrders(
    call.api,
    holdings,
    waiting,
    tooMuch ? undefined : obsoleteBackorders(holdings.ledger, telephoneNumbers),
  );
}

/** Cancels what is back-ordered: these orders, or else all that are open. */
export async function closeOpenOrders(
  api: Bandwidth,
  holdings: Holdings,
  waiting: Waiting,
  which: readonly { orderId: string }[] = [...holdings.ledger.open],
): Promise<void> {
  for (const { orderId } of which) {
    const before = await api.orders.get(orderId);
    if (before?.state === "backordered") await api.orders.update(orderId, { closeOrder: true });
    const outcome = await api.orders.follow(orderId, waiting);
    holdings.take(outcome);
    if (mayBringMore(outcome)) {
      throw new Error(
        `order ${orderId} is still ${outcome.status} and may bring numbers; run the same command again later`,
      );
    }
  }
}
