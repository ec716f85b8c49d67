import type { Client, Request } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { refusedWith, unexpected } from "../http/expected.js";
import type { Query } from "../http/url.js";
import type { OrderInterrupted } from "../orders/errors.js";
import { type Following, follow } from "../orders/follow.js";
import {
  asSpelled,
  firstText,
  isKnownState,
  lsrOrder as kind,
  type OrderKind,
  type OrderState,
} from "../orders/kinds.js";
import { provenEntries } from "../orders/list.js";
import { isMissingOrder } from "../orders/missing.js";
import { type NumberFailure, toE164 } from "../orders/report.js";
import { type FoundOrder, findOrders, type SubmittedOrder, submitOrder } from "../orders/submit.js";
import { type OrderSummary, orderSummary } from "../orders/summary.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { decode, encode, fieldsOf } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";
import { type LsrOrderData, type LsrOrderFacts, lsrFactsCodec, lsrOrderCodec } from "./lsrOrderCodec.js";

export type { LsrOrderData, LsrSubscriber } from "./lsrOrderCodec.js";

/** How far an LSR order must get before the waiting ends. "received" is any state without a problem. */
export type LsrMilestone = "received" | "submitted" | "foc" | "complete";

/** An LSR order as the API shows it. Numbers are E.164. */
export interface LsrOrder extends LsrOrderData, LsrOrderFacts {
  orderId: string;
  /**
   * The API's word. A canceled order is always `CANCELLED` here. Some pages spell it with one L
   * (docs/maintainers/api.md#lsr-orders).
   */
  status: string;
  errors: NumberFailure[];
}

/** An LSR order in a list. */
export interface LsrOrderSummary extends OrderSummary, Pick<LsrOrderFacts, "actualFocDate" | "ponVersion"> {
  pon?: string;
  billingTelephoneNumber?: string;
  requestedFocDate?: string;
  errors: NumberFailure[];
}

/** Which orders to list. */
export interface LsrOrderFilters {
  status?: readonly string[];
  /** E.164. */
  telephoneNumber?: string;
  pon?: string;
  [name: string]: Query[string];
}

/** The sequence of the states, from first to last. */
const way = ["PENDING", "SUBMITTED", "FOC", "COMPLETE"];
const milestones: Record<LsrMilestone, string> = {
  received: "PENDING",
  submitted: "SUBMITTED",
  foc: "FOC",
  complete: "COMPLETE",
};

export const lsrHasReached = (status: string | undefined, milestone: LsrMilestone): boolean =>
  way.indexOf(status ?? "") >= way.indexOf(milestones[milestone]);

/** Whether the order is over and the numbers have not left. Nothing can change that any more. */
export const lsrIsDead = (status: string | undefined): boolean => status === "CANCELLED" || status === "FAILED";

/** Waiting doesn't help: somebody must correct the problem or place a new order. */
const ends: Readonly<Record<string, OrderState>> = {
  EXCEPTION: "failed",
  FAILED: "failed",
  CANCELLED: "failed",
};

/** Whether this version knows the meaning of a state. */
export const lsrIsKnown = (status: string): boolean => isKnownState(status, { ...kind, states: ends });

const until = (milestone: LsrMilestone): OrderKind => ({
  ...kind,
  states: {
    ...ends,
    ...Object.fromEntries(way.map((word) => [word, lsrHasReached(word, milestone) ? "done" : "open"])),
  },
});

const untilCanceled: OrderKind = {
  ...kind,
  states: { CANCELLED: "done", FAILED: "done", COMPLETE: "failed" },
};

/** The order's elements that a PUT may name (docs/maintainers/api.md#lsr-orders). */
const changeableElements = fieldsOf(lsrOrderCodec).flatMap(([name, { path }]) =>
  name === "pon" || name === "telephoneNumbers" ? [] : path,
);

/** 17018 says that the order will be canceled, as requested. */
const willBeCanceled = "17018";
/** The order can't be changed any more, perhaps because it is already canceled, or because the numbers have left. */
const isClosed = ["17015", "17029"];
/** Two orders can never have the same PON (docs/maintainers/api.md#lsr-orders). */
const ponIsTaken = "17032";

/** Whether an order was refused because another order has its PON, perhaps one of our own. */
export const isPonTaken = (error: unknown): boolean => refusedWith(error, ponIsTaken);

/** Whether the API says that there is no such LSR order. */
const isMissing = (error: unknown): boolean => isMissingOrder(kind.collection, error) || refusedWith(error, "17014");

/** LSR orders: another carrier takes telephone numbers out of Bandwidth's network. */
export const lsrOrders = (client: Client) => {
  const one = (orderId: string) => client.account(kind.collection, orderId);
  const wire = (number: string | undefined) => number && wireNumber(number, client.dialect);

  const wired = (data: LsrOrderData): LsrOrderData => ({
    ...data,
    billingTelephoneNumber: wire(data.billingTelephoneNumber),
    telephoneNumbers: data.telephoneNumbers?.map((number) => wireNumber(number, client.dialect)),
  });

  /** An order by its id, as the API writes it. Undefined when the API says that it doesn't exist. */
  async function found(orderId: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path: one(orderId), signal };
    try {
      const answer = await client.request(request);
      if (firstText(answer.body, kind.status) === undefined) {
        throw unexpected(request, answer, "the answer holds no LSR order");
      }
      return answer.body;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** An order by its id. Undefined when the API says that it doesn't exist. */
  async function get(orderId: string, signal?: AbortSignal): Promise<LsrOrder | undefined> {
    const body = await found(orderId, signal);
    return body && readLsrOrder(orderId, body);
  }

  return {
    get,

    /** The orders under this customer order id. `[]` is proof that there are none. */
    find: (customerOrderId: string, signal?: AbortSignal): Promise<FoundOrder[]> =>
      findOrders(client, kind, customerOrderId, signal),

    /**
     * Places an order, once. If the answer is lost, it looks for the order under the id before it sends anything again.
     */
    submit(data: LsrOrderData, customerOrderId: string, signal?: AbortSignal): Promise<SubmittedOrder> {
      const content = encode(lsrOrderCodec, wired({ ...data, customerOrderId }));
      return submitOrder(client, kind, customerOrderId, { root: "LsrOrder", content }, { signal });
    },

    /**
     * Sets everything that can change in an order. The API doesn't document whether a PUT keeps what it leaves out. So
     * the PUT also repeats the subscriber's data that this version doesn't know. Besides the subscriber, an order has
     * data that a PUT may not name. The PUT is sent once, because each one is another version of the PON.
     */
    async change(orderId: string, data: Omit<LsrOrderData, "pon" | "telephoneNumbers">, signal?: AbortSignal) {
      const body = await found(orderId, signal);
      const order = body ? (element(body, "LsrOrder") ?? body) : {};
      const facts = Object.keys(order).filter((name) => !changeableElements.includes(name));
      const there = without(order, facts);
      const content = changedDocument(lsrOrderCodec, there, wired(data));
      const document = { root: "LsrOrder", content };
      await client.request({ method: "PUT", path: one(orderId), body: document, repeatable: false, signal });
    },

    /**
     * Cancels the order. "gone" includes an order that was canceled before. "complete" means that the cancel came too
     * late.
     */
    async cancel(orderId: string, following: Following): Promise<"canceled" | "gone" | "complete" | OrderInterrupted> {
      const body = { root: "LsrOrder", content: { OrderStatus: "CANCELLED" } };
      try {
        await client.request({ method: "PUT", path: one(orderId), body, signal: following.signal });
      } catch (error) {
        if (isMissing(error)) return "gone";
        if (refusedWith(error, ...isClosed)) {
          const { status } = (await get(orderId, following.signal)) ?? {};
          if (status === undefined || lsrIsDead(status)) return "gone";
          if (status === "COMPLETE") return "complete";
        }
        if (!refusedWith(error, willBeCanceled)) throw error;
      }
      const { report, interruption } = await follow(client, untilCanceled, orderId, following);
      return interruption ?? (report.state === "done" ? "canceled" : "complete");
    },

    /** Waits for a milestone, or for a state in which waiting doesn't help. Never throws, because an order exists. */
    async follow(orderId: string, milestone: LsrMilestone, following: Following, status?: string) {
      const { report, interruption } = await follow(client, until(milestone), orderId, following, { status });
      return { order: { ...readLsrOrder(orderId, report.body), status: report.status }, interruption };
    },

    /** The orders in the API's sequence: at most 1,000 of the last two years (docs/maintainers/api.md#paging). */
    async list(filters: LsrOrderFilters, signal?: AbortSignal): Promise<LsrOrderSummary[]> {
      const { telephoneNumber, status, ...rest } = filters;
      // Only here, the word has one L (docs/maintainers/api.md#lsr-orders).
      const words = status?.map((word) => (word === "CANCELLED" ? "CANCELED" : word));
      const query = { ...rest, status: words, tn: wire(telephoneNumber) };
      return (await provenEntries(client, kind, query, signal)).map(readSummary);
    },
  };
};

function readLsrOrder(orderId: string, body: XmlElement): LsrOrder {
  const order = element(body, "LsrOrder") ?? body;
  const data = decode(lsrOrderCodec, order);
  return {
    ...data,
    ...decode(lsrFactsCodec, order),
    orderId,
    status: asSpelled(firstText(body, kind.status) ?? ""),
    billingTelephoneNumber: data.billingTelephoneNumber && toE164(data.billingTelephoneNumber),
    telephoneNumbers: data.telephoneNumbers?.map(toE164),
    errors: errorsIn(order),
  };
}

function readSummary(entry: XmlElement): LsrOrderSummary {
  const { pon, billingTelephoneNumber, requestedFocDate } = decode(lsrOrderCodec, entry);
  const { actualFocDate, ponVersion } = decode(lsrFactsCodec, entry);
  const { status, ...summary } = orderSummary(entry);
  return {
    ...summary,
    status: status && asSpelled(status),
    pon,
    ponVersion,
    billingTelephoneNumber: billingTelephoneNumber && toE164(billingTelephoneNumber),
    requestedFocDate,
    actualFocDate,
    errors: errorsIn(entry),
  };
}

function errorsIn(order: XmlElement): NumberFailure[] {
  const details = errorDetails({ root: "", content: order });
  return details.map(({ code, description }) => ({ code, description }));
}
