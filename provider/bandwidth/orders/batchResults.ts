import type { Followed } from "./follow.js";
import { type NumberFailure, type NumberWarning, orderWarnings } from "./report.js";

/** What happened to a caller's numbers. */
export interface Applied {
  orderIds: string[];
  /** The API's word for the result of these numbers, whatever else was in their orders. */
  status: string;
  failed: NumberFailure[];
  /** The API's remarks about numbers that didn't fail, if any. */
  warnings?: NumberWarning[];
  /** Whether an order was still open when the waiting ended. */
  open: boolean;
}

/** What happened to one number of one call. */
export interface BatchResult {
  /** Every order that had the number. */
  orderIds: string[];
  status: string;
  failure?: NumberFailure;
  warnings?: NumberWarning[];
  open?: boolean;
}

/** By number. */
export type BatchResults = Map<string, BatchResult>;

/**
 * Records what an order did to its numbers. Returns false when the order failed, at least in part, and doesn't say for
 * which numbers.
 */
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

/** Records a number's result over any earlier result, and keeps the earlier order ids. */
export function record(
  settlements: BatchResults,
  number: string,
  settlement: Omit<BatchResult, "orderIds">,
  ...orderIds: string[]
): void {
  const before = settlements.get(number)?.orderIds ?? [];
  settlements.set(number, { ...settlement, orderIds: [...before, ...orderIds] });
}

/** The results of several numbers as one outcome. */
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

/** Each warning once: a warning without a number comes with every number of its order. */
function distinct(warnings: readonly NumberWarning[]): NumberWarning[] | undefined {
  if (warnings.length === 0) return undefined;
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}
