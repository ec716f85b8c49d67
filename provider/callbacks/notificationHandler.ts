import { printable } from "../pulumi/values/printable.js";
import { type Accepted, basicCheck } from "./basicCheck.js";
import { plainAnswer, type Reception } from "./exchange.js";
import { type CallbackHandler, handlerOf } from "./handler.js";
import { InvalidCallback } from "./invalidCallback.js";
import { type EventNotification, type Notification, parseEither } from "./notification.js";

/** What a service does with notifications, and from whom it accepts them. */
export interface NotificationHandlerOptions {
  /**
   * The `username` and `password` of the subscription's callback, or several of them while a password changes. `"none"`
   * accepts notifications from everyone.
   */
  credentials: Accepted;
  /**
   * Handles a notification. When it ends without an error, Bandwidth gets the answer that the notification arrived.
   * When it throws, Bandwidth gets the answer that it did not. A notification may then come again, or not, or come
   * twice.
   */
  onNotification: (notification: Notification) => Promise<void> | void;
  /**
   * Handles a notification about an event, such as `MESSAGING_LOST`. Without it, an event gets a 200 and is reported to
   * `onError`.
   */
  onEvent?: (event: EventNotification) => Promise<void> | void;
  /**
   * Called with the reason for an answer of 400 or 500, and with an event that nothing handles. By default, it prints
   * one line to standard error.
   */
  onError?: (error: unknown) => void;
}

/** Receives what a `Subscription` with a callback sends. */
export function notificationHandler(options: NotificationHandlerOptions): CallbackHandler {
  const failed = options.onError ?? report;
  const refuse: Reception["refuse"] = (status, error) => {
    failed(error);
    return plainAnswer(status, "this isn't a notification");
  };
  const unheard = ({ eventType, subscriptionId }: EventNotification) =>
    failed(new Error(`subscription ${subscriptionId} reports ${eventType}, but the handler has no onEvent`));
  const answer: Reception["answer"] = async (body) => {
    let notification: ReturnType<typeof parseEither>;
    try {
      notification = parseEither(body);
    } catch (error) {
      if (error instanceof InvalidCallback) return refuse(400, error);
      throw error;
    }
    if ("order" in notification) await options.onNotification(notification.order);
    else await (options.onEvent ?? unheard)(notification.event);
    // Only 200 counts as accepted (docs/maintainers/api.md#callbacks).
    return plainAnswer(200);
  };
  return handlerOf({ admits: basicCheck(options.credentials), answer, refuse }, failed);
}

/**
 * One line, whatever the message contains: text from outside must not look like other lines of the log.
 * @internal
 */
export function report(error: unknown): void {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(`pulumi-bandwidth/callbacks: ${printable(JSON.stringify(words))}`);
}
