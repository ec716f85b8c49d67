import { orderState } from "../bandwidth/orders/kinds.js";
import { normalizeTelephoneNumber } from "../bandwidth/values/telephoneNumber.js";
import { text, texts, type XmlElement } from "../bandwidth/xml/xml.js";
import { readDocument, required } from "./document.js";
import { InvalidCallback } from "./invalidCallback.js";

/** What Bandwidth says about an order to a `Subscription`'s callback: a new state, or a note. */
export interface Notification {
  subscriptionId: string;
  /** The kind of order: `orders`, `disconnects`, `portins`, … */
  orderType: string;
  orderId: string;
  /** The id that you gave the order. */
  customerOrderId?: string;
  /** The order's new state in the API's word; undefined when a note was added. */
  status?: string;
  /** Whether the order has come to its end. A word that is not known is none. */
  final: boolean;
  /** Why, when something was said; the code is among those of the API. */
  message?: NotificationMessage;
  /** The note that was added to the order. */
  note?: string;
  /** Numbers that are settled, in E.164: only of an order that came to its end with all that it asked for. */
  completedTelephoneNumbers: string[];
  /**
   * Numbers that a notification of any other state lists, in E.164. The API calls them completed there too, though those
   * of a FAILED order are the ones that it did not get; `getOrder` tells what came of each.
   */
  attemptedTelephoneNumbers: string[];
  /** When the order changed last, in the API's form. */
  lastModifiedDate?: string;
  /** The date on which the losing carrier hands the numbers over, in the API's form; of port-ins. */
  actualFocDate?: string;
  /** Everything that the notification says, by the API's names; also what this package does not know. */
  content: NotificationContent;
}

/** What Bandwidth says about your numbers to a `Subscription` to events; no order of yours is behind it. */
export interface EventNotification {
  subscriptionId: string;
  /** What happened, in the API's word: `MESSAGING_LOST`, … */
  eventType: string;
  /** The numbers that it happened to, in E.164. */
  impactedTelephoneNumbers: string[];
  /** What was said beside it. */
  message?: NotificationMessage;
  /** When it happened, in the API's form. */
  lastModifiedDate?: string;
  /** Everything that the notification says, by the API's names; also what this package does not know. */
  content: NotificationContent;
}

/** The elements of a notification by their names. All values are texts; an element that comes several times is a list. */
export interface NotificationContent {
  readonly [name: string]: string | NotificationContent | readonly (string | NotificationContent)[] | undefined;
}

/** `5005: The telephone number is unavailable for ordering`, taken apart. */
export interface NotificationMessage {
  code?: string;
  text: string;
}

const ROOT = "Notification";

/**
 * Reads the body of a notification about an order.
 * @throws InvalidCallback when it is none; of an event it names `parseEventNotification`.
 */
export function parseNotification(body: string): Notification {
  const content = readDocument(body, ROOT);
  if (isEvent(content)) {
    throw new InvalidCallback(`the ${ROOT} is about an event and not about an order; parseEventNotification reads it`);
  }
  return orderNotification(content);
}

/**
 * Reads the body of a notification about an event.
 * @throws InvalidCallback when it is none.
 */
export function parseEventNotification(body: string): EventNotification {
  return eventNotification(readDocument(body, ROOT));
}

/**
 * Reads a notification of either kind.
 * @internal
 */
export function parseEither(body: string): { order: Notification } | { event: EventNotification } {
  const content = readDocument(body, ROOT);
  return isEvent(content) ? { event: eventNotification(content) } : { order: orderNotification(content) };
}

/** An event has no order. One that names both is about the order. */
const isEvent = (content: XmlElement): boolean =>
  text(content, "EventType") !== undefined && text(content, "OrderId") === undefined;

function orderNotification(content: XmlElement): Notification {
  const status = text(content, "Status");
  const state = orderState(status);
  const listed = numbersIn(content, "CompletedTelephoneNumbers");
  return {
    subscriptionId: required(content, ROOT, "SubscriptionId"),
    orderType: required(content, ROOT, "OrderType"),
    orderId: required(content, ROOT, "OrderId"),
    customerOrderId: text(content, "CustomerOrderId"),
    status,
    final: state === "done" || state === "partial" || state === "failed",
    message: messageIn(content),
    note: text(content, "Note"),
    // The API's own pages contradict each other here (docs/maintainers/api.md#callbacks); believed is only what cannot be
    // wrong.
    completedTelephoneNumbers: state === "done" ? listed : [],
    attemptedTelephoneNumbers: state === "done" ? [] : listed,
    lastModifiedDate: text(content, "LastModifiedDate"),
    actualFocDate: text(content, "ActualFocDate"),
    content,
  };
}

function eventNotification(content: XmlElement): EventNotification {
  return {
    subscriptionId: required(content, ROOT, "SubscriptionId"),
    eventType: required(content, ROOT, "EventType"),
    impactedTelephoneNumbers: numbersIn(content, "ImpactedTelephoneNumbers"),
    message: messageIn(content),
    lastModifiedDate: text(content, "LastModifiedDate"),
    content,
  };
}

/** The numbers of a list; what is no number stays as it is written. */
const numbersIn = (content: XmlElement, list: string): string[] =>
  texts(content, list, "TelephoneNumber").map((number) => normalizeTelephoneNumber(number) ?? number);

function messageIn(content: XmlElement): NotificationMessage | undefined {
  const message = text(content, "Message");
  return message === undefined ? undefined : takenApart(message);
}

function takenApart(message: string): NotificationMessage {
  const [, code, words = ""] = /^(\d{4,5}):\s*(.*)$/s.exec(message) ?? [];
  return code === undefined ? { text: message } : { code, text: words };
}
