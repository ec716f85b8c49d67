import type { Query } from "./address.js";
import type { Client } from "./client.js";
import { BandwidthError } from "./errors.js";
import { type OrderKind, orderState } from "./orderKinds.js";
import { text, type XmlElement, type XmlNode } from "./xml.js";

/** An order in a list of orders. */
export interface ListedOrder {
  orderId: string;
  status?: string;
  customerOrderId?: string;
  /** When it last changed, in the API's form, which sorts by time. */
  modified?: string;
}

/** The entries of a list, whatever its wrappers are called; the id is `orderId` or `OrderId` (api-in-practice §2.3). */
export function listedOrders(node: XmlNode | XmlNode[] | undefined): ListedOrder[] {
  if (node === undefined || typeof node === "string") return [];
  if (Array.isArray(node)) return node.flatMap(listedOrders);
  const orderId = text(node, "orderId") ?? text(node, "OrderId");
  if (orderId === undefined) return Object.values(node).flatMap(listedOrders);
  return [
    {
      orderId,
      status: text(node, "OrderStatus") ?? text(node, "ProcessingStatus"),
      customerOrderId: text(node, "CustomerOrderId"),
      modified: text(node, "lastModifiedDate") ?? text(node, "LastModifiedDate") ?? text(node, "OrderDate"),
    },
  ];
}

/** A list of orders as the API answers it; undefined when the answer says that there are none. */
export async function listOrders(client: Client, kind: OrderKind, query: Query, signal?: AbortSignal) {
  try {
    return await client.request({ method: "GET", path: client.account(kind.collection), query, signal });
  } catch (error) {
    // 404 is one of the API's ways to say "none"; a 404 that complains of the request is not.
    const none = error instanceof BandwidthError && error.status === 404 && !error.html;
    if (none && !/required/i.test(error.raw)) return undefined;
    throw error;
  }
}

/** The orders of a kind that did something, newest first, each as it reads by itself. Lists hold no more than 1,000. */
export async function* listOrderBodies(
  client: Client,
  kind: OrderKind,
  signal?: AbortSignal,
  query: Query = {},
): AsyncIterable<{ orderId: string; body: XmlElement }> {
  const answer = await listOrders(client, kind, query, signal);
  const done = listedOrders(answer?.body).filter(({ status }) => {
    const state = orderState(status);
    return state === "done" || state === "partial";
  });
  done.sort((one, other) => (other.modified ?? "").localeCompare(one.modified ?? ""));
  for (const { orderId } of done) {
    const { body } = await client.request({ method: "GET", path: client.account(kind.collection, orderId), signal });
    yield { orderId, body };
  }
}
