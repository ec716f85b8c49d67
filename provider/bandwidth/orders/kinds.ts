import { text, type XmlElement } from "../xml/xml.js";

/**
 * How an order stands. "open": accepted and not settled yet, or in a state we do not know; "backordered": waits for
 * inventory, for hours or days.
 */
export type OrderState = "done" | "partial" | "failed" | "backordered" | "open";

type Path = readonly string[];

/** Where the parts of one kind of order are found: what differs between the kinds is here and nowhere else. */
export interface OrderKind {
  /** How messages call it. */
  readonly label: string;
  /** Its collection below /accounts/{accountId}. */
  readonly collection: string;
  /**
   * The status, in answers to POST and to GET. The wrapper may differ between the two (docs/maintainers/api.md#order-states).
   */
  readonly status: readonly Path[];
  /** The id in the body of the answer to POST, for when there is no Location header. */
  readonly id: readonly Path[];
  readonly customerOrderId: readonly Path[];
  /** Parents of the numbers that the order settled. */
  readonly completed: readonly Path[];
  /** Parents of the numbers that it did not. */
  readonly failed: readonly Path[];
  /**
   * What a look-up by customerOrderId needs beside it: orders refuse a list without page and size, the lists of the
   * other kinds do not know the two. Undefined: the kind cannot be looked up (docs/maintainers/api.md#filters).
   */
  readonly lookUp?: Readonly<Record<string, string | number>>;
  /** States that a look-up leaves out unless it asks for each of them. */
  readonly alsoIn?: readonly string[];
  /**
   * The words of the states in which it goes on by itself, where those are not the usual. Any other that is no end either is
   * one that this version does not know: the order is looked at for a moment only, since nobody knows what it waits for.
   */
  readonly openWords?: readonly string[];
  /** What its words mean, where that is not the usual. */
  readonly states?: Readonly<Record<string, OrderState>>;
}

/** `/orders`: new numbers. */
export const newNumberOrder: OrderKind = {
  label: "order",
  collection: "orders",
  status: [["OrderStatus"]],
  id: [["Order", "id"], ["Order", "OrderId"], ["OrderId"]],
  customerOrderId: [["Order", "CustomerOrderId"], ["CustomerOrderId"]],
  completed: [["CompletedNumbers"]],
  failed: [["FailedNumbers"]],
  lookUp: { page: 1, size: 100 },
};

/** `/disconnects`: the end of numbers. It has no customerOrderId (docs/maintainers/api.md#disconnects). */
export const disconnectOrder: OrderKind = {
  label: "disconnect",
  collection: "disconnects",
  status: [["OrderStatus"], ["orderRequest", "OrderStatus"]],
  id: [["orderRequest", "id"], ["OrderId"]],
  customerOrderId: [],
  completed: [["DisconnectedTelephoneNumberList"]],
  failed: [["FailedNumbers"]],
};

/** `/tnoptions`: line features. */
export const tnOptionOrder: OrderKind = {
  label: "TN option order",
  collection: "tnoptions",
  status: [["ProcessingStatus"], ["TnOptionOrder", "ProcessingStatus"], ["OrderStatus"]],
  id: [["TnOptionOrder", "OrderId"], ["OrderId"]],
  customerOrderId: [["CustomerOrderId"], ["TnOptionOrder", "CustomerOrderId"]],
  completed: [],
  failed: [],
  lookUp: {},
};

/** `/moveTns`: numbers go to another SIP peer (Universal Platform). */
export const moveOrder: OrderKind = {
  label: "move order",
  collection: "moveTns",
  status: [["ProcessingStatus"], ["MoveTnsOrder", "ProcessingStatus"], ["OrderStatus"]],
  id: [["MoveTnsOrder", "OrderId"], ["OrderId"]],
  customerOrderId: [["CustomerOrderId"], ["MoveTnsOrder", "CustomerOrderId"]],
  completed: [["TelephoneNumbers"], ["MoveTnsOrder", "TelephoneNumbers"]],
  failed: [],
  lookUp: {},
};

/** `/e911s`: emergency addresses. */
export const e911Order: OrderKind = {
  label: "E911 order",
  collection: "e911s",
  status: [["ProcessingStatus"], ["E911Order", "ProcessingStatus"]],
  id: [["E911Order", "orderId"], ["E911Order", "OrderId"], ["orderId"], ["OrderId"]],
  customerOrderId: [["CustomerOrderId"], ["E911Order", "CustomerOrderId"]],
  completed: [],
  failed: [],
  lookUp: {},
};

/** `/lidbs`: calling names. */
export const lidbOrder: OrderKind = {
  label: "LIDB order",
  collection: "lidbs",
  status: [["ProcessingStatus"], ["LidbOrder", "ProcessingStatus"]],
  id: [["LidbOrder", "orderId"], ["LidbOrder", "OrderId"], ["orderId"], ["OrderId"]],
  customerOrderId: [["CustomerOrderId"], ["LidbOrder", "CustomerOrderId"]],
  completed: [],
  failed: [],
  lookUp: {},
};

/** `/dldas`: directory listing and directory assistance. */
export const dldaOrder: OrderKind = {
  label: "DLDA order",
  collection: "dldas",
  status: [["DldaOrder", "ProcessingStatus"], ["ProcessingStatus"]],
  id: [["DldaOrder", "OrderId"], ["DldaOrder", "orderId"], ["OrderId"]],
  customerOrderId: [["DldaOrder", "CustomerOrderId"], ["CustomerOrderId"]],
  completed: [],
  failed: [],
  lookUp: {},
};

/**
 * `/externalTns`: numbers that the customer owns. Its customer order id is spelt with a capital D
 * (docs/maintainers/api.md#external-numbers).
 */
export const externalTnsOrder: OrderKind = {
  label: "external TN order",
  collection: "externalTns",
  status: [["ProcessingStatus"]],
  id: [["ExternalTnsOrder", "OrderId"], ["OrderId"], ["orderId"]],
  customerOrderId: [
    ["Order", "CustomerOrderID"],
    ["Order", "CustomerOrderId"],
    ["CustomerOrderID"],
    ["CustomerOrderId"],
  ],
  completed: [],
  failed: [],
  lookUp: {},
};

/** `/portins`: numbers that come from another carrier. */
export const portInOrder: OrderKind = {
  label: "port-in",
  collection: "portins",
  status: [["ProcessingStatus"]],
  id: [["OrderId"]],
  customerOrderId: [["CustomerOrderId"]],
  completed: [],
  failed: [],
  lookUp: { page: 1, size: 100 },
};

/**
 * `/lsrorders`: numbers that another carrier takes away. The live API may call its status `Status`
 * (docs/maintainers/api.md#order-states).
 */
export const lsrOrder: OrderKind = {
  label: "LSR order",
  openWords: ["PENDING", "SUBMITTED", "FOC", "EXCEPTION", "RECEIVED", "PROCESSING"],
  collection: "lsrorders",
  status: [["LsrOrder", "OrderStatus"], ["OrderStatus"], ["LsrOrder", "Status"], ["Status"]],
  id: [["LsrOrder", "OrderId"], ["OrderId"]],
  customerOrderId: [["LsrOrder", "CustomerOrderId"], ["CustomerOrderId"]],
  completed: [],
  failed: [],
  lookUp: {},
};

/** The API's words (docs/maintainers/api.md#order-states). Whatever is not here is not final, and so "open". */
const states: Readonly<Record<string, OrderState>> = {
  COMPLETE: "done",
  COMPLETED: "done",
  PARTIAL: "partial",
  FAILED: "failed",
  BACKORDERED: "backordered",
  ADJUSTED_COMPLETE: "done",
  ADJUSTED_PARTIAL: "partial",
  CANCELLED: "failed",
};

/**
 * The state behind the API's word. An unknown word is not success and not an end
 * (docs/maintainers/money.md#unknown-is-not-success).
 */
export function orderState(status: string | undefined, kind?: OrderKind): OrderState {
  const word = status?.toUpperCase() ?? "";
  return kind?.states?.[word] ?? states[word] ?? "open";
}

/** States in which Bandwidth works on an order. */
const usualOpenWords = ["RECEIVED", "PROCESSING", "SUBMITTED", "PENDING"];

/** Whether this version knows a state of an order. What the order waits for in any other can be anything. */
export function isKnownState(status: string, { openWords = usualOpenWords, states: own = {} }: OrderKind): boolean {
  const word = status.toUpperCase();
  return openWords.includes(word) || Object.hasOwn(own, word) || Object.hasOwn(states, word);
}

/** The text at the first of these paths that has one. */
export function firstText(body: XmlElement, paths: readonly Path[]): string | undefined {
  for (const path of paths) {
    const found = text(body, ...path);
    if (found !== undefined) return found;
  }
  return undefined;
}
