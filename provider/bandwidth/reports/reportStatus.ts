import { pausesOf, rhythms } from "../http/backOff.js";
import type { ApiResponse, Client, Request } from "../http/client.js";
import { BandwidthError, isCancelled } from "../http/errors.js";
import { unexpected } from "../http/expected.js";
import type { InterruptionReason } from "../orders/errors.js";
import type { Following } from "../orders/follow.js";
import { watchUnknownStates } from "../orders/unknownState.js";

/** How a report stands. "open": it is made, or is in a state that we do not know. */
export type ReportState = "ready" | "expired" | "failed" | "open";

/** What a look at a report tells. */
export interface ReportStatus {
  /** The API's word. */
  status: string;
  state: ReportState;
  /** The API's words about it. */
  description?: string;
}

/** The API's words (docs/maintainers/api.md#reports); one that is not here is not the end. */
const states: Readonly<Record<string, ReportState>> = {
  READY: "ready",
  COMPLETED: "ready",
  COMPLETE: "ready",
  EXPIRED: "expired",
  FAILED: "failed",
};

/**
 * Whether a word says that a report is being made. Bandwidth's pages tell "still being assembled", and no word for it but
 * RECEIVED and PROCESSING of the billing reports; so words that plainly say the same count too.
 */
const isMaking = (status: string): boolean =>
  /^(received|requested|accepted|submitted|created|scheduled|started|new|waiting)$/i.test(status) ||
  /process|progress|pending|queue|assembl|generat|prepar|build|running/i.test(status);

/** How a report with this word stands. */
export function statusOf(status: string | undefined, description?: string): ReportStatus {
  const state = states[status?.toUpperCase() ?? ""] ?? "open";
  return { status: status ?? "unknown", state, ...(description === undefined ? {} : { description }) };
}

/** Whether this can be the id of a report, which becomes a part of paths and of other ids. */
export const isReportId = (id: string | undefined): id is string => id !== undefined && /^[\w-]+$/.test(id);

/** The id of what was accepted. It is in `Location` only. */
export function acceptedId(request: Request, answer: ApiResponse): string {
  if (isReportId(answer.id)) return answer.id;
  throw unexpected(request, answer, "the answer has no Location with an id");
}

/** A report was asked for, and then could not be followed to its end. Bandwidth goes on making it. */
export class ReportInterrupted extends Error {
  override readonly name = "ReportInterrupted";

  constructor(
    id: string,
    /** The last status seen. */
    readonly status: string,
    reason: InterruptionReason,
    options?: ErrorOptions,
  ) {
    super(`report ${id} (${status}) ${explain(reason, options?.cause)}`, options);
  }
}

function explain(reason: InterruptionReason, cause: unknown): string {
  switch (reason) {
    case "time-out":
      return "was not ready in the time allowed, and is still made. The next run goes on waiting for it.";
    case "unknown state":
      return (
        "stays in a state that this version does not know, so the waiting ends here. It is neither ready nor failed, and " +
        "nothing is lost: look it up in the dashboard. The next run looks at it again."
      );
    case "cancelled":
      return "was not ready when waiting was cancelled. Bandwidth goes on making it; the next run looks at it again.";
    case "not found":
      return "was accepted, and the API does not find it any more. Run `pulumi refresh` and then `pulumi up`.";
    case "failure":
      return `was accepted, but cannot be looked at: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

const usualTimeoutMs = 600_000;
/** A report may be unknown for a moment after it was accepted (docs/maintainers/api.md#repeats). */
const graceMs = 10_000;
/** The client has repeated each look already. */
const toleratedFailures = 3;

/**
 * Looks at a report until it is ready, has failed or has expired.
 * @throws ReportInterrupted when the waiting ends before.
 */
export async function followReport<Seen extends ReportStatus>(
  client: Client,
  id: string,
  look: (signal?: AbortSignal) => Promise<Seen | undefined>,
  { signal, timeoutMs = usualTimeoutMs, onStatus }: Following = {},
  /** Whether it was there before: then it needs no time to show. */
  known = false,
): Promise<Seen> {
  const { clock } = client;
  const start = clock.now();
  let status = "unknown";
  let failures = 0;
  const pauses = pausesOf(rhythms.report, client.random);
  const staysUnknown = watchUnknownStates(clock);
  for (;;) {
    try {
      signal?.throwIfAborted();
      const seen = await look(signal);
      failures = 0;
      if (seen) {
        status = seen.status;
        onStatus?.(id, status, clock.now() - start);
        if (seen.state !== "open") return seen;
        if (staysUnknown(status, isMaking(status))) throw new ReportInterrupted(id, status, "unknown state");
      } else if (known || clock.now() - start >= graceMs) throw new ReportInterrupted(id, status, "not found");
    } catch (cause) {
      if (cause instanceof ReportInterrupted) throw cause;
      if (signal?.aborted || isCancelled(cause)) throw new ReportInterrupted(id, status, "cancelled", { cause });
      failures += 1;
      const explained = cause instanceof BandwidthError && cause.fate === "refused" && cause.status !== 429;
      if (explained || failures >= toleratedFailures) throw new ReportInterrupted(id, status, "failure", { cause });
    }
    const left = start + timeoutMs - clock.now();
    if (left <= 0) throw new ReportInterrupted(id, status, "time-out");
    try {
      await clock.sleep(Math.min(left, pauses.next().value), signal);
    } catch (cause) {
      throw new ReportInterrupted(id, status, "cancelled", { cause });
    }
  }
}
