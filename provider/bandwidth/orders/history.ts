import type { Client, Request } from "../http/client.js";
import { elements } from "../http/expected.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { at, listEntries } from "./listEntries.js";
import { isMissingOrder } from "./missing.js";

/** The kinds of orders that tell their history; each is the name of its collection. */
export type HistoricOrders = "orders" | "portins" | "lsrorders" | "dldas" | "e911s" | "tnoptions";

/** One event in the life of an order. */
export interface OrderEvent {
  /** When it happened, in the API's own form. */
  date?: string;
  /** The status of the order at that time, in the API's word. */
  status?: string;
  note?: string;
  author?: string;
  /** What changed, in the API's words: `RequestedFocDate : "" --> 2026-03-02`. */
  difference?: string;
}

const eventCodec: Codec<OrderEvent> = {
  date: asText(["OrderDate"], ["OrderModifiedDate"]),
  status: asText(["Status"]),
  note: asText(["Note"]),
  author: asText(["Author"]),
  difference: asText(["Difference"]),
};

/** A port-in has no history while it is a draft, and the API says so in the place of one. */
const noHistory = ["7710"];

/**
 * What happened to an order, in the API's order; undefined when the API says that there is no such order. One that has
 * no event but its creation has an empty payload, which is a list of none.
 */
export async function orderHistory(
  client: Client,
  collection: HistoricOrders,
  orderId: string,
  signal?: AbortSignal,
): Promise<OrderEvent[] | undefined> {
  const request: Request = { method: "GET", path: client.account(collection, orderId, "history"), signal };
  try {
    const answer = await client.request(request);
    if (answer.root === undefined) return [];
    const form = { what: "history", root: "OrderHistoryWrapper", entries: at("OrderHistory"), id: [], none: noHistory };
    return elements(listEntries(request, answer, form)).map((event) => decode(eventCodec, event));
  } catch (error) {
    if (isMissingOrder(collection, error)) return undefined;
    throw error;
  }
}
