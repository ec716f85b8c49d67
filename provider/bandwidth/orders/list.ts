import { isDeepStrictEqual } from "node:util";
import type { ApiResponse, Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { elements, isOwnNotFound, unexpected } from "../http/expected.js";
import type { Query } from "../http/url.js";
import { text, type XmlElement, type XmlNode } from "../xml/xml.js";
import { LookUpUnclear } from "./errors.js";
import { type OrderKind, orderState } from "./kinds.js";
import { entriesIn, refuseShort, statedCount } from "./listEntries.js";
import type { PagedForm } from "./pagedList.js";

/** An order in a list of orders. */
export interface ListedOrder {
  orderId: string;
  status?: string;
  customerOrderId?: string;
  /** The time of its last change, in the API's format, which sorts by time. */
  modified?: string;
  /** The time when it was placed. */
  placed?: string;
}

/**
 * The entries of a list, whatever its wrappers are called. The id is `orderId` or `OrderId`
 * (docs/maintainers/api.md#order-lists).
 */
export function orderEntries(node: XmlNode | XmlNode[] | undefined): XmlElement[] {
  if (node === undefined || typeof node === "string") return [];
  if (Array.isArray(node)) return node.flatMap(orderEntries);
  return idOf(node) === undefined ? Object.values(node).flatMap(orderEntries) : [node];
}

/** Every entry of an order list has an id. */
export const orderForm = (what: string): PagedForm => ({
  what,
  entries: orderEntries,
  id: ["orderId", "OrderId"],
  ownSize: 300,
});

/** What the entries of a list say about their orders. */
export function listedOrders(node: XmlNode | XmlNode[] | undefined): ListedOrder[] {
  return orderEntries(node).map((entry) => ({
    orderId: idOf(entry) ?? "",
    status: text(entry, "OrderStatus") ?? text(entry, "ProcessingStatus"),
    customerOrderId: text(entry, "CustomerOrderId"),
    modified: text(entry, "lastModifiedDate") ?? text(entry, "LastModifiedDate") ?? text(entry, "OrderDate"),
    placed: text(entry, "OrderDate"),
  }));
}

/** An answer shows at most this many orders, whatever it counts (docs/maintainers/api.md#paging). */
const mostOrders = 1_000;

const idOf = (entry: XmlElement) => text(entry, "orderId") ?? text(entry, "OrderId");

/** A list of orders as the API answers it. Undefined when the answer says that there are none. */
async function listOrders(client: Client, kind: OrderKind, query: Query, signal?: AbortSignal) {
  try {
    return await client.request({ method: "GET", path: client.account(kind.collection), query, signal });
  } catch (error) {
    if (saysNone(kind, error)) return undefined;
    throw error;
  }
}

/** If these lists answer "none", the provider orders numbers. */
const orderingLists = new Set(["orders", "portins"]);

/** An empty body, or an empty document. */
const isEmpty = (raw: string): boolean => /^\s*(<\?xml[^>]*\?>\s*)?(<[\w:.-]+\s*\/>)?\s*$/.test(raw);

/**
 * A 404 in the API's own form, or a 404 with only links, is one of the API's ways to say "none". These 404s don't mean
 * "none": one that complains about the request, and one from something in front of the API. An empty 404 may come from
 * anywhere. Reading it as "none" can order the same numbers twice. Where an order only sets what is already set, it
 * does no harm.
 */
function saysNone({ collection }: OrderKind, error: unknown): boolean {
  if (isOwnNotFound(error)) return !/required/i.test(error.raw);
  if (!(error instanceof BandwidthError) || error.status !== 404) return false;
  return error.root === "Links" || (isEmpty(error.raw) && !orderingLists.has(collection));
}

/** The orders in a list. `[]` is proof that there are none. Anything that isn't a list is an error. */
export async function provenList(...asked: Parameters<typeof provenEntries>): Promise<ListedOrder[]> {
  return listedOrders(await provenEntries(...asked));
}

/** The same, with everything that the list says about each order. */
export async function provenEntries(
  client: Client,
  kind: OrderKind,
  query: Query,
  signal?: AbortSignal,
): Promise<XmlElement[]> {
  const answer = await listOrders(client, kind, query, signal);
  if (answer === undefined) return [];
  const request: Request = { method: "GET", path: client.account(kind.collection), query, signal };
  const form = { ...orderForm(`list of ${kind.label}s`), most: mostOrders };
  try {
    if (answer.status === 204) return [];
    const count = statedCount(answer.body, form) ?? 0;
    const shown = form.entries(answer.body).length;
    // There are few orders for one id or one number. A longer list may be cut.
    const isNarrow = (query.customerOrderId ?? query.tn) !== undefined && shown < mostOfOne;
    const isShort = shown < Math.min(count, mostOrders);
    const none = isShort && isNarrow ? await answerOfNone(client, kind, form, signal) : undefined;
    const countsAll = none !== undefined && statedCount(none.body, form) === count;
    if (countsAll && shown === 0 && isDeepStrictEqual(none.body, answer.body)) {
      await showsOrders(client, kind, form, signal);
      return [];
    }
    const found = entriesIn(request, answer, form);
    if (!countsAll) refuseShort(request, answer, form, found.length);
    return elements(found);
  } catch (error) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const asked = given.map(([name, value]) => ` with ${name} ${value}`).join();
    const words = `The API's list of ${kind.label}s${asked} isn't reliable`;
    throw new LookUpUnclear(`${words}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** A list of orders for one id or one number is shorter than this. */
const mostOfOne = 100;

/** A customer order id that no order has. */
const NOBODYS = "no-order-has-this-id";

/**
 * The list's answer about an id that no order has, if it shows no order. Some lists also count what their filters leave
 * out. If this answer has the same count, the count says nothing about the look-up. Refusing such a list would block
 * every order.
 */
async function answerOfNone(
  client: Client,
  kind: OrderKind,
  form: PagedForm,
  signal?: AbortSignal,
): Promise<ApiResponse | undefined> {
  if (kind.lookUp === undefined) return undefined;
  const answer = await listOrders(client, kind, { ...kind.lookUp, customerOrderId: NOBODYS }, signal);
  return answer?.root !== undefined && form.entries(answer.body).length === 0 ? answer : undefined;
}

/**
 * A list that counts orders but shows none, even for an id that no order has, may hide every order: from these credentials,
 * or because it lags behind. Where "none" would order numbers, the list without a filter must show what it counts.
 * @throws BandwidthError when it doesn't.
 */
async function showsOrders(client: Client, kind: OrderKind, form: PagedForm, signal?: AbortSignal): Promise<void> {
  if (!orderingLists.has(kind.collection)) return;
  const query = { ...kind.lookUp };
  const request: Request = { method: "GET", path: client.account(kind.collection), query, signal };
  const answer = await client.request(request);
  const most = Math.min(mostOrders, Number(query.size ?? mostOrders));
  const shown = form.entries(answer.body).length;
  if (shown === 0) throw unexpected(request, answer, `the ${form.what} shows nothing, whatever the filter`);
  refuseShort(request, answer, { ...form, most }, shown);
}

/** One order, read by its id. An empty answer is an error. */
export async function provenOrder(
  client: Client,
  kind: OrderKind,
  orderId: string,
  signal?: AbortSignal,
): Promise<ApiResponse> {
  const answer = await client.request({ method: "GET", path: client.account(kind.collection, orderId), signal });
  if (answer.root === undefined) throw new LookUpUnclear(`The API's answer about ${kind.label} ${orderId} is empty.`);
  return answer;
}

/** The finished or partly finished orders of a kind, newest first, each read by its id. Lists have at most 1,000. */
export async function* listOrderBodies(
  client: Client,
  kind: OrderKind,
  signal?: AbortSignal,
  query: Query = {},
): AsyncIterable<{ orderId: string; body: XmlElement }> {
  const done = (await provenList(client, kind, query, signal)).filter(({ status }) => {
    const state = orderState(status);
    return state === "done" || state === "partial";
  });
  done.sort((one, other) => (other.modified ?? "").localeCompare(one.modified ?? ""));
  for (const { orderId } of done) {
    const { body } = await provenOrder(client, kind, orderId, signal);
    yield { orderId, body };
  }
}
