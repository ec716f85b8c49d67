import type { Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { unexpected } from "../http/expected.js";
import { peerNumbers } from "../numbers/peerNumbers.js";
import { accountOrders, type KnownOrders } from "../orders/accountOrders.js";
import { orderNumbers } from "../orders/breakdowns.js";
import { OrderFateUnknown, OrderInterrupted } from "../orders/errors.js";
import { FirstOrders } from "../orders/firstOrders.js";
import { type Followed, type Following, follow } from "../orders/follow.js";
import { firstText, newNumberOrder as kind } from "../orders/kinds.js";
import { provenOrder } from "../orders/list.js";
import { listEntries, numberOf } from "../orders/listEntries.js";
import { isMissingOrder } from "../orders/missing.js";
import { orderNotes } from "../orders/notes.js";
import { type PagedOrderFilters, pagedOrders } from "../orders/pagedOrders.js";
import { readOrder, toE164 } from "../orders/report.js";
import { type FoundOrder, findOrders, submitOrder } from "../orders/submit.js";
import type { OrderSummary } from "../orders/summary.js";
import type { Limits } from "./limits.js";
import { NumberPicker } from "./numberPicker.js";
import { type NewNumberOrder, newNumberDocument, orderedQuantity } from "./orderDocuments.js";
import { completedQuantity, type OrderOutcome, orderOutcome, requestedQuantity } from "./orderOutcome.js";

export type { SearchCriteria } from "../numbers/searchOrder.js";
export { OrderFateUnknown, OrderInterrupted } from "../orders/errors.js";
export type { Following } from "../orders/follow.js";
export type { OrderState } from "../orders/kinds.js";
export type { NumberFailure } from "../orders/report.js";
export type { NewNumberOrder } from "./orderDocuments.js";
export type { OrderOutcome } from "./orderOutcome.js";

/** Orders for new numbers. */
export const orders = (client: Client, limits: Limits) => {
  const find = (customerOrderId: string, signal?: AbortSignal) => findOrders(client, kind, customerOrderId, signal);

  const first = new FirstOrders(client);
  const picker = new NumberPicker(client);
  /** Orders that this run closed. The API may take a moment to take them out of the back-order state. */
  const closed = new Set<string>();
  const followOrder = async (orderId: string, following: Following, status?: string, acceptedAt?: number) => {
    const expected = { status, acceptedAt, closing: closed.has(orderId) };
    const outcome = await outcomeOf(client, orderId, await follow(client, kind, orderId, following, expected));
    const { completed, siteId, sipPeerId } = outcome;
    if (siteId !== undefined && sipPeerId !== undefined) peerNumbers(client).expect(completed, { siteId, sipPeerId });
    return outcome;
  };

  /** Sends an order that is known to be unsent. */
  const post = async (order: NewNumberOrder, customerOrderId: string, following: Following): Promise<OrderOutcome> => {
    const wanted = orderedQuantity(order);
    const document = newNumberDocument(order, customerOrderId, client.dialect);
    limits.reserve("purchase", wanted);
    accountOrders(client).forget();
    let spent = 0;
    try {
      const submitted = await submitOrder(client, kind, customerOrderId, document, { signal: following.signal });
      spent = wanted;
      const outcome = await followOrder(submitted.orderId, following, submitted.status, submitted.acceptedAt);
      spent = outcome.state === "open" ? wanted : outcome.completed.length + outcome.pending;
      return submitted.acceptedAt === undefined ? { ...outcome, wasFound: true } : outcome;
    } catch (error) {
      if (error instanceof OrderFateUnknown) spent = wanted;
      throw error;
    } finally {
      limits.settle("purchase", wanted, spent);
      accountOrders(client).forget();
    }
  };

  return {
    /**
     * Places an order, once. **It doesn't look for an earlier order: call `find` first, or it buys again.** Throws only
     * while no order is known to exist. After that, any problem is an "open" outcome with its `interruption`.
     */
    place(order: NewNumberOrder, customerOrderId: string, following: Following = {}): Promise<OrderOutcome> {
      const send = (named: NewNumberOrder) => post(named, customerOrderId, following);
      return picker.withNames(order, send, following.signal);
    },

    /** All matching orders, all pages. Without a date or a customer order id, the orders of the last two years. */
    list: (filters: PagedOrderFilters, signal?: AbortSignal): Promise<OrderSummary[]> =>
      pagedOrders(client, client.account(kind.collection), filters, signal),

    /** The orders under this customer order id. `[]` is proof that there are none. */
    find,

    /** The same, by one list for many questions where that proves it. `known`: orders of the same resource. */
    findByList: async (customerOrderId: string, known: KnownOrders, signal?: AbortSignal): Promise<FoundOrder[]> =>
      (await accountOrders(client).find(customerOrderId, known)) ?? find(customerOrderId, signal),

    /** The same, before the first order of a new resource: those that are created at the same moment share a list. */
    findFirst: (customerOrderId: string, signal?: AbortSignal): Promise<FoundOrder[]> =>
      first.find(customerOrderId, signal),

    /** One order. Undefined when the API says that it doesn't exist (docs/maintainers/api.md#missing-things). */
    async get(orderId: string, signal?: AbortSignal): Promise<OrderOutcome | undefined> {
      try {
        const answer = await provenOrder(client, kind, orderId, signal);
        return await outcomeOf(client, orderId, { report: readOrder(kind, answer) }, signal);
      } catch (error) {
        if (isMissingOrder(kind.collection, error)) return undefined;
        throw error;
      }
    },

    /**
     * Checks an order until it is settled, back-ordered, or the waiting ends. Never throws. `status` is the status in a
     * list. If no look-up succeeds, nothing else is known.
     */
    follow: (orderId: string, following: Following = {}, status?: string): Promise<OrderOutcome> =>
      followOrder(orderId, following, status),

    /** Renames or closes a back-ordered order. An order that is already closed stays as it is (5060). */
    async update(orderId: string, changes: { name?: string; closeOrder?: boolean }): Promise<void> {
      const path = client.account(kind.collection, orderId);
      // Send the whole document: without its CustomerOrderId, the order could not be found again.
      const request: Request = { method: "GET", path };
      const answer = await provenOrder(client, kind, orderId);
      const { body } = answer;
      if (firstText(body, kind.status) === undefined) throw unexpected(request, answer, "the answer holds no order");
      const content = {
        Name: changes.name ?? firstText(body, [["Order", "Name"]]),
        CustomerOrderId: firstText(body, kind.customerOrderId),
        CloseOrder: changes.closeOrder === undefined ? undefined : String(changes.closeOrder),
      };
      try {
        await client.request({ method: "PUT", path, body: { root: "Order", content } });
      } catch (error) {
        if (!(error instanceof BandwidthError && error.has("5060"))) throw error;
      }
      if (changes.closeOrder) closed.add(orderId);
    },

    ...orderNotes(client),
  };
};

async function outcomeOf(
  client: Client,
  orderId: string,
  followed: Followed,
  signal?: AbortSignal,
): Promise<OrderOutcome> {
  const { report, interruption } = await withAllNumbers(client, orderId, followed, signal);
  return orderOutcome(orderId, report, interruption);
}

/** A settled order must name what it bought. If its answer doesn't, use the order's own list. */
async function withAllNumbers(
  client: Client,
  orderId: string,
  followed: Followed,
  signal?: AbortSignal,
): Promise<Followed> {
  const { report } = followed;
  const settled = report.state === "done" || report.state === "partial";
  const expected = completedQuantity(report) ?? (report.state === "done" ? requestedQuantity(report) : undefined) ?? 0;
  if (!settled || (report.completed.length > 0 && report.completed.length >= expected)) return followed;
  try {
    const request: Request = { method: "GET", path: client.account(kind.collection, orderId, "tns"), signal };
    const listed = listEntries(request, await client.request(request), orderNumbers);
    const completed = [...new Set([...report.completed, ...listed.map((number) => toE164(numberOf(number)))])];
    return { report: { ...report, completed } };
  } catch (cause) {
    if (expected === 0 && report.state === "partial") return followed;
    // The order bought numbers and doesn't name them, so it isn't finished (docs/maintainers/money.md#state-first).
    const interruption = new OrderInterrupted(kind.label, orderId, report.status, "failure", { cause });
    return { report: { ...report, state: "open" }, interruption };
  }
}
