import type { OrderInterrupted } from "../orders/errors.js";
import type { OrderState } from "../orders/kinds.js";
import { type NumberFailure, type OrderReport, toE164 } from "../orders/report.js";
import { asFlag, asText, type Codec, decode } from "../xml/codec.js";
import { element, list, text, texts } from "../xml/xml.js";

/** The status of an order for new numbers. */
export interface OrderOutcome {
  orderId: string;
  customerOrderId?: string;
  /** The API's word. */
  status: string;
  state: OrderState;
  /** E.164, in the API's sequence. */
  completed: string[];
  failed: NumberFailure[];
  siteId?: string;
  sipPeerId?: string;
  /** The number of telephone numbers that the order asked for. */
  requested?: number;
  /** Numbers still to come, on an open or back-ordered order. */
  pending: number;
  summary?: string;
  facts: OrderFacts;
  /** Why the run stopped following an open order. */
  interruption?: OrderInterrupted;
  /** The answer to its `POST` was lost. A look-up has found it, and may not have shown another one yet. */
  wasFound?: boolean;
}

/** An order's other data. Times are in the API's format. */
export interface OrderFacts {
  name?: string;
  createdByUser?: string;
  orderCreateDate?: string;
  lastModifiedDate?: string;
  orderCompleteDate?: string;
  partialAllowed?: boolean;
  backOrderRequested?: boolean;
  autoActivate?: boolean;
  protected: boolean;
}

const factsCodec: Codec<Omit<OrderFacts, "protected">> = {
  name: asText(["Order", "Name"]),
  createdByUser: asText(["CreatedByUser"]),
  orderCreateDate: asText(["Order", "OrderCreateDate"]),
  lastModifiedDate: asText(["LastModifiedDate"]),
  orderCompleteDate: asText(["OrderCompleteDate"]),
  partialAllowed: asFlag(["Order", "PartialAllowed"]),
  backOrderRequested: asFlag(["Order", "BackOrderRequested"]),
  autoActivate: asFlag(["Order", "AutoActivate"]),
};

/** Reads the outcome from `OrderResponse` (docs/maintainers/api.md#new-number-orders). */
export function orderOutcome(orderId: string, report: OrderReport, interruption?: OrderInterrupted): OrderOutcome {
  const { body, status, state, completed, failed, customerOrderId } = report;
  const requested = requestedQuantity(report);
  return {
    orderId,
    customerOrderId,
    status,
    state,
    completed,
    failed,
    siteId: text(body, "Order", "SiteId"),
    sipPeerId: text(body, "Order", "PeerId"),
    requested,
    pending: pendingQuantity(report, requested),
    summary: text(body, "Summary"),
    facts: {
      ...decode(factsCodec, body),
      protected: texts(body, "Order", "TnAttributes", "TnAttribute").includes("Protected"),
    },
    interruption,
  };
}

/**
 * How many numbers the API says it completed. The samples show that this can contradict the list
 * (docs/maintainers/api.md#new-number-orders).
 */
export function completedQuantity(report: OrderReport): number | undefined {
  return count(text(report.body, "CompletedQuantity"));
}

function pendingQuantity({ state, body, completed }: OrderReport, requested: number | undefined): number {
  if (state !== "open" && state !== "backordered") return 0;
  return count(text(body, "PendingQuantity")) ?? Math.max(0, (requested ?? 0) - completed.length);
}

/** For every order type: the order repeats a quantity, or lists the numbers. */
export function requestedQuantity({ body }: OrderReport): number | undefined {
  const order = element(body, "Order");
  const type = Object.keys(order ?? {}).find((name) => name.endsWith("OrderType"));
  if (type === undefined) return undefined;
  const named = list(order, type, "TelephoneNumberList", "TelephoneNumber");
  const numbers = new Set(named.flatMap((item) => toE164(text(item) ?? "")));
  return count(text(order, type, "Quantity")) ?? (numbers.size > 0 ? numbers.size : undefined);
}

function count(value: string | undefined): number | undefined {
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}
