import { pausesOf, rhythms } from "../http/backOff.js";
import type { Client } from "../http/client.js";
import { BandwidthError, isCancelled } from "../http/errors.js";
import { type InterruptionReason, OrderInterrupted } from "./errors.js";
import { isKnownState, type OrderKind } from "./kinds.js";
import { type OrderReport, readOrder, unknownStatus } from "./report.js";
import { watchUnknownStates } from "./unknownState.js";

/** How to follow an order. */
export interface Following {
  /** Ends the waiting, not the order. */
  signal?: AbortSignal;
  /** How long to wait for the order's end; ten minutes unless told. */
  timeoutMs?: number;
  /** Told at each look. */
  onStatus?: (orderId: string, status: string, elapsedMs: number) => void;
}

/** What is known of an order before the first look. */
export interface Expected {
  /** The status that the answer to its POST told. */
  status?: string;
  /** The order is being closed: that it is still back-ordered is not its end. */
  closing?: boolean;
}

/** The last that was seen of an order, and why it is not its end, if it is not. */
export interface Followed {
  report: OrderReport;
  interruption?: OrderInterrupted;
}

const defaultTimeoutMs = 600_000;
/** An order may be unknown for a moment after it was accepted (docs/maintainers/api.md#repeats). */
const graceMs = 10_000;
/** The client has repeated each look already; so many failed looks in a row, and we stop. */
const toleratedFailures = 3;

/**
 * Looks at an order until it is settled, back-ordered, or the waiting ends. It never throws: from here on the order
 * exists, and whatever goes wrong must not lose its id (docs/maintainers/money.md#state-first).
 */
export async function follow(
  client: Client,
  kind: OrderKind,
  orderId: string,
  following: Following = {},
  expected: Expected = {},
): Promise<Followed> {
  const { clock } = client;
  const { signal, timeoutMs = defaultTimeoutMs, onStatus } = following;
  const start = clock.now();
  let report: OrderReport = { ...unseen, status: expected.status ?? unknownStatus };
  let seen = false;
  let failuresInARow = 0;
  // The first look comes at once, and the next one soon (docs/maintainers/money.md#waiting).
  const pauses = pausesOf(rhythms.order, client.random);
  const staysUnknown = watchUnknownStates(clock);

  const interrupted = (reason: InterruptionReason, cause?: unknown): Followed => ({
    report: { ...report, state: "open" },
    interruption: new OrderInterrupted(kind.label, orderId, report.status, reason, { cause }),
  });

  for (;;) {
    try {
      signal?.throwIfAborted();
      const path = client.account(kind.collection, orderId);
      report = readOrder(kind, await client.request({ method: "GET", path, signal }));
      seen = true;
      failuresInARow = 0;
      onStatus?.(orderId, report.status, clock.now() - start);
      const waits = report.state === "open" || (report.state === "backordered" && expected.closing);
      if (!waits) return { report };
      if (staysUnknown(report.status, isKnownState(report.status, kind))) return interrupted("unknown state");
    } catch (error) {
      if (signal?.aborted || isCancelled(error)) return interrupted("cancelled", error);
      const lost = error instanceof BandwidthError && error.status === 404 && !error.html;
      const inGrace = lost && !seen && clock.now() - start < graceMs;
      failuresInARow += inGrace ? 0 : 1;
      if (lost && !inGrace) return interrupted("not found", error);
      if (!inGrace && (isFinal(error) || failuresInARow >= toleratedFailures)) return interrupted("failure", error);
    }
    const left = start + timeoutMs - clock.now();
    if (left <= 0) return interrupted("time-out");
    try {
      await clock.sleep(Math.min(left, pauses.next().value), signal);
    } catch (error) {
      return interrupted("cancelled", error);
    }
  }
}

const unseen: OrderReport = { status: unknownStatus, state: "open", completed: [], failed: [], body: {} };

/** An explained refusal of the look itself (a missing role, say) will not pass. */
function isFinal(error: unknown): boolean {
  return error instanceof BandwidthError && error.fate === "refused" && error.status !== 429;
}
