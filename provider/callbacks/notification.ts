import { orderState } from "../bandwidth/orderKinds.js";
import { normalizeTelephoneNumber } from "../bandwidth/telephoneNumber.js";
import { text, texts } from "../bandwidth/xml.js";
import { readDocument, required } from "./document.js";

/** What Bandwidth says about an order to a `Subscription`'s callback: a new state, or a note. */
export interface Notification {
  subscriptionId: string;
  /** The kind of order: `orders`, `disconnects`, `portins`, … */
  orderType: string;
  orderId: string;
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
}

/** `5005: The telephone number is unavailable for ordering`, taken apart. */
export interface NotificationMessage {
  code?: string;
  text: string;
}

const ROOT = "Notification";

/**
 * Reads the body of a notification.
 * @throws InvalidCallback when it is none.
 */
export function parseNotification(body: string): Notification {
  const content = readDocument(body, ROOT);
  const status = text(content, "Status");
  const state = orderState(status);
  const listed = texts(content, "CompletedTelephoneNumbers", "TelephoneNumber").map(
    (number) => normalizeTelephoneNumber(number) ?? number,
  );
  const message = text(content, "Message");
  return {
    subscriptionId: required(content, ROOT, "SubscriptionId"),
    orderType: required(content, ROOT, "OrderType"),
    orderId: required(content, ROOT, "OrderId"),
    status,
    final: state === "done" || state === "partial" || state === "failed",
    message: message === undefined ? undefined : takenApart(message),
    note: text(content, "Note"),
    // The API's own pages contradict each other here (api-inventory C-11); believed is only what cannot be wrong.
    completedTelephoneNumbers: state === "done" ? listed : [],
    attemptedTelephoneNumbers: state === "done" ? [] : listed,
  };
}

function takenApart(message: string): NotificationMessage {
  const [, code, words = ""] = /^(\d{4,5}):\s*(.*)$/s.exec(message) ?? [];
  return code === undefined ? { text: message } : { code, text: words };
}
