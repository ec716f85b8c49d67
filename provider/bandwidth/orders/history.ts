import type { Client, Request } from "../http/client.js";
import { elements } from "../http/expected.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { at, listEntries } from "./listEntries.js";
import { isMissingOrder } from "./missing.js";

/** The kinds of orders with a history. Each is the name of its collection. */
export type HistoricOrders = "orders" | "portins" | "lsrorders" | "dldas" | "e911s" | "tnoptions" | "moveTns";

/** One event of an order. */
export interface OrderEvent {
  /** The time of the event, in the API's format. */
  date?: string;
  /** The order's status at that time, in the API's word. */
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

/** A draft port-in has no history. The API returns this instead. */
const noHistory = ["7710"];

/**
 * An order's events, in the API's sequence. Undefined when the API says that there is no such order. An order with only
 * its creation has an empty payload: an empty list.
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
