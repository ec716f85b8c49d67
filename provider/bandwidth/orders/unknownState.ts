import type { Clock } from "../http/clock.js";

/** How long something may stay in a state that this version does not know before that is told. */
const patienceMs = 15_000;

/** Takes each look: the word, and whether this version knows it. Gives whether one unknown word has stayed for too long. */
export type UnknownStateWatch = (status: string, isKnown: boolean) => boolean;

/**
 * Watches for a state that this version does not know. Nobody knows what it waits for, so waiting on would be blind. A short
 * time is given, since a state may pass by itself; another word begins that time anew.
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
