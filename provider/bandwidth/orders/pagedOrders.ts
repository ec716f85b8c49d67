import type { Client, Request } from "../http/client.js";
import { elements } from "../http/expected.js";
import { orderForm } from "./list.js";
import { pagedList } from "./pagedList.js";
import { type OrderSummary, orderSummary } from "./summary.js";

/** Filters of the lists that come in pages: orders for new numbers, and disconnects. */
export interface PagedOrderFilters {
  /** `complete`, `partial`, `failed` or `backordered` (15518). */
  status?: string;
  userId?: string;
  /** Only the list of orders for new numbers knows this filter (docs/maintainers/api.md#filters). */
  customerOrderId?: string;
  /** YY-MM-DD, only together with `endDate`. */
  startDate?: string;
  endDate?: string;
}

/** A page has at most 1,000 orders (docs/maintainers/api.md#paging). */
const pageSize = 1_000;

/**
 * The orders at a path, all pages, in the API's sequence. A 204, or a 404 with only links, means none. Any other answer
 * that isn't a list is an error.
 */
export async function pagedOrders(
  client: Client,
  path: readonly string[],
  { status, userId, customerOrderId, startDate, endDate }: PagedOrderFilters,
  signal?: AbortSignal,
): Promise<OrderSummary[]> {
  const query = { status, userid: userId, customerOrderId, startdate: startDate, enddate: endDate };
  const request: Request = { method: "GET", path, query, signal };
  const found = new Map<string, OrderSummary>();
  for await (const entries of pagedList(client, request, { ...orderForm("list of orders"), size: pageSize })) {
    // An order placed while the pages are read can push another order onto the next page.
    for (const order of elements(entries).map(orderSummary)) found.set(order.orderId, order);
  }
  return [...found.values()];
}
