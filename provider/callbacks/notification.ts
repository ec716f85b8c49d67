import { orderState } from "../bandwidth/orders/kinds.js";
import { normalizeTelephoneNumber } from "../bandwidth/values/telephoneNumber.js";
import { text, texts, type XmlElement } from "../bandwidth/xml/xml.js";
import { readDocument, required } from "./document.js";
import { InvalidCallback } from "./invalidCallback.js";

/** What Bandwidth tells a `Subscription`'s callback about an order: a new state, or a note. */
export interface Notification {
  subscriptionId: string;
  /** The kind of order: `orders`, `disconnects`, `portins`, … */
  orderType: string;
  orderId: string;
  /** The id that you gave the order. */
  customerOrderId?: string;
  /** The order's new state in the API's word. Undefined when a note was added. */
  status?: string;
  /** Whether the order has ended. False for an unknown word. */
  final: boolean;
  /** Why, if Bandwidth gives a reason. The code is one of the API's codes. */
  message?: NotificationMessage;
  /** The note that was added to the order. */
  note?: string;
  /** The completed numbers, in E.164. Only for an order that ended with everything that it asked for. */
  completedTelephoneNumbers: string[];
  /**
   * The numbers that a notification of any other state lists, in E.164. The API calls them completed there too. But for
   * a FAILED order, they are the numbers that it did **not** get. `getOrder` shows the result of each number.
   */
  attemptedTelephoneNumbers: string[];
  /** When the order last changed, in the API's format. */
  lastModifiedDate?: string;
  /** For port-ins: the date on which the losing carrier hands over the numbers, in the API's format. */
  actualFocDate?: string;
  /** Everything that the notification says, by the API's names. Includes elements that this package doesn't know. */
  content: NotificationContent;
}

/** What Bandwidth tells a `Subscription` to events about your numbers. None of your orders is involved. */
export interface EventNotification {
  subscriptionId: string;
  /** What happened, in the API's word: `MESSAGING_LOST`, … */
  eventType: string;
  /** The affected numbers, in E.164. */
  impactedTelephoneNumbers: string[];
  /** Bandwidth's message about it. */
  message?: NotificationMessage;
  /** When it happened, in the API's format. */
  lastModifiedDate?: string;
  /** Everything that the notification says, by the API's names. Includes elements that this package doesn't know. */
  content: NotificationContent;
}

/** A notification's elements by name. All values are texts. An element that repeats is a list. */
export interface NotificationContent {
  readonly [name: string]: string | NotificationContent | readonly (string | NotificationContent)[] | undefined;
}

/** Splits `5005: The telephone number is unavailable for ordering`. */
export interface NotificationMessage {
  code?: string;
  text: string;
}

const ROOT = "Notification";

/**
 * Reads the body of a notification about an order.
 * @throws InvalidCallback when it isn't one. For an event, the message names `parseEventNotification`.
 */
export function parseNotification(body: string): Notification {
  const content = readDocument(body, ROOT);
  if (isEvent(content)) {
    throw new InvalidCallback(`the ${ROOT} is about an event and not about an order. Use parseEventNotification`);
  }
  return orderNotification(content);
}

/**
 * Reads the body of a notification about an event.
 * @throws InvalidCallback when it isn't one.
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

/** An event has no order. A notification that names both is about the order. */
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
    // The API's own pages contradict each other here (docs/maintainers/api.md#callbacks), so use only what can't be
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

/** The numbers of a list. Text that isn't a number stays as written. */
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
