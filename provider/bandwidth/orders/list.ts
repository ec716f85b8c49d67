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
  /** When it last changed, in the API's form, which sorts by time. */
  modified?: string;
}

/**
 * The entries of a list, whatever its wrappers are called; the id is `orderId` or `OrderId`
 * (docs/maintainers/api.md#order-lists).
 */
export function orderEntries(node: XmlNode | XmlNode[] | undefined): XmlElement[] {
  if (node === undefined || typeof node === "string") return [];
  if (Array.isArray(node)) return node.flatMap(orderEntries);
  return idOf(node) === undefined ? Object.values(node).flatMap(orderEntries) : [node];
}

/** Lists of orders show each with its id. */
export const orderForm = (what: string): PagedForm => ({
  what,
  entries: orderEntries,
  id: ["orderId", "OrderId"],
  ownSize: 300,
});

/** What the entries of a list say of their orders. */
export function listedOrders(node: XmlNode | XmlNode[] | undefined): ListedOrder[] {
  return orderEntries(node).map((entry) => ({
    orderId: idOf(entry) ?? "",
    status: text(entry, "OrderStatus") ?? text(entry, "ProcessingStatus"),
    customerOrderId: text(entry, "CustomerOrderId"),
    modified: text(entry, "lastModifiedDate") ?? text(entry, "LastModifiedDate") ?? text(entry, "OrderDate"),
  }));
}

/** An answer shows no more orders, whatever it counts (docs/maintainers/api.md#paging). */
const mostOrders = 1_000;

const idOf = (entry: XmlElement) => text(entry, "orderId") ?? text(entry, "OrderId");

/** A list of orders as the API answers it; undefined when the answer says that there are none. */
async function listOrders(client: Client, kind: OrderKind, query: Query, signal?: AbortSignal) {
  try {
    return await client.request({ method: "GET", path: client.account(kind.collection), query, signal });
  } catch (error) {
    if (saysNone(kind, error)) return undefined;
    throw error;
  }
}

/** Lists in which "none" makes the provider order numbers. */
const orderingLists = new Set(["orders", "portins"]);

/** An empty body, or a document that holds nothing. */
const isEmpty = (raw: string): boolean => /^\s*(<\?xml[^>]*\?>\s*)?(<[\w:.-]+\s*\/>)?\s*$/.test(raw);

/**
 * A 404 in its own form, or one that holds nothing but links, is one of the API's ways to say "none". A 404 that complains of the
 * request is not, nor is one of something in front of the API. One that holds nothing may come from anywhere: to take it for
 * "none" can order the same numbers twice, and does no harm where an order only sets what is set already.
 */
function saysNone({ collection }: OrderKind, error: unknown): boolean {
  if (isOwnNotFound(error)) return !/required/i.test(error.raw);
  if (!(error instanceof BandwidthError) || error.status !== 404) return false;
  return error.root === "Links" || (isEmpty(error.raw) && !orderingLists.has(collection));
}

/** The orders that a list holds; `[]` is a proof that there are none, and what is no list is an error. */
export async function provenList(...asked: Parameters<typeof provenEntries>): Promise<ListedOrder[]> {
  return listedOrders(await provenEntries(...asked));
}

/** The same, with all that the list says of each. */
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
    // Of an id or a number there are few orders; a longer list may have been cut.
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
    const words = `The API's list of ${kind.label}s${asked} is not a list that can be relied on`;
    throw new LookUpUnclear(`${words}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

/** A list of orders about one id or one number is shorter. */
const mostOfOne = 100;

/** A customer order id that no order has. */
const NOBODYS = "no-order-has-this-id";

/**
 * What a list answers about an id that no order has, if it shows none. Some lists count what their filters leave out: where this
 * answer counts as many, the count says nothing of what was asked for. To refuse such a list would keep every order from being
 * placed.
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
 * A list that shows nothing and counts orders, also for an id that no order has, may hide every order: from these credentials, or
 * because it is behind. So where "none" orders numbers, the list without a filter has to show what it counts.
 * @throws BandwidthError when it does not.
 */
async function showsOrders(client: Client, kind: OrderKind, form: PagedForm, signal?: AbortSignal): Promise<void> {
  if (!orderingLists.has(kind.collection)) return;
  const query = { ...kind.lookUp };
  const request: Request = { method: "GET", path: client.account(kind.collection), query, signal };
  const answer = await client.request(request);
  const most = Math.min(mostOrders, Number(query.size ?? mostOrders));
  const shown = form.entries(answer.body).length;
  if (shown === 0) throw unexpected(request, answer, `the ${form.what} shows nothing, whatever is asked`);
  refuseShort(request, answer, { ...form, most }, shown);
}

/** One order as it reads by itself; an answer that holds none is an error. */
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

/** The orders of a kind that did something, newest first, each as it reads by itself. Lists hold no more than 1,000. */
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
