import type { Client } from "../http/client.js";
import { BandwidthError, isCanceled } from "../http/errors.js";
import { type InterruptionReason, OrderInterrupted } from "./errors.js";
import { isKnownState, type OrderKind } from "./kinds.js";
import { LookTurns } from "./lookTurns.js";
import { type OrderReport, readOrder, unknownStatus } from "./report.js";
import { watchUnknownStates } from "./unknownState.js";

/** How to follow an order. */
export interface Following {
  /** Ends the waiting, not the order. */
  signal?: AbortSignal;
  /** How long to wait for the order's end. Ten minutes by default. */
  timeoutMs?: number;
  /** Called at each look-up. */
  onStatus?: (orderId: string, status: string, elapsedMs: number) => void;
}

/** What is known about an order before the first look-up. */
export interface Expected {
  /** The status in the answer to its POST. */
  status?: string;
  /** The order is being closed, so "back-ordered" isn't its end. */
  closing?: boolean;
  /** When this run learned that the API accepted it. Undefined: it is older, and may be done already. */
  acceptedAt?: number;
}

/** The order's last known state. If that isn't its end, also the reason why following stopped. */
export interface Followed {
  report: OrderReport;
  interruption?: OrderInterrupted;
}

const defaultTimeoutMs = 600_000;
/** The API may not know an order for a moment after it accepted it (docs/maintainers/api.md#repeats). */
const graceMs = 10_000;
/** The client already repeats each look-up. After this many failed look-ups in a row, stop. */
const toleratedFailures = 3;

/**
 * Checks an order until it is settled, back-ordered, or the waiting ends. It never throws: the order exists, and no
 * failure may lose its id (docs/maintainers/money.md#state-first).
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
  const staysUnknown = watchUnknownStates(clock);
  const turns = new LookTurns(client, kind, orderId, expected.acceptedAt);

  const interrupted = (reason: InterruptionReason, cause?: unknown): Followed => ({
    report: { ...report, state: "open" },
    interruption: new OrderInterrupted(kind.label, orderId, report.status, reason, { cause }),
  });

  try {
    for (;;) {
      try {
        const left = start + timeoutMs - clock.now();
        // The time may be over before the first look. Then one look comes at once.
        const listed = await turns.next(left, signal);
        if (listed === undefined) {
          const path = client.account(kind.collection, orderId);
          report = readOrder(kind, await client.request({ method: "GET", path, signal }));
        } else report = { ...report, status: listed };
        seen = true;
        failuresInARow = 0;
        onStatus?.(orderId, report.status, clock.now() - start);
        const waits = report.state === "open" || (report.state === "backordered" && expected.closing);
        if (!waits) {
          turns.settled();
          return { report };
        }
        turns.foundOpen();
        if (staysUnknown(report.status, isKnownState(report.status, kind))) return interrupted("unknown state");
      } catch (error) {
        if (signal?.aborted || isCanceled(error)) return interrupted("canceled", error);
        const lost = error instanceof BandwidthError && error.status === 404 && !error.html;
        const inGrace = lost && !seen && clock.now() - start < graceMs;
        failuresInARow += inGrace ? 0 : 1;
        if (lost && !inGrace) return interrupted("not found", error);
        if (!inGrace && (isFinal(error) || failuresInARow >= toleratedFailures)) return interrupted("failure", error);
      }
      if (turns.isLast) return interrupted("time-out");
    }
  } finally {
    turns.end();
  }
}

const unseen: OrderReport = { status: unknownStatus, state: "open", completed: [], failed: [], body: {} };

/** An explained refusal of the look-up itself, such as a missing role, won't go away. */
function isFinal(error: unknown): boolean {
  return error instanceof BandwidthError && error.fate === "refused" && error.status !== 429;
}
