import type { NewNumberOrder } from "../../bandwidth/buying/orderDocuments.js";
import { disconnectErrors } from "../../bandwidth/errorCodes/disconnects.js";
import type { Bandwidth } from "../define.js";
import { describeFailures } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { customerOrderId } from "../ordering/numberBook.js";
import { orderName } from "../ordering/orderName.js";
import { keeperOf } from "../ordering/things.js";
import { AGAIN, interrupted, type NumberCall, type NumberInputs, type Waiting, wordsOf } from "./call.js";
import { leaveTaken, passOn, passOnWanted, takeOverListed } from "./handover.js";
import { takeUnconfirmedOrders } from "./laterOrders.js";
import { foreseeLosses } from "./losses.js";
import { putInPlace } from "./moves.js";
import { explanationOf, judge, stillOpen } from "./outcomes.js";
import { lookAtHoldings } from "./owners.js";
import { openInVain, surplusOf } from "./plan.js";
import { mayBringMore, type NumberStock } from "./stock.js";
import { ordersTakenOver } from "./takenOver.js";
import { standing, takeUp } from "./takeUp.js";

/** Makes what is in hand what the program wants: looks at open orders, moves, buys, then releases. */
export async function reconcile(call: NumberCall, stock: NumberStock): Promise<void> {
  const following_ = following(call, "PhoneNumberOrder");
  await lookAtOpenOrders(call, stock, following_);
  await lookAtWhatLeaves(call, stock, following_);
  await takeUnconfirmedOrders(call, stock);
  // A run without a refresh knows only what an earlier one saw: what is moved or disconnected must still be one's own.
  await lookAtHoldings(call, stock);
  leaveTaken(call, stock);
  // Before anything is sent: it may be refused.
  await takeOverListed(call, stock, following_);
  await putInPlace(call, stock, following_);
  await closeWhatIsTooMuch(call, stock, following_);
  await buyWhatIsMissing(call, stock, following_);
  // What was taken up in place of a purchase may lie elsewhere.
  await putInPlace(call, stock, following_);
  await releaseWhatIsTooMuch(call, stock, following_);
  // Another resource may have taken numbers while this one still counted them as its own.
  if (leaveTaken(call, stock)) await buyWhatIsMissing(call, stock, following_);
}

/** Lets go of what another resource has taken while this one was coming to its end; tells whether there was any. */
export async function replaceTaken(call: NumberCall, stock: NumberStock): Promise<boolean> {
  if (!leaveTaken(call, stock)) return false;
  await buyWhatIsMissing(call, stock, following(call, "PhoneNumberOrder"));
  return true;
}

async function lookAtOpenOrders(call: NumberCall, stock: NumberStock, waiting: Waiting): Promise<void> {
  for (const { orderId } of [...stock.book.open]) {
    const outcome = await call.api.orders.follow(orderId, waiting);
    stock.take(outcome);
    if (outcome.state === "open") throw stillOpen(stock, call, outcome);
  }
}

/** A disconnect of an earlier run may still take numbers, also such as are wanted again. */
async function lookAtWhatLeaves(call: NumberCall, stock: NumberStock, waiting: Waiting): Promise<void> {
  const { book } = stock;
  if (!book.leaving) return;
  const { open, orderIds } = await call.api.disconnects.awaitOpen(book.leaving, waiting).catch((error) => {
    throw interrupted(stock, call, wordsOf(error), error);
  });
  if (open) throw stillLeaving(stock, call, orderIds);
  await stillThere(call, stock, book.leaving);
  book.leaving = undefined;
}

function stillLeaving(stock: NumberStock, call: NumberCall, orderIds: string[]): Error {
  return interrupted(stock, call, `the disconnect order ${orderIds.join(", ")} is not finished yet. ${AGAIN}`);
}

/** A back-order that would bring more than is wanted now, or nothing of it, is given up first. */
async function closeWhatIsTooMuch(call: NumberCall, stock: NumberStock, waiting: Waiting): Promise<void> {
  const { quantity = 0, telephoneNumbers } = call.inputs;
  const surplus = () => (telephoneNumbers ? 0 : stock.numbers.length + stock.pending - quantity);
  if (surplus() > 0 && stock.pending > 0) await passOnWanted(call, stock, surplus, waiting);
  const tooMuch = surplus() > 0;
  await closeOpenOrders(call.api, stock, waiting, tooMuch ? undefined : openInVain(stock.book, telephoneNumbers));
}

/** Gives up what is back-ordered; which orders, unless all that are open. */
export async function closeOpenOrders(
  api: Bandwidth,
  stock: NumberStock,
  waiting: Waiting,
  which: readonly { orderId: string }[] = [...stock.book.open],
): Promise<void> {
  for (const { orderId } of which) {
    const before = await api.orders.get(orderId);
    if (before?.state === "backordered") await api.orders.update(orderId, { closeOrder: true });
    const outcome = await api.orders.follow(orderId, waiting);
    stock.take(outcome);
    if (mayBringMore(outcome)) {
      throw new Error(
        `order ${orderId} is still ${outcome.status} and may bring numbers; run the same command again later`,
      );
    }
  }
}

async function buyWhatIsMissing(call: NumberCall, stock: NumberStock, waiting: Waiting): Promise<void> {
  const { inputs } = call;
  for (;;) {
    const what = missing(inputs, stock);
    if (!what) return;
    await foreseeLosses(call, stock);
    const count = stock.book.count + 1;
    const { outcome, adopted, alsoFound } = await place(call, stock, what, count, waiting);
    const asked = "search" in what ? [] : what.telephoneNumbers;
    if (!adopted) {
      stock.book.count = count;
      stock.book.unconfirmed = [...(stock.book.unconfirmed ?? []), count];
      stock.take(outcome, asked);
      stock.book.sipPeerId ??= outcome.sipPeerId;
      judge(call, stock, outcome, await explanationOf(call, outcome));
      return;
    }
    // The order of an interrupted run: taken up, and then as much is missing as before, less, or nothing.
    const found = [outcome];
    for (const orderId of alsoFound) found.push(await call.api.orders.follow(orderId, waiting));
    for (const one of found) {
      const there = await standing(call, one);
      if (there) await takeUp(call, stock, there, asked);
    }
    // Only now: a take-over that failed has to be found again, under this very count.
    stock.book.count = count;
    for (const one of found.filter(mayBringMore)) judge(call, stock, one);
  }
}

function missing(inputs: NumberInputs, stock: NumberStock) {
  if (inputs.telephoneNumbers) {
    const there = new Set([...stock.numbers, ...stock.pendingNumbers]);
    const telephoneNumbers = inputs.telephoneNumbers.filter((number) => !there.has(number));
    return telephoneNumbers.length > 0 ? { telephoneNumbers, reservationIds: inputs.reservationIds } : undefined;
  }
  const quantity = (inputs.quantity ?? 0) - stock.numbers.length - stock.pending;
  return quantity > 0 && inputs.search ? { search: inputs.search, quantity } : undefined;
}

async function place(
  call: NumberCall,
  stock: NumberStock,
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
    const repeated = stock.unusedCount === count ? false : undefined;
    const wanted = { ...order, what: await withoutOver(call, what) };
    return await api.orders.place(wanted, customerOrderId(stock.book, count), { ...waiting, repeated });
  } catch (error) {
    // With orders in hand already, they must not be lost with the error.
    throw stock.orderIds.length > 0 ? interrupted(stock, call, wordsOf(error), error) : error;
  }
}

/** An order names the reservations of its own numbers only: those of earlier orders are over, and not known any more. */
async function withoutOver<What extends NewNumberOrder["what"]>(
  { api, signal }: NumberCall,
  what: What,
): Promise<What> {
  if ("search" in what || !what.reservationIds) return what;
  const { reservationIds, telephoneNumbers } = what;
  return { ...what, reservationIds: await api.reservations.holding(reservationIds, telephoneNumbers, signal) };
}

async function releaseWhatIsTooMuch(call: NumberCall, stock: NumberStock, waiting: Waiting): Promise<void> {
  const isWantedElsewhere = (number: string) => keeperOf(call.others, number) !== undefined;
  const surplusNow = () => surplusOf({ telephoneNumbers: stock.numbers }, call.inputs, isWantedElsewhere);
  const surplus = await passOn(call, stock, surplusNow, waiting);
  if (surplus.length === 0) return;
  const theirs = (await ordersTakenOver(call, stock)).flatMap(({ completed }) => completed);
  const ours = surplus.filter((number) => !theirs.includes(number));
  stock.drop(surplus.filter((number) => theirs.includes(number)));
  const leaving = await stillThere(call, stock, ours);
  if (leaving.length === 0) return;
  // Until it is known what became of them.
  stock.book.leaving = leaving;
  const { released, failed, open, orderIds } = await call.api.disconnects
    .disconnect(leaving, waiting)
    .catch((error) => {
      throw interrupted(stock, call, wordsOf(error), error);
    });
  stock.drop(released);
  if (failed.length > 0)
    throw interrupted(stock, call, describeFailures("numbers were not disconnected", failed, AGAIN, disconnectErrors));
  if (open) throw stillLeaving(stock, call, orderIds);
  stock.book.leaving = undefined;
}

/** An interrupted run may have released them: a number that is gone is not sent again, nor does it count for the fuse. */
async function stillThere({ api }: NumberCall, stock: NumberStock, numbers: string[]): Promise<string[]> {
  const places = await api.numbers.locateOwn(numbers, stock.placement);
  stock.drop(numbers.filter((number) => !places.has(number)));
  return numbers.filter((number) => places.has(number));
}
