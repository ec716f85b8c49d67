import type { FeatureKind, FeatureOrder, HistoryRecord, Order } from "../account/types.js";
import { type Call, parameter, type Refusal, type Reply, statusRefusal, xmlReply } from "../call.js";
import { fromWire, wire } from "../telephone.js";
import { textsOf, type XmlElement, type XmlTree } from "../xml.js";
import { isoTime } from "./created.js";
import { visibleUntil } from "./listRules.js";
import { pathNumber } from "./orderBody.js";

type AnyFeatureOrder = Extract<Order, { kind: FeatureKind | "externalTns" | "moveTns" | "tnoptions" }>;

/** What every new order has. The note starts its history. */
export function newOrder(call: Call, customerOrderId: string | undefined, note = "The request has been received") {
  const now = call.account.now();
  return {
    id: call.account.nextUuid(),
    customerOrderId,
    createdAt: now,
    modifiedAt: now,
    status: "RECEIVED",
    failures: [],
    completed: [],
    history: [{ at: now, note, status: "RECEIVED" }],
  };
}

/** The numbers of a group. The refusal is the endpoint's. */
export function readNumbers(call: Call, element: XmlElement, refuse: (code: string, words: string) => Refusal) {
  const given = textsOf(element, "TelephoneNumbers", "TelephoneNumber");
  if (given.length === 0) throw refuse("5073", "Telephone number is required.");
  const numbers = given.map((text) => {
    const number = fromWire(call, text);
    if (number === undefined) throw refuse("5070", "Telephone number is invalid.");
    return number;
  });
  if (new Set(numbers).size < numbers.length) throw refuse("5072", "Duplicate telephone number.");
  return numbers;
}

/**
 * An element outside its documented place. The live API silently drops such elements
 * (docs/maintainers/api.md#element-order).
 */
export function misplaced(element: XmlElement, documented: readonly string[]): string | undefined {
  let last = -1;
  for (const { name } of element.children) {
    const place = documented.indexOf(name);
    if (place < last) return `${element.name}/${name} stands behind ${documented[last]}, where it would be dropped`;
    last = Math.max(last, place);
  }
  return undefined;
}

/** The order in the path. A missing order has a description but no code (docs/maintainers/api.md#missing-things). */
export function orderOf<Kind extends AnyFeatureOrder["kind"]>(
  call: Call,
  kind: Kind,
  root: string,
): Extract<Order, { kind: Kind }> {
  const id = parameter(call, "order");
  const orders: AnyFeatureOrder[] = call.account.ordersOf<AnyFeatureOrder["kind"]>(kind);
  const found = orders.find((order) => order.id === id);
  if (found === undefined) throw statusRefusal(404, root, undefined, "The resource does not exist");
  return found as Extract<Order, { kind: Kind }>;
}

export const numbersOf = (order: AnyFeatureOrder): string[] =>
  "numbers" in order ? order.numbers : order.groups.flatMap((group) => group.numbers);

/** Another open order about one of these numbers. */
export function busyOrder(call: Call, kind: FeatureKind, numbers: string[]): FeatureOrder<FeatureKind> | undefined {
  const orders: FeatureOrder<FeatureKind>[] = call.account.ordersOf(kind);
  const open = orders.filter(({ status }) => status === "RECEIVED" || status === "PROCESSING");
  return open.find((order) => order.groups.some((group) => group.numbers.some((number) => numbers.includes(number))));
}

/** The filters of the lists of option orders and emergency orders. */
export const everyFilter = [
  ...["status", "tn", "customerOrderId", "orderIdFragment", "lastModifiedAfter", "lastModifiedBy"],
  ...["modifiedDateFrom", "modifiedDateTo", "createdDateFrom", "createdDateTo"],
];

/** Newest first, at most 1,000, with the filters that this kind's list documents. Ignores others. */
export function filtered<Kind extends AnyFeatureOrder["kind"]>(call: Call, kind: Kind, filters: readonly string[]) {
  const asked = (name: string) => (filters.includes(name) ? call.query.get(name) : null);
  const tn = asked("tn");
  const number = tn === null ? undefined : pathNumber({ ...call, parameters: { tn } }, "tn");
  const statuses = filters.includes("status") ? call.query.getAll("status") : [];
  const customerOrderId = asked("customerOrderId");
  const until = visibleUntil(call);
  const orders: AnyFeatureOrder[] = call.account.ordersOf<AnyFeatureOrder["kind"]>(kind);
  const found = orders
    .filter((order) => customerOrderId === null || order.customerOrderId === customerOrderId)
    .filter((order) => number === undefined || numbersOf(order).includes(number))
    .filter((order) => statuses.length === 0 || statuses.includes(order.status))
    .filter((order) => order.id.startsWith(asked("orderIdFragment") ?? ""))
    .filter(() => [null, "simulator-user"].includes(asked("lastModifiedBy")))
    .filter((order) => order.createdAt <= until && isOfDays(order, asked))
    .reverse()
    .slice(0, 1_000);
  return found as Extract<Order, { kind: Kind }>[];
}

/** The first and the last day of a period are included. `lastModifiedAfter` wants a later day. */
function isOfDays({ createdAt, modifiedAt }: AnyFeatureOrder, asked: (name: string) => string | null): boolean {
  const [created, modified] = [isoTime(createdAt).slice(0, 10), isoTime(modifiedAt).slice(0, 10)];
  return (
    created >= (asked("createdDateFrom") ?? created) &&
    created <= (asked("createdDateTo") ?? created) &&
    modified >= (asked("modifiedDateFrom") ?? modified) &&
    modified <= (asked("modifiedDateTo") ?? modified) &&
    modified > (asked("lastModifiedAfter") ?? "")
  );
}

/** An order in a list. */
export function summary(call: Call, order: AnyFeatureOrder, type: string, idName = "OrderId"): XmlTree {
  return {
    accountId: call.account.accountId,
    CountOfTNs: numbersOf(order).length,
    userId: "simulator-user",
    lastModifiedDate: isoTime(order.modifiedAt),
    OrderDate: isoTime(order.createdAt),
    OrderType: type,
    OrderStatus: order.status,
    [idName]: order.id,
  };
}

/** A list with filters by number and date only: it knows no customer order ids (docs/maintainers/api.md#filters). */
export function listByDate(call: Call, kind: FeatureKind, type: string): Reply {
  const orders = filtered(call, kind, ["tn", "lastModifiedAfter", "modifiedDateFrom", "modifiedDateTo"]);
  const items = orders.map((order) => summary(call, order, type, "orderId"));
  return xmlReply(200, "ResponseSelectWrapper", {
    ListOrderIdUserIdDate: { TotalCount: orders.length, OrderIdUserIdDate: items },
  });
}

/** What all these orders show about themselves. */
export function common(call: Call, order: AnyFeatureOrder): XmlTree {
  return {
    OrderCreateDate: isoTime(order.createdAt),
    AccountId: call.account.accountId,
    CreatedByUser: "simulator-user",
    LastModifiedDate: isoTime(order.modifiedAt),
    ProcessingStatus: order.status,
    ErrorList: {
      Error: order.failures.map((failure) => ({
        Code: failure.code,
        Description: failure.description,
        TelephoneNumber: failure.number && wire(call, failure.number),
      })),
    },
  };
}

/** Numbers in the dialect's format. */
export const wireList = (call: Call, numbers: string[]): XmlTree => ({
  TelephoneNumber: numbers.map((number) => wire(call, number)),
});

/** The order's states so far. The last is the present one. The kinds use different names for the date. */
export function history(
  order: { history: HistoryRecord[] },
  date: "OrderDate" | "OrderModifiedDate",
  inItsCase = (status: string) => status,
): Reply {
  const records = order.history.map((record) => ({
    [date]: isoTime(record.at),
    Note: record.note,
    Author: "simulator-user",
    Status: inItsCase(record.status),
    Difference: record.difference,
  }));
  return xmlReply(200, "OrderHistoryWrapper", { OrderHistory: records });
}
