import type { NewNumberOrder } from "../../../bandwidth/buying/orderDocuments.js";
import { customerOrderId } from "../../ordering/orderLedger.js";
import { orderName } from "../../ordering/orderName.js";
import { adoptOrder, recoverable } from "../adoption.js";
import { messageOf, type NumberCall, type NumberInputs, partialFailure, type Waiting } from "../call.js";
import { type Holdings, mayBringMore } from "../holdings.js";
import { assertFulfilled, explanationOf } from "../outcomes.js";
import { checkDisconnectLimit } from "./disconnectLimit.js";

/** Orders what is missing. An order of an interrupted run under the same id is adopted instead. */
export async function buyMissing(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
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
