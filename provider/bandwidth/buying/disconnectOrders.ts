import type { Client, Request } from "../http/client.js";
import { unexpected } from "../http/expected.js";
import { firstText, disconnectOrder as kind } from "../orders/kinds.js";
import { unlessMissing } from "../orders/missing.js";
import { type PagedOrderFilters, pagedOrders } from "../orders/pagedOrders.js";
import { type NumberFailure, readOrder, toE164 } from "../orders/report.js";
import type { OrderSummary } from "../orders/summary.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { texts } from "../xml/xml.js";

/** What a disconnect order says about itself. */
export interface DisconnectReport {
  orderId: string;
  status: string;
  /** The numbers to disconnect, E.164. */
  telephoneNumbers: string[];
  /** The numbers disconnected so far. */
  disconnectedNumbers: string[];
  failedNumbers: NumberFailure[];
  customerOrderId?: string;
  name?: string;
  orderCreateDate?: string;
  disconnectMode?: string;
  protected?: string;
}

type Details = Pick<DisconnectReport, "customerOrderId" | "name" | "orderCreateDate" | "disconnectMode" | "protected">;

const type = "DisconnectTelephoneNumberOrderType";

const detailsCodec: Codec<Details> = {
  customerOrderId: asText(["orderRequest", "CustomerOrderId"]),
  name: asText(["orderRequest", "Name"], ["orderRequest", "name"]),
  orderCreateDate: asText(["orderRequest", "OrderCreateDate"]),
  disconnectMode: asText(["orderRequest", type, "DisconnectMode"]),
  protected: asText(["orderRequest", type, "Protected"]),
};

/** Looks up disconnect orders, whoever placed them. */
export const disconnectOrders = (client: Client) => ({
  /**
   * All matching orders, all pages. The API has no filter by number or by customer order id
   * (docs/maintainers/api.md#filters).
   */
  list: (filters: Omit<PagedOrderFilters, "customerOrderId">, signal?: AbortSignal): Promise<OrderSummary[]> =>
    pagedOrders(client, client.account(kind.collection), filters, signal),

  /** One order. Undefined when the API says that it doesn't exist. */
  async get(orderId: string, signal?: AbortSignal): Promise<DisconnectReport | undefined> {
    const request: Request = { method: "GET", path: client.account(kind.collection, orderId), signal };
    const answer = await unlessMissing(kind.collection, client.request(request));
    if (answer === undefined) return undefined;
    const { body } = answer;
    if (firstText(body, kind.status) === undefined) throw unexpected(request, answer, "the answer holds no disconnect");
    const { status, completed, failed } = readOrder(kind, answer);
    return {
      orderId,
      status,
      telephoneNumbers: texts(body, "orderRequest", type, "TelephoneNumberList", "TelephoneNumber").map(toE164),
      disconnectedNumbers: completed,
      failedNumbers: failed,
      ...decode(detailsCodec, body),
    };
  },
});
