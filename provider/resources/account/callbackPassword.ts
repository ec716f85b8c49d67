import { z } from "zod";
import type { Subscription } from "../../bandwidth/account/subscriptions.js";
import { Refused } from "../../pulumi/definition/errors.js";

/**
 * Whether it is known which password a subscription has, or that it has none: after a write it is, after an import it is not,
 * and a state of version 0.1.0 does not say.
 */
export const callbackPassword = z.enum(["known", "unknown"]).optional().meta({ internal: true });
export type CallbackPassword = z.infer<typeof callbackPassword>;

const PROPERTY = "callback.password";

/**
 * Keeps a change from taking away a password that nobody may know: the API never tells it, and a PUT without it may clear it.
 * Then the receiver's challenge gets no answer, and no notification comes in. To be called before anything is sent.
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
    "is not declared, and Bandwidth never tells whether this subscription has one. A change writes the callback whole, and may " +
    "take the password away: then no notification gets past the receiver's authentication";
  const next = 'Declare the password, or "" when there is none';
  if (known === "unknown") {
    throw new Refused([
      { property: PROPERTY, reason: `${why}. Nothing was sent. ${next}, and run the same command again` },
    ]);
  }
  warn(`${PROPERTY} ${why}. If it had one, declare it, and run \`pulumi up\` once more`);
}
