import { z } from "zod";
import type { Subscription } from "../../bandwidth/account/subscriptions.js";
import { Refused } from "../../pulumi/definition/errors.js";

/**
 * Whether it is known which password a subscription has, or that it has none. It is known after a write. It isn't known after
 * an import, and a state of version 0.1.0 doesn't say.
 */
export const callbackPassword = z.enum(["known", "unknown"]).optional().meta({ internal: true });
export type CallbackPassword = z.infer<typeof callbackPassword>;

const PROPERTY = "callback.password";

/**
 * Stops a change that may remove a password which nobody knows. The API never returns the password, and a PUT without it may
 * clear it. Then nothing answers the receiver's challenge, and no notification gets through. Call it before anything is sent.
 * @throws Refused for a subscription that was imported or adopted.
 */
export function heedPassword(
  current: Subscription,
  wanted: Subscription,
  known: CallbackPassword,
  warn: (message: string) => void,
): void {
  const asksForNone = wanted.callback?.username === undefined || wanted.callback.password !== undefined;
  if (asksForNone || current.callback?.username === undefined || known === "known") return;
  const why =
    "is not declared, and Bandwidth never shows whether this subscription has one. A change writes the whole callback and may " +
    "remove the password: then no notification gets past the receiver's authentication";
  const next = 'Declare the password, or "" if there is none';
  if (known === "unknown") {
    throw new Refused([
      { property: PROPERTY, reason: `${why}. Nothing was sent. ${next}, and run the same command again` },
    ]);
  }
  warn(`${PROPERTY} ${why}. If it had one, declare it, and run \`pulumi up\` once more`);
}
