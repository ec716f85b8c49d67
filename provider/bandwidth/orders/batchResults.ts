import type { Followed } from "./follow.js";
import { type NumberFailure, type NumberWarning, orderWarnings } from "./report.js";

/** What became of a caller's numbers. */
export interface Applied {
  orderIds: string[];
  /** The API's word for how these numbers fared, whatever else travelled in their orders. */
  status: string;
  failed: NumberFailure[];
  /** What the API has to say of numbers that did not fail, if anything. */
  warnings?: NumberWarning[];
  /** Whether an order was still open when the waiting ended. */
  open: boolean;
}

/** What became of one number in one wish. */
export interface BatchResult {
  /** Every order that the number travelled in. */
  orderIds: string[];
  status: string;
  failure?: NumberFailure;
  warnings?: NumberWarning[];
  open?: boolean;
}

/** By number. */
export type BatchResults = Map<string, BatchResult>;

/** Notes what an order did for its numbers. False: it failed, at least in part, and does not say for which numbers. */
export function settle(numbers: string[], orderId: string, followed: Followed, settlements: BatchResults): boolean {
  const { report, interruption } = followed;
  const { status, state } = report;
  const refused = new Map(report.failed.map((failure) => [failure.telephoneNumber, failure]));
  const named = [...refused.keys()].some((number) => number !== undefined);
  const unexplained = state === "failed" || (state === "partial" && !named);
  const reason = { description: `The order ended as ${status}.`, ...refused.get(undefined) };
  const warnings = orderWarnings(report.body);
  const open = interruption !== undefined || state === "backordered";
  for (const telephoneNumber of numbers) {
    const failure = refused.get(telephoneNumber) ?? (unexplained ? { ...reason, telephoneNumber } : undefined);
    const own = warnings.filter((warning) => (warning.telephoneNumber ?? telephoneNumber) === telephoneNumber);
    record(settlements, telephoneNumber, { status, failure: open ? undefined : failure, warnings: own, open }, orderId);
  }
  return !unexplained || named;
}

/** Notes how a number stands, after whatever happened to it before. */
export function record(
  settlements: BatchResults,
  number: string,
  settlement: Omit<BatchResult, "orderIds">,
  ...orderIds: string[]
): void {
  const before = settlements.get(number)?.orderIds ?? [];
  settlements.set(number, { ...settlement, orderIds: [...before, ...orderIds] });
}

/** The outcome of so many numbers, as one. */
export function appliedOf(settlements: readonly BatchResult[], asked: number): Applied {
  const failed = settlements.flatMap(({ failure }) => failure ?? []);
  const open = settlements.find((settlement) => settlement.open);
  const outcome = failed.length === 0 ? "COMPLETE" : failed.length < asked ? "PARTIAL" : "FAILED";
  // An emergency address that was accepted with another spelling (docs/maintainers/api.md#order-states).
  const adjusted = outcome !== "FAILED" && settlements.some(({ status }) => status.startsWith("ADJUSTED_"));
  return {
    orderIds: [...new Set(settlements.flatMap(({ orderIds }) => orderIds))],
    status: open?.status ?? (adjusted ? `ADJUSTED_${outcome}` : outcome),
    failed,
    warnings: distinct(settlements.flatMap(({ warnings }) => warnings ?? [])),
    open: open !== undefined,
  };
}

/** Each once: what an order says of no number in particular comes with every number. */
function distinct(warnings: readonly NumberWarning[]): NumberWarning[] | undefined {
  if (warnings.length === 0) return undefined;
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}
