import type { Clock } from "../http/clock.js";

/** How long something may stay in a state that this version doesn't know before it is reported. */
const patienceMs = 15_000;

/**
 * Called at each look-up with the word and whether this version knows it. Returns whether one unknown word has stayed
 * too long.
 */
export type UnknownStateWatch = (status: string, isKnown: boolean) => boolean;

/**
 * Watches for a state that this version doesn't know. Nobody knows what such a state waits for, so more waiting makes
 * no sense. It allows a short time, because a state may pass by itself. Another word restarts that time.
 */
export function watchUnknownStates(clock: Clock): UnknownStateWatch {
  let since: { status: string; at: number } | undefined;
  return (status, isKnown) => {
    const now = clock.now();
    if (isKnown) since = undefined;
    else if (since?.status !== status) since = { status, at: now };
    return since !== undefined && now - since.at >= patienceMs;
  };
}
