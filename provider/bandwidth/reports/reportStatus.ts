import { rhythms } from "../http/backOff.js";
import type { ApiResponse, Client, Request } from "../http/client.js";
import { unexpected } from "../http/expected.js";
import type { InterruptionReason } from "../orders/errors.js";
import type { Following } from "../orders/follow.js";
import { followState } from "../orders/followState.js";

/** The state of a report. "open": Bandwidth is making it, or its state is unknown. */
export type ReportState = "ready" | "expired" | "failed" | "open";

/** What a look-up shows about a report. */
export interface ReportStatus {
  /** The API's word. */
  status: string;
  state: ReportState;
  /** The API's message about it. */
  description?: string;
}

/** The API's words (docs/maintainers/api.md#reports). Any other word isn't the end. */
const states: Readonly<Record<string, ReportState>> = {
  READY: "ready",
  COMPLETED: "ready",
  COMPLETE: "ready",
  EXPIRED: "expired",
  FAILED: "failed",
};

/**
 * Whether a word says that a report is being made. Bandwidth's pages describe "still being assembled", but have no
 * words for it except RECEIVED and PROCESSING of the billing reports. So words that plainly say the same count too.
 */
const isMaking = (status: string): boolean =>
  /^(received|requested|accepted|submitted|created|scheduled|started|new|waiting)$/i.test(status) ||
  /process|progress|pending|queue|assembl|generat|prepar|build|running/i.test(status);

/** The state of a report with this word. */
export function statusOf(status: string | undefined, description?: string): ReportStatus {
  const state = states[status?.toUpperCase() ?? ""] ?? "open";
  return { status: status ?? "unknown", state, ...(description === undefined ? {} : { description }) };
}

/** Whether this can be a report's id, which becomes a part of paths and of other ids. */
export const isReportId = (id: string | undefined): id is string => id !== undefined && /^[\w-]+$/.test(id);

/** The id of the accepted request. It is only in `Location`. */
export function acceptedId(request: Request, answer: ApiResponse): string {
  if (isReportId(answer.id)) return answer.id;
  throw unexpected(request, answer, "the answer has no Location with an id");
}

/** A report was requested, but could not be followed to its end. Bandwidth continues to make it. */
export class ReportInterrupted extends Error {
  override readonly name = "ReportInterrupted";

  constructor(
    id: string,
    /** The last known status. */
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
      return "isn't ready at the time limit. Bandwidth is still making it. The next run continues to wait for it.";
    case "unknown state":
      return (
        "stays in a state that this version doesn't know, so the run stops waiting. It is neither ready nor failed, and " +
        "nothing is lost. Look it up in the dashboard. The next run checks it again."
      );
    case "canceled":
      return "was not ready when the run was canceled. Bandwidth continues to make it. The next run checks it again.";
    case "not found":
      return "was accepted, but the API can't find it any more. Run `pulumi refresh` and then `pulumi up`.";
    case "failure":
      return `was accepted, but can't be looked up: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

/**
 * Checks a report until it is ready, has failed or has expired.
 * @throws ReportInterrupted when the waiting ends before that.
 */
export function followReport<Seen extends ReportStatus>(
  client: Client,
  id: string,
  look: (signal?: AbortSignal) => Promise<Seen | undefined>,
  following: Following = {},
  /** Whether it existed before. Then it needs no time to appear. */
  existed = false,
): Promise<Seen> {
  const report = {
    ...{ id, look, existed, pauses: rhythms.report },
    isOver: ({ state }: Seen) => state !== "open",
    isKnown: ({ status }: Seen) => isMaking(status),
    interrupted: (status: string, reason: InterruptionReason, options?: ErrorOptions) =>
      new ReportInterrupted(id, status, reason, options),
  };
  return followState(client, report, following);
}
