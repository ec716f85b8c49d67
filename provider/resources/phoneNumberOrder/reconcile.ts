import type { NewNumberOrder } from "../../bandwidth/buying/orderDocuments.js";
import { disconnectErrors } from "../../bandwidth/errorCodes/disconnects.js";
import type { Bandwidth } from "../define.js";
import { describeFailures } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { customerOrderId } from "../ordering/orderLedger.js";
import { orderName } from "../ordering/orderName.js";
import { keeperOf } from "../ordering/things.js";
import { adoptOrder, recoverable } from "./adoption.js";
import { AGAIN, messageOf, type NumberCall, type NumberInputs, partialFailure, type Waiting } from "./call.js";
import { checkDisconnectLimit } from "./disconnectLimit.js";
import { adoptListed, leaveTaken, passOn, passOnWanted } from "./handover.js";
import { type Holdings, mayBringMore } from "./holdings.js";
import { adoptUnconfirmedOrders } from "./laterOrders.js";
import { putInPlace } from "./moves.js";
import { assertFulfilled, explanationOf, stillOpen } from "./outcomes.js";
import { ordersOwnedByOthers } from "./ownedByOthers.js";
import { lookAtHoldings } from "./owners.js";
import { obsoleteBackorders, surplusOf } from "./plan.js";

/** Makes what is in hand what the program wants: looks at open orders, moves, buys, then releases. */
export async function reconcile(call: NumberCall, holdings: Holdings): Promise<void> {
  const following_ = following(call, "PhoneNumberOrder");
  await lookAtOpenOrders(call, holdings, following_);
  await awaitDisconnects(call, holdings, following_);
  await adoptUnconfirmedOrders(call, holdings);
  // A run without a refresh knows only what an earlier one saw: what is moved or disconnected must still be one's own.
  await lookAtHoldings(call, holdings);
  leaveTaken(call, holdings);
  // Before anything is sent: it may be refused.
  await adoptListed(call, holdings, following_);
  await putInPlace(call, holdings, following_);
  await cancelExcessBackorders(call, holdings, following_);
  await buyMissing(call, holdings, following_);
  // What was taken up in place of a purchase may lie elsewhere.
  await putInPlace(call, holdings, following_);
  await disconnectSurplus(call, holdings, following_);
  // Another resource may have taken numbers while this one still counted them as its own.
  if (leaveTaken(call, holdings)) await buyMissing(call, holdings, following_);
}

/** Lets go of what another resource has taken while this one was coming to its end; tells whether there was any. */
export async function replaceTaken(call: NumberCall, holdings: Holdings): Promise<boolean> {
  if (!leaveTaken(call, holdings)) return false;
  await buyMissing(call, holdings, following(call, "PhoneNumberOrder"));
  return true;
}

async function lookAtOpenOrders(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  for (const { orderId } of [...holdings.ledger.open]) {
    const outcome = await call.api.orders.follow(orderId, waiting);
    holdings.take(outcome);
    if (outcome.state === "open") throw stillOpen(holdings, call, outcome);
  }
}

/** A disconnect of an earlier run may still take numbers, also such as are wanted again. */
async function awaitDisconnects(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const { ledger } = holdings;
  if (!ledger.leaving) return;
  const { open, orderIds } = await call.api.disconnects.awaitOpen(ledger.leaving, waiting).catch((error) => {
    throw partialFailure(holdings, call, messageOf(error), error);
  });
  if (open) throw stillLeaving(holdings, call, orderIds);
  await stillThere(call, holdings, ledger.leaving);
  ledger.leaving = undefined;
}

function stillLeaving(holdings: Holdings, call: NumberCall, orderIds: string[]): Error {
  return partialFailure(holdings, call, `the disconnect order ${orderIds.join(", ")} is not finished yet. ${AGAIN}`);
}

/** A back-order that would bring more than is wanted now, or nothing of it, is given up first. */
async function cancelExcessBackorders(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
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

/** Gives up what is back-ordered; which orders, unless all that are open. */
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

async function buyMissing(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const { inputs } = call;
  for (;;) {
    const what = missing(inputs, holdings);
    if (!what) return;
    await checkDisconnectLimit(call, holdings);
    const count = holdings.ledger.count + 1;
    const { outcome, adopted, alsoFound } = await place(call, holdings, what, count, waiting);
    const asked = "search" in what ? [] : what.telephoneNumbers;
    if (!adopted) {
      holdings.ledger.count = count;
      holdings.ledger.unconfirmed = [...(holdings.ledger.unconfirmed ?? []), count];
      holdings.take(outcome, asked);
      holdings.ledger.sipPeerId ??= outcome.sipPeerId;
      assertFulfilled(call, holdings, outcome, await explanationOf(call, outcome));
      return;
    }
    // The order of an interrupted run: taken up, and then as much is missing as before, less, or nothing.
    const found = [outcome];
    for (const orderId of alsoFound) found.push(await call.api.orders.follow(orderId, waiting));
    for (const one of found) {
      const there = await recoverable(call, one);
      if (there) await adoptOrder(call, holdings, there, asked);
    }
    // Only now: a take-over that failed has to be found again, under this very count.
    holdings.ledger.count = count;
    for (const one of found.filter(mayBringMore)) assertFulfilled(call, holdings, one);
  }
}

function missing(inputs: NumberInputs, holdings: Holdings) {
  if (inputs.telephoneNumbers) {
    const there = new Set([...holdings.numbers, ...holdings.pendingNumbers]);
    const telephoneNumbers = inputs.telephoneNumbers.filter((number) => !there.has(number));
    return telephoneNumbers.length > 0 ? { telephoneNumbers, reservationIds: inputs.reservationIds } : undefined;
  }
  const quantity = (inputs.quantity ?? 0) - holdings.numbers.length - holdings.pending;
  return quantity > 0 && inputs.search ? { search: inputs.search, quantity } : undefined;
}

async function place(
  call: NumberCall,
  holdings: Holdings,
  what: NonNullable<ReturnType<typeof missing>>,
  count: number,
  waiting: Waiting,
) {
  const { api, inputs } = call;
  const order = {
    name: inputs.name ?? orderName(call.urn),
    siteId: inputs.siteId,
    sipPeerId: inputs.sipPeerId,
    partialAllowed: inputs.partialAllowed,
    backOrderRequested: inputs.backOrderRequested,
    protected: inputs.protected,
    voiceConfigurationPackageId: inputs.voiceConfigurationPackageId,
    requirementsPackageId: inputs.requirementsPackageId,
    autoActivate: inputs.autoActivate,
  };
  try {
    const repeated = holdings.unusedCount === count ? false : undefined;
    const wanted = { ...order, what: await withoutExpiredReservations(call, what) };
    return await api.orders.place(wanted, customerOrderId(holdings.ledger, count), { ...waiting, repeated });
  } catch (error) {
    // With orders in hand already, they must not be lost with the error.
    throw holdings.orderIds.length > 0 ? partialFailure(holdings, call, messageOf(error), error) : error;
  }
}

/** An order names the reservations of its own numbers only: those of earlier orders are over, and not known any more. */
async function withoutExpiredReservations<What extends NewNumberOrder["what"]>(
  { api, signal }: NumberCall,
  what: What,
): Promise<What> {
  if ("search" in what || !what.reservationIds) return what;
  const { reservationIds, telephoneNumbers } = what;
  return { ...what, reservationIds: await api.reservations.holding(reservationIds, telephoneNumbers, signal) };
}

async function disconnectSurplus(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const isWantedElsewhere = (number: string) => keeperOf(call.others, number) !== undefined;
  const surplusNow = () => surplusOf({ telephoneNumbers: holdings.numbers }, call.inputs, isWantedElsewhere);
  const surplus = await passOn(call, holdings, surplusNow, waiting);
  if (surplus.length === 0) return;
  const theirs = (await ordersOwnedByOthers(call, holdings)).flatMap(({ completed }) => completed);
  const ours = surplus.filter((number) => !theirs.includes(number));
  holdings.drop(surplus.filter((number) => theirs.includes(number)));
  const leaving = await stillThere(call, holdings, ours);
  if (leaving.length === 0) return;
  // Until it is known what became of them.
  holdings.ledger.leaving = leaving;
  const { released, failed, open, orderIds } = await call.api.disconnects
    .disconnect(leaving, waiting)
    .catch((error) => {
      throw partialFailure(holdings, call, messageOf(error), error);
    });
  holdings.drop(released);
  if (failed.length > 0)
    throw partialFailure(
      holdings,
      call,
      describeFailures("numbers were not disconnected", failed, AGAIN, disconnectErrors),
    );
  if (open) throw stillLeaving(holdings, call, orderIds);
  holdings.ledger.leaving = undefined;
}

/** An interrupted run may have released them: a number that is gone is not sent again, nor does it count for the limit. */
async function stillThere({ api }: NumberCall, holdings: Holdings, numbers: string[]): Promise<string[]> {
  const places = await api.numbers.locateOwn(numbers, holdings.placement);
  holdings.drop(numbers.filter((number) => !places.has(number)));
  return numbers.filter((number) => places.has(number));
}
