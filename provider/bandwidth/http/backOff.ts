import type { Clock } from "./clock.js";

/** Pauses that grow from the first to the longest one. */
export interface Growth {
  firstMs: number;
  longestMs: number;
  factor: number;
}

/** How long to wait between two looks at something that takes its time. Most of it is over in a moment. */
export const rhythms = {
  /** A port-in or an order at another carrier: it takes hours or days, unless it is refused at once. */
  carrierOrder: { firstMs: 250, longestMs: 5_000, factor: 1.6 },
  /** A report takes longer: nobody gains by asking more often. */
  report: { firstMs: 250, longestMs: 10_000, factor: 1.6 },
  /** A SIP realm: it is there after seconds. */
  realm: { firstMs: 500, longestMs: 5_000, factor: 1.6 },
  /** Numbers that move to another SIP peer. */
  move: { firstMs: 250, longestMs: 5_000, factor: 2 },
  /** Numbers that another order has before a disconnect can take them. */
  disconnect: { firstMs: 1_000, longestMs: 10_000, factor: 2 },
  /** Numbers that are not ready for an order yet. */
  notReady: { firstMs: 1_000, longestMs: 8_000, factor: 2 },
  /** A SIP peer whose numbers have not left it yet. */
  sipPeer: { firstMs: 500, longestMs: 5_000, factor: 2 },
} satisfies Record<string, Growth>;

/** Pauses before the looks for what a request has done whose answer did not come, or does not tell. */
export const looksAfter = {
  /** An order, or a disconnect: the API's list may lag behind (docs/maintainers/api.md#customer-order-ids). */
  order: [500, 1_000, 2_000, 4_000, 8_000],
  /** The same after a cancel: there is no time for more. */
  cancel: [0, 500, 1_000],
  note: [500, 2_000],
  /** A change (SUPP) of a port-in: first as the answer to it left the port-in. */
  supp: [0, 500, 1_500, 3_000, 5_000, 5_000],
  /** A change of an LSR order. */
  lsrChange: [0, 500, 2_000],
  /** Something that is found by its name or content. */
  creation: [0, 500, 2_000],
} satisfies Record<string, readonly number[]>;

/** The pauses of a rhythm, one after the other, without an end. `random`, from 0 to just below 1, makes each up to a quarter shorter or longer. */
export function* pausesOf({ firstMs, longestMs, factor }: Growth, random?: () => number): Generator<number, never> {
  for (let ms = firstMs; ; ms = Math.min(longestMs, ms * factor)) {
    yield random ? ms * (0.75 + random() / 2) : ms;
  }
}

/** What is known when an order has been looked at, and isn't done. */
export interface OrderAge {
  /** Milliseconds since the API accepted it, or since the waiting began. */
  ageMs: number;
  /** When orders of this kind have lately been done. Undefined: nobody knows. */
  usualMs?: number;
  /** How many looks have found it open after that. */
  lateLooks: number;
  /** Whether one list answers for several orders. */
  shared: boolean;
  /** How many orders are looked at, each by itself unless `shared`. */
  count: number;
}

/**
 * The pause before the next look at an open order. Close to its usual end the looks come fast, then ever more slowly. At rest all
 * orders together are asked about once a second (docs/maintainers/money.md#waiting).
 */
export function orderPause({ ageMs, usualMs, lateLooks, shared, count }: OrderAge): number {
  const restMs = Math.min(5_000, Math.max(1_000 * (shared ? 1 : count), ageMs / 20));
  const isLate = usualMs !== undefined && ageMs < 4 * usualMs;
  const young = shared ? Math.max(100, ageMs / 10) : Math.max(150, ageMs / 3);
  return Math.min(restMs, isLate ? Math.max(60, usualMs / 40) * 1.5 ** lateLooks : young);
}

/** Sleeps before each look, and gives the pause. It throws as soon as the signal aborts. */
export async function* looks(clock: Clock, pauses: Iterable<number>, signal?: AbortSignal): AsyncGenerator<number> {
  for (const ms of pauses) {
    await clock.sleep(ms, signal);
    yield ms;
  }
}
