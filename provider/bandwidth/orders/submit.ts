import { looks, looksAfter } from "../http/backOff.js";
import type { ApiResponse, Client } from "../http/client.js";
import { BandwidthError, Canceled } from "../http/errors.js";
import type { Query } from "../http/url.js";
import type { XmlDocument } from "../xml/xml.js";
import { LookUpUnclear, OrderFateUnknown } from "./errors.js";
import { firstText, type OrderKind, orderState } from "./kinds.js";
import { provenList } from "./list.js";
import { readOrder } from "./report.js";

/** An order that a look-up found. */
export interface FoundOrder {
  orderId: string;
  status?: string;
}

/** The same, with the time of its last change, if a list showed it. */
interface DatedOrder extends FoundOrder {
  modified?: string;
}

/** An order that the API accepted. */
export interface SubmittedOrder {
  orderId: string;
  status?: string;
  /** When its acceptance came in. Undefined: a look-up has found it after a lost answer, or it takes days anyway. */
  acceptedAt?: number;
}

/** What the API accepts as `CustomerOrderId` (5052). */
const customerOrderIdForm = /^[A-Za-z0-9 -]{1,40}$/;
/** How often an order is sent, if look-ups prove each time that it didn't arrive. */
const mostPosts = 3;
/** If more orders than this have one id, the list isn't filtered, and nothing in it is reliable. */
const mostMatches = 25;

/**
 * The orders under this id. `[]` is proof that there are none. Without proof it throws, because the provider would buy
 * again (docs/maintainers/money.md#never-buy-twice).
 */
export async function findOrders(...asked: Parameters<typeof datedOrders>): Promise<FoundOrder[]> {
  return (await datedOrders(...asked)).map(({ orderId, status }) => ({ orderId, status }));
}

async function datedOrders(
  client: Client,
  kind: OrderKind,
  customerOrderId: string,
  signal?: AbortSignal,
  lookUp: Query = {},
): Promise<DatedOrder[]> {
  const found = await findIn(client, kind, customerOrderId, signal, lookUp);
  for (const status of kind.alsoIn ?? []) {
    // One order that didn't fail is enough proof. Only without one, ask for the states that the list leaves out.
    if (found.some((order) => orderState(order.status, kind) !== "failed")) break;
    const more = await findIn(client, kind, customerOrderId, signal, { ...lookUp, status });
    found.push(...more.filter(({ orderId }) => !found.some((one) => one.orderId === orderId)));
  }
  return found;
}

/** What one list shows. */
async function findIn(
  client: Client,
  kind: OrderKind,
  customerOrderId: string,
  signal: AbortSignal | undefined,
  lookUp: Query,
): Promise<DatedOrder[]> {
  const listed = await provenList(client, kind, { customerOrderId, ...kind.lookUp, ...lookUp }, signal);
  const entries = listed.filter((entry) => carries(entry.customerOrderId, customerOrderId) !== false);
  if (entries.length > mostMatches) {
    throw new LookUpUnclear(
      `The API lists ${entries.length} ${kind.label}s when asked for those with customer order id ` +
        `"${customerOrderId}": it seems to ignore the filter, so nothing was ordered.`,
    );
  }
  const found: DatedOrder[] = [];
  for (const { orderId, status, modified, customerOrderId: listedId } of entries) {
    if (carries(listedId, customerOrderId)) {
      found.push({ orderId, status, modified });
      continue;
    }
    // The entry doesn't show its id, but the order itself does. Adopting somebody else's order would end with its
    // numbers being disconnected.
    const request = { method: "GET", path: client.account(kind.collection, orderId), signal } as const;
    const report = readOrder(kind, await client.request(request));
    if (carries(report.customerOrderId, customerOrderId)) found.push({ orderId, status: report.status, modified });
  }
  return found;
}

function carries(listed: string | undefined, wanted: string): boolean | undefined {
  return listed === undefined ? undefined : listed.toLowerCase() === wanted.toLowerCase();
}

/** What is known before an order is posted. */
export interface SubmitOptions {
  signal?: AbortSignal;
  /** Orders that are older than this one, and so can't be it. */
  known?: readonly FoundOrder[];
  /** All orders that changed since then are known. Older ones under the same id can't be this one either. */
  knownSince?: number;
  lookUp?: Query;
}

/**
 * Posts an order. If the answer doesn't say whether the order exists, it looks for the order under its id. It posts
 * again only when the look-ups prove that the order doesn't exist.
 */
export async function submitOrder(
  client: Client,
  kind: OrderKind,
  customerOrderId: string,
  document: XmlDocument,
  options: SubmitOptions = {},
): Promise<SubmittedOrder> {
  if (!customerOrderIdForm.test(customerOrderId)) {
    throw new RangeError(
      `"${customerOrderId}" can't be a customer order id. Use 1 to 40 letters, digits, dashes and spaces.`,
    );
  }
  const known = new Set(options.known?.map(({ orderId }) => orderId));
  let cause: unknown;
  for (let post = 0; post < mostPosts; post++) {
    options.signal?.throwIfAborted();
    try {
      const answer = await client.request({
        method: "POST",
        path: client.account(kind.collection),
        body: document,
        signal: options.signal,
      });
      const orderId = submittedId(kind, answer);
      const accepted = kind.recent && { acceptedAt: client.clock.now() };
      if (orderId !== undefined) return { orderId, status: firstText(answer.body, kind.status), ...accepted };
      cause = new LookUpUnclear(`The API answered ${answer.status} without an order id.`);
    } catch (error) {
      if (!mayHaveActed(error)) throw error;
      cause = error;
    }
    const canceled = options.signal?.aborted === true;
    const found = await lookAgain(
      client,
      kind,
      customerOrderId,
      { known, knownSince: options.knownSince, lookUp: options.lookUp },
      canceled ? undefined : options.signal,
      canceled,
    );
    if (found !== undefined) return found;
    if (canceled) break;
  }
  throw new OrderFateUnknown(kind.label, customerOrderId, { cause });
}

/** The id in `Location`, or else in the body (docs/maintainers/api.md#ids). */
export function submittedId(kind: OrderKind, answer: ApiResponse): string | undefined {
  return answer.id ?? firstText(answer.body, kind.id);
}

/** Whether the server may have acted on a request that ended in this error. */
export function mayHaveActed(error: unknown): boolean {
  return (error instanceof BandwidthError || error instanceof Canceled) && error.fate === "unknown";
}

async function lookAgain(
  client: Client,
  kind: OrderKind,
  customerOrderId: string,
  { known, knownSince, lookUp }: { known: ReadonlySet<string> } & Pick<SubmitOptions, "knownSince" | "lookUp">,
  signal: AbortSignal | undefined,
  hasty: boolean,
): Promise<SubmittedOrder | undefined> {
  try {
    for await (const _ of looks(client.clock, hasty ? looksAfter.cancel : looksAfter.order, signal)) {
      const found = await datedOrders(client, kind, customerOrderId, signal, lookUp);
      const isOld = (order: DatedOrder) => knownSince !== undefined && Date.parse(order.modified ?? "") < knownSince;
      const fresh = found.filter((order) => !known.has(order.orderId) && !isOld(order));
      const best = fresh.find(({ status }) => orderState(status) !== "failed") ?? fresh[0];
      if (best !== undefined) return best;
    }
    return undefined;
  } catch (error) {
    throw new OrderFateUnknown(kind.label, customerOrderId, { cause: error });
  }
}
