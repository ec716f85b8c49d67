import { type Growth, pausesOf } from "../http/backOff.js";
import type { Client } from "../http/client.js";
import { BandwidthError, isCanceled } from "../http/errors.js";
import type { InterruptionReason } from "./errors.js";
import type { Following } from "./follow.js";
import { watchUnknownStates } from "./unknownState.js";

/** Something that the API brings to an end by itself, such as a report or a realm. */
export interface Watched<Seen extends { status: string }> {
  id: string;
  /** Undefined when the API says that it doesn't exist. */
  look(signal?: AbortSignal): Promise<Seen | undefined>;
  isOver(seen: Seen): boolean;
  /** Whether this version knows the state, so that more waiting makes sense. */
  isKnown(seen: Seen): boolean;
  pauses: Growth;
  /** Whether it existed before. Then it needs no time to appear. */
  existed?: boolean;
  /** The error for a wait that ends too early. */
  interrupted(status: string, reason: InterruptionReason, options?: ErrorOptions): Error;
}

const usualTimeoutMs = 600_000;
/** The API may not know something for a moment after it accepted it (docs/maintainers/api.md#repeats). */
const graceMs = 10_000;
/** The client already repeats each look-up. */
const toleratedFailures = 3;

/**
 * Looks until it is over.
 * @throws what `interrupted` makes, when the waiting ends before that.
 */
export async function followState<Seen extends { status: string }>(
  client: Client,
  { id, look, isOver, isKnown, pauses, existed = false, interrupted }: Watched<Seen>,
  { signal, timeoutMs = usualTimeoutMs, onStatus }: Following = {},
): Promise<Seen> {
  const { clock } = client;
  const start = clock.now();
  let status = "unknown";
  let failures = 0;
  const each = pausesOf(pauses, client.random);
  const staysUnknown = watchUnknownStates(clock);
  for (;;) {
    let seen: Seen | undefined;
    let failed = false;
    try {
      signal?.throwIfAborted();
      seen = await look(signal);
      failures = 0;
    } catch (cause) {
      if (signal?.aborted || isCanceled(cause)) throw interrupted(status, "canceled", { cause });
      failed = true;
      failures += 1;
      const explained = cause instanceof BandwidthError && cause.fate === "refused" && cause.status !== 429;
      if (explained || failures >= toleratedFailures) throw interrupted(status, "failure", { cause });
    }
    if (seen) {
      status = seen.status;
      onStatus?.(id, status, clock.now() - start);
      if (isOver(seen)) return seen;
      if (staysUnknown(status, isKnown(seen))) throw interrupted(status, "unknown state");
    } else if (!failed && (existed || clock.now() - start >= graceMs)) throw interrupted(status, "not found");
    const left = start + timeoutMs - clock.now();
    if (left <= 0) throw interrupted(status, "time-out");
    try {
      await clock.sleep(Math.min(left, each.next().value), signal);
    } catch (cause) {
      throw interrupted(status, "canceled", { cause });
    }
  }
}
