import { scriptedFailures } from "./processing.js";
import type { AccountStore } from "./store.js";
import type { NumberFailure, NumberOrder } from "./types.js";

const unavailable = { code: "5005", description: "The telephone number is unavailable for ordering" };

/** How many numbers an order asks for. */
export function requestedQuantity(order: NumberOrder): number {
  return "numbers" in order.requested ? order.requested.numbers.length : order.requested.quantity;
}

/** Buys the available numbers, within the order's limits. */
export function finishNumberOrder(account: AccountStore, order: NumberOrder): void {
  if (order.script?.outcome === "backordered") {
    backOrder(order, "5521");
    return;
  }
  const { found, failures } = allocate(account, order);
  const wanted = requestedQuantity(order);
  const scripted = order.script?.outcome === "partial" || order.script?.outcome === "failed";
  order.failures = failures;
  if (found.length === wanted) {
    buy(account, order, found);
    close(order, "COMPLETE");
  } else if (order.backOrderRequested && !scripted) {
    // A scripted outcome happens whatever the order allows. A shortage follows what the order allows.
    if (order.partialAllowed) buy(account, order, found);
    backOrder(order, order.completed.length > 0 ? "5520" : "5521");
  } else if (found.length > 0 && (order.partialAllowed || scripted)) {
    buy(account, order, found);
    close(order, "PARTIAL");
  } else {
    close(order, "FAILED");
  }
}

/** The numbers that the order gets, and the problems of the others. */
function allocate(account: AccountStore, order: NumberOrder): { found: string[]; failures: NumberFailure[] } {
  const candidates =
    "numbers" in order.requested ? order.requested.numbers : search(account, order, order.requested.quantity);
  const scripted = scriptedFailures(order, candidates);
  const reservations = reservationIds(order);
  const failures: NumberFailure[] = [];
  const found: string[] = [];
  for (const number of candidates) {
    const failure = scripted.get(number) ?? (account.canBuy(number, reservations) ? undefined : unavailable);
    if (failure) failures.push({ ...failure, number });
    else found.push(number);
  }
  if (candidates.length < requestedQuantity(order)) {
    failures.push(
      found.length > 0
        ? {
            code: "5017",
            description: "Only a partial quantity of the total telephone numbers ordered could be fulfilled",
          }
        : { code: "5018", description: "The entire quantity of telephone numbers ordered is unavailable" },
    );
  }
  return { found, failures };
}

function search(account: AccountStore, order: NumberOrder, quantity: number): string[] {
  if ("numbers" in order.requested) return [];
  const found: string[] = [];
  for (const number of account.inventory.matching(order.requested.criteria)) {
    if (found.length === quantity) break;
    if (account.isFree(number)) found.push(number);
  }
  return found;
}

function reservationIds(order: NumberOrder): string[] {
  const content = order.typeContent;
  if (typeof content === "string") return [];
  const list = content.ReservationIdList;
  if (list === undefined || typeof list !== "object" || Array.isArray(list)) return [];
  const ids = list.ReservationId;
  return (Array.isArray(ids) ? ids : [ids]).map(String);
}

function buy(account: AccountStore, order: NumberOrder, numbers: string[]): void {
  for (const number of numbers) {
    takeNumber(account, number, {
      siteId: order.siteId,
      sipPeerId: order.assignedPeerId,
      orderId: order.id,
      customerOrderId: order.customerOrderId,
      protected: order.attributes.includes("Protected"),
      orderCreatedAt: order.createdAt,
      at: order.modifiedAt,
      by: "api",
    });
  }
  order.completed.push(...numbers);
}

/** Puts a number in service, for anyone. */
export function takeNumber(
  account: AccountStore,
  number: string,
  purchase: {
    siteId: string;
    sipPeerId: string;
    orderId: string;
    customerOrderId?: string;
    protected?: boolean;
    orderCreatedAt: number;
    at: number;
    by: "api" | "somebody else";
  },
): void {
  const { siteId, sipPeerId, orderId, customerOrderId, at, by } = purchase;
  account.numbers.set(number, {
    number,
    status: account.settings.newNumbers,
    siteId,
    sipPeerId,
    orderId,
    orderType: "NEW_NUMBER_ORDER",
    orderCreatedAt: purchase.orderCreatedAt,
    modifiedAt: at,
    protected: purchase.protected ?? false,
    options: {},
  });
  for (const reservation of account.reservations.values()) {
    if (reservation.number === number) account.reservations.delete(reservation.id);
  }
  account.ledger.record({ kind: "purchase", number, at, orderId, customerOrderId, siteId, sipPeerId, by });
}

function close(order: NumberOrder, status: string): void {
  order.status = status;
  order.completedAt = order.modifiedAt;
}

function backOrder(order: NumberOrder, code: "5520" | "5521"): void {
  order.status = "BACKORDERED";
  const description =
    code === "5520"
      ? "Order backordered - awaiting additional numbers"
      : "Order Backordered - no numbers allocated, awaiting available inventory to completely fulfill order";
  order.failures = [{ code, description }];
}

/** Gives numbers to a back-order: all that it still lacks, or fewer. The inventory grows when it is empty. */
export function fillBackOrder(account: AccountStore, order: NumberOrder, count?: number): string[] {
  const lacking = requestedQuantity(order) - order.completed.length;
  const wanted = Math.min(count ?? lacking, lacking);
  let numbers = search(account, order, wanted);
  if (numbers.length < wanted && !("numbers" in order.requested)) {
    const areaCode = order.requested.criteria.areaCode ?? order.requested.criteria.prefix?.slice(0, 3);
    if (areaCode !== undefined) {
      account.inventory.setCapacity(areaCode, Math.max(account.inventory.capacity(areaCode), 100) + 100_000);
      numbers = search(account, order, wanted);
    }
  }
  order.modifiedAt = account.now();
  buy(account, order, numbers);
  if (order.completed.length === requestedQuantity(order)) {
    order.failures = [];
    close(order, "COMPLETE");
  }
  order.history.push({ at: order.modifiedAt, note: `${numbers.length} numbers added`, status: order.status });
  account.onOrder(order);
  account.changed();
  return numbers;
}

/** `CloseOrder`: the order keeps what it bought, and doesn't wait for the rest. */
export function closeBackOrder(account: AccountStore, order: NumberOrder): void {
  order.modifiedAt = account.now();
  close(order, order.completed.length > 0 ? "PARTIAL" : "FAILED");
  order.history.push({ at: order.modifiedAt, note: "Order closed by the customer", status: order.status });
  account.onOrder(order);
}
