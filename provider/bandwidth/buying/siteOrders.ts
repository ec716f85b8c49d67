import { noSuchSite } from "../account/sites.js";
import type { ApiResponse, Client, Request } from "../http/client.js";
import { refusedWith, unexpected } from "../http/expected.js";
import { orderNumbers } from "../orders/breakdowns.js";
import { firstText, newNumberOrder as kind } from "../orders/kinds.js";
import { listEntries, numberOf } from "../orders/listEntries.js";
import { isMissingOrder } from "../orders/missing.js";
import { pagedOrders } from "../orders/pagedOrders.js";
import { readOrder, toE164 } from "../orders/report.js";
import type { OrderSummary } from "../orders/summary.js";
import { type OrderOutcome, orderOutcome } from "./orderOutcome.js";

/**
 * Orders for new numbers, as their site shows them. The Universal Platform doesn't have them
 * (docs/maintainers/api.md#dialects). A missing site is a refusal with 12016.
 */
export const siteOrders = (client: Client) => {
  const path = (siteId: string, ...more: string[]) => client.account("sites", siteId, kind.collection, ...more);

  /** Undefined when the API says that the order doesn't exist. */
  async function ask(request: Request): Promise<ApiResponse | undefined> {
    try {
      return await client.request(request);
    } catch (error) {
      // A missing site has the same words as a missing order.
      if (!refusedWith(error, noSuchSite) && isMissingOrder(kind.collection, error)) return undefined;
      throw error;
    }
  }

  return {
    /** All orders, page by page. */
    list: (siteId: string, signal?: AbortSignal): Promise<OrderSummary[]> =>
      pagedOrders(client, path(siteId), {}, signal),

    /** One order. */
    async get(siteId: string, orderId: string, signal?: AbortSignal): Promise<OrderOutcome | undefined> {
      const request: Request = { method: "GET", path: path(siteId, orderId), signal };
      const answer = await ask(request);
      if (answer === undefined) return undefined;
      if (firstText(answer.body, kind.status) === undefined) {
        throw unexpected(request, answer, "the answer holds no order");
      }
      return orderOutcome(orderId, readOrder(kind, answer));
    },

    /** The order's numbers, E.164. */
    async telephoneNumbers(siteId: string, orderId: string, signal?: AbortSignal): Promise<string[] | undefined> {
      const request: Request = { method: "GET", path: path(siteId, orderId, "tns"), signal };
      const answer = await ask(request);
      if (answer === undefined) return undefined;
      return listEntries(request, answer, orderNumbers).map((number) => toE164(numberOf(number)));
    },
  };
};
