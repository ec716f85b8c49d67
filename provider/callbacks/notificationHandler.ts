import { printable } from "../pulumi/values/printable.js";
import { type Accepted, basicCheck } from "./basicCheck.js";
import { plainAnswer, type Reception } from "./exchange.js";
import { type CallbackHandler, handlerOf } from "./handler.js";
import { InvalidCallback } from "./invalidCallback.js";
import { type EventNotification, type Notification, parseEither } from "./notification.js";

/** What a service does with notifications, and from whom it takes them. */
export interface NotificationHandlerOptions {
  /**
   * The `username` and `password` of the subscription's callback, or several of them while a password changes; `"none"`
   * takes notifications from everybody.
   */
  credentials: Accepted;
  /**
   * Does something with a notification. Bandwidth is told that it arrived when this has ended well, and that it did not
   * when this throws; a notification may then come again, or not, or come twice.
   */
  onNotification: (notification: Notification) => Promise<void> | void;
  /**
   * Does something with a notification about an event, as `MESSAGING_LOST`. Without it, an event is answered with 200 and
   * told to `onError`.
   */
  onEvent?: (event: EventNotification) => Promise<void> | void;
  /** Is told why a request was answered with 400 or 500, and of an event that nobody takes; prints one line to standard error unless it is given. */
  onError?: (error: unknown) => void;
}

/** Receives what a `Subscription` with a callback sends. */
export function notificationHandler(options: NotificationHandlerOptions): CallbackHandler {
  const failed = options.onError ?? report;
  const refuse: Reception["refuse"] = (status, error) => {
    failed(error);
    return plainAnswer(status, "this is no notification");
  };
  const unheard = ({ eventType, subscriptionId }: EventNotification) =>
    failed(new Error(`subscription ${subscriptionId} tells of ${eventType}, and the handler has no onEvent`));
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
    // 200 and no other: that is what is taken for an acceptance (docs/maintainers/api.md#callbacks).
    return plainAnswer(200);
  };
  return handlerOf({ admits: basicCheck(options.credentials), answer, refuse }, failed);
}

/**
 * One line, whatever the message holds: what comes from outside must not look like further lines of the log.
 * @internal
 */
export function report(error: unknown): void {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  console.error(`pulumi-bandwidth/callbacks: ${printable(JSON.stringify(words))}`);
}
