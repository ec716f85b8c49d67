import type { NewNumberOrder } from "../../../bandwidth/buying/orderDocuments.js";
import type { OrderOutcome } from "../../../bandwidth/buying/orderOutcome.js";
import { orderState } from "../../../bandwidth/orders/kinds.js";
import type { FoundOrder } from "../../../bandwidth/orders/submit.js";
import { messageOf } from "../../ordering/failures.js";
import { customerOrderId } from "../../ordering/orderLedger.js";
import { orderName } from "../../ordering/orderName.js";
import { ordersUnder, recoveryPolicies } from "../../ordering/ownOrders.js";
import { adoptOrder, followOwn } from "../adoption.js";
import { type NumberCall, type NumberInputs, partialFailure, type Waiting } from "../call.js";
import { type Holdings, mayBringMore } from "../holdings.js";
import { assertFulfilled, explanationOf } from "../outcomes.js";
import { checkDisconnectLimit } from "./disconnectLimit.js";

/** Orders what is missing. If an interrupted run placed an order under the same id, it adopts that one instead. */
export async function buyMissing(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  const { ledger } = holdings;
  for (;;) {
    const what = missing(call.inputs, holdings);
    if (!what) return;
    await checkDisconnectLimit(call, holdings);
    const count = ledger.count + 1;
    const { placed, found } = await findOrPlace(call, holdings, what, count, waiting);
    const asked = "search" in what ? [] : what.telephoneNumbers;
    if (placed) {
      ledger.count = count;
      if (holdings.mayLag(count, placed)) ledger.unconfirmed = [...(ledger.unconfirmed ?? []), count];
      holdings.take(placed, asked);
      ledger.sipPeerId ??= placed.sipPeerId;
      assertFulfilled(call, holdings, placed, await explanationOf(call, placed));
      return;
    }
    // Then as much is missing as before, or less, or nothing. If all of them failed, the id is used up.
    const open: OrderOutcome[] = [];
    for await (const one of followOwn(
      call,
      furthestFirst(found),
      waiting,
      recoveryPolicies.numbersOnUpdate,
      holdings,
    )) {
      await adoptOrder(call, holdings, one, asked);
      if (mayBringMore(one.outcome)) open.push(one.outcome);
    }
    // Only now: an adoption that failed must be found again under this same count.
    ledger.count = count;
    for (const one of open) assertFulfilled(call, holdings, one);
  }
}

function missing(
  { telephoneNumbers: listed, search, reservationIds, quantity: wanted }: NumberInputs,
  holdings: Holdings,
) {
  const { telephoneNumbers, quantity } = holdings.missing({ telephoneNumbers: listed, quantity: wanted });
  if (quantity === 0) return undefined;
  if (listed) return { telephoneNumbers, reservationIds };
  return search && { search, quantity };
}

/** What exists under this id, or the order that is placed because nothing does. */
async function findOrPlace(
  call: NumberCall,
  holdings: Holdings,
  what: NonNullable<ReturnType<typeof missing>>,
  count: number,
  waiting: Waiting,
): Promise<{ placed: OrderOutcome; found?: undefined } | { placed?: undefined; found: FoundOrder[] }> {
  const { api, inputs, signal } = call;
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
    const wanted = { ...order, what: await withoutExpiredReservations(call, what) };
    const found = await ordersUnder(holdings.ledger, count, (id) => api.orders.find(id, signal), holdings);
    if (found.length > 0) return { found };
    return { placed: await api.orders.place(wanted, customerOrderId(holdings.ledger, count), waiting) };
  } catch (error) {
    // Orders that are already in hand must not be lost with the error.
    throw holdings.orderIds.length > 0 ? partialFailure(holdings, call, messageOf(error), error) : error;
  }
}

/** The order that got furthest comes first. Among equals, as the API lists them. */
function furthestFirst(found: readonly FoundOrder[]): FoundOrder[] {
  const rank = ["done", "partial", "backordered", "open", "failed"];
  const rankOf = ({ status }: FoundOrder) => rank.indexOf(orderState(status));
  return [...found].sort((one, other) => rankOf(one) - rankOf(other));
}

/** An order names only the reservations of its own numbers. Those of earlier orders are over and unknown. */
async function withoutExpiredReservations<What extends NewNumberOrder["what"]>(
  { api, signal }: NumberCall,
  what: What,
): Promise<What> {
  if ("search" in what || !what.reservationIds) return what;
  const { reservationIds, telephoneNumbers } = what;
  return { ...what, reservationIds: await api.reservations.holding(reservationIds, telephoneNumbers, signal) };
}
