import { text, type XmlElement } from "../xml/xml.js";

/**
 * The state of an order. "open": accepted and not settled yet, or in an unknown state. "backordered": waits for
 * inventory, for hours or days.
 */
export type OrderState = "done" | "partial" | "failed" | "backordered" | "open";

type Path = readonly string[];

/** Where to find the parts of one kind of order. All differences between the kinds are here. */
export interface OrderKind {
  /** Its name in messages. */
  readonly label: string;
  /** Its collection below /accounts/{accountId}. */
  readonly collection: string;
  /**
   * Paths of the status in answers to POST and GET. The wrapper may differ between the two
   * (docs/maintainers/api.md#order-states).
   */
  readonly status: readonly Path[];
  /** Paths of the id in the body of the POST's answer, for answers without a Location header. */
  readonly id: readonly Path[];
  readonly customerOrderId: readonly Path[];
  /** Parents of the numbers that succeeded. */
  readonly completed: readonly Path[];
  /** Parents of the numbers that failed. */
  readonly failed: readonly Path[];
  /**
   * What a look-up by customerOrderId needs besides the id. Orders refuse a list without page and size. The lists of
   * the other kinds don't know the two. Undefined: this kind can't be looked up (docs/maintainers/api.md#filters).
   */
  readonly lookUp?: Readonly<Record<string, string | number>>;
  /**
   * Which filter gives the list of the orders of the last days, with their states. Undefined: such orders take hours or days,
   * and a list doesn't tell what is waited for.
   */
  readonly recent?: "modifiedDateFrom" | "startdate";
  /** States that a look-up leaves out unless it asks for each of them. */
  readonly alsoIn?: readonly string[];
  /**
   * The states in which this kind continues by itself, if they aren't the usual ones. This version doesn't know any
   * other open state. It follows an order in such a state only for a moment, because nobody knows what the order waits
   * for.
   */
  readonly openWords?: readonly string[];
  /** What its words mean, where they differ from the usual meaning. */
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
  recent: "startdate",
};

/** `/disconnects`: disconnected numbers. It has no customerOrderId (docs/maintainers/api.md#disconnects). */
export const disconnectOrder: OrderKind = {
  label: "disconnect",
  collection: "disconnects",
  status: [["OrderStatus"], ["orderRequest", "OrderStatus"]],
  id: [["orderRequest", "id"], ["OrderId"]],
  customerOrderId: [],
  completed: [["DisconnectedTelephoneNumberList"]],
  failed: [["FailedNumbers"]],
  recent: "startdate",
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
  recent: "modifiedDateFrom",
};

/** `/moveTns`: moves numbers to another SIP peer (Universal Platform). */
export const moveOrder: OrderKind = {
  label: "move order",
  collection: "moveTns",
  status: [["ProcessingStatus"], ["MoveTnsOrder", "ProcessingStatus"], ["OrderStatus"]],
  id: [["MoveTnsOrder", "OrderId"], ["OrderId"]],
  customerOrderId: [["CustomerOrderId"], ["MoveTnsOrder", "CustomerOrderId"]],
  completed: [["TelephoneNumbers"], ["MoveTnsOrder", "TelephoneNumbers"]],
  failed: [],
  lookUp: {},
  recent: "modifiedDateFrom",
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
  recent: "modifiedDateFrom",
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
  recent: "modifiedDateFrom",
};

/** `/dldas`: directory listings and directory assistance. */
export const dldaOrder: OrderKind = {
  label: "DLDA order",
  collection: "dldas",
  status: [["DldaOrder", "ProcessingStatus"], ["ProcessingStatus"]],
  id: [["DldaOrder", "OrderId"], ["DldaOrder", "orderId"], ["OrderId"]],
  customerOrderId: [["DldaOrder", "CustomerOrderId"], ["CustomerOrderId"]],
  completed: [],
  failed: [],
  lookUp: {},
  recent: "modifiedDateFrom",
};

/**
 * `/externalTns`: numbers that the customer owns. Its customer order id is spelled with a capital D
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
  recent: "modifiedDateFrom",
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
 * `/lsrorders`: numbers that another carrier takes. The live API may call its status `Status`
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

/** The API's words (docs/maintainers/api.md#order-states). Any other word isn't final, so it means "open". */
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
 * The API's word for an order's state. A canceled order is always `CANCELLED` here: answers and pages also spell it with one L
 * (docs/maintainers/api.md#order-states).
 */
export const asSpelled = (status: string): string => status.replace(/^CANCELED$/i, "CANCELLED");

/**
 * The state for the API's word. An unknown word is neither success nor an end
 * (docs/maintainers/money.md#unknown-is-not-success).
 */
export function orderState(status: string | undefined, kind?: OrderKind): OrderState {
  const word = asSpelled(status ?? "").toUpperCase();
  return kind?.states?.[word] ?? states[word] ?? "open";
}

/** States in which Bandwidth works on an order. */
const usualOpenWords = ["RECEIVED", "PROCESSING", "SUBMITTED", "PENDING"];

/** Whether this version knows a state. In an unknown state, the order can wait for anything. */
export function isKnownState(status: string, { openWords = usualOpenWords, states: own = {} }: OrderKind): boolean {
  const word = asSpelled(status).toUpperCase();
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
