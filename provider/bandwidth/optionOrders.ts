import { randomUUID } from "node:crypto";
import type { Client } from "./client.js";
import { BandwidthError } from "./errors.js";
import { type Followed, type Following, follow } from "./follow.js";
import { together } from "./gather.js";
import { type NumberOptions, type OptionGroup, optionDocument, optionsKey, packGroups } from "./optionGroups.js";
import { tnOptionOrder as kind } from "./orderKinds.js";
import type { NumberFailure } from "./orderReport.js";
import { refusedNumbers } from "./refusals.js";
import { submitOrder } from "./submit.js";

/** One caller's wish. */
export interface OptionCall {
  numbers: string[];
  options: NumberOptions;
  following: Following;
}

/** What became of it. */
export interface Applied {
  orderIds: string[];
  /** The API's word for how these numbers fared, whatever else travelled in their orders. */
  status: string;
  failed: NumberFailure[];
  /** Whether an order was still open when the waiting ended. */
  open: boolean;
}

/** Up to 5000 by one guide, 1000 by another (api-in-practice §5). */
const defaultMost = 1_000;
/**
 * Refusals that a number gets which was ordered just now: it is not set up everywhere yet (api-in-practice §2.10).
 * A number that is busy with another order waits in the same way.
 */
const notReady = new Set(["5071", "5074", "5076", "5218", "13517", "13518", "13520"]);
const readyMs = 60_000;
const firstPauseMs = 1_000;
const longestPauseMs = 8_000;

/** What became of one number in one wish. */
interface Settlement {
  /** Every order that the number travelled in. */
  orderIds: string[];
  status: string;
  failure?: NumberFailure;
  open?: boolean;
}

type Settlements = Map<string, Settlement>;

/** Sends TN option orders and finds out, number by number, what they did. */
export class OptionOrders {
  constructor(
    private readonly client: Client,
    private most = defaultMost,
  ) {}

  /** Applies the wishes of several callers in as few orders as possible. */
  async apply(calls: readonly OptionCall[]): Promise<(Applied | Error)[]> {
    const following = together(calls.map((call) => call.following));
    const settled = new Map<OptionGroup, Settlements | Error>();
    const orders = packGroups(calls, this.most);
    for (const groups of orders) {
      for (const [group, result] of await this.applyOrder(groups, following)) settled.set(group, result);
    }
    // A wish may have been spread over orders, and share groups with others.
    return calls.map((call) => outcomeFor(call, settled));
  }

  /** One order's groups. Where the API refuses the order as a whole, each group travels alone, so that none suffers for another. */
  private async applyOrder(
    groups: OptionGroup[],
    following: Following,
  ): Promise<Map<OptionGroup, Settlements | Error>> {
    const settlements: Settlements = new Map();
    const results = () => new Map<OptionGroup, Settlements | Error>(groups.map((group) => [group, settlements]));
    try {
      if (await this.send(groups, following, settlements)) return results();
      if (groups.length === 1) return results();
    } catch (error) {
      const shared = error instanceof BandwidthError && error.fate === "refused" && groups.length > 1;
      if (!shared) {
        const failure = error instanceof Error ? error : new Error(String(error));
        return new Map(groups.map((group) => [group, failure]));
      }
    }
    const alone = new Map<OptionGroup, Settlements | Error>();
    for (const group of groups) {
      for (const [key, result] of await this.applyOrder([group], following)) alone.set(key, result);
    }
    return alone;
  }

  /** Sends groups until every number is settled. False: the order failed without saying for which number. */
  private async send(groups: OptionGroup[], following: Following, settlements: Settlements): Promise<boolean> {
    const { clock } = this.client;
    const start = clock.now();
    let waiting = groups;
    for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
      if (!(await this.sendOnce(waiting, following, settlements))) return false;
      waiting = withOnly(groups, (number) => notReady.has(settlements.get(number)?.failure?.code ?? ""));
      if (waiting.length === 0 || following.signal?.aborted || clock.now() - start >= readyMs) return true;
      try {
        await clock.sleep(pause, following.signal);
      } catch {
        // Cancelled: the numbers that are not ready are reported as refused.
        return true;
      }
    }
  }

  private async sendOnce(groups: OptionGroup[], following: Following, settlements: Settlements): Promise<boolean> {
    for (let asked = groups; asked.length > 0; ) {
      const numbers = asked.flatMap((group) => group.numbers);
      const customerOrderId = randomUUID();
      const document = optionDocument(asked, customerOrderId, this.client.dialect);
      try {
        const { signal } = following;
        const { orderId, status } = await submitOrder(this.client, kind, customerOrderId, document, { signal });
        const followed = await follow(this.client, kind, orderId, following, { status });
        return settle(numbers, orderId, followed, settlements);
      } catch (error) {
        if (!(error instanceof BandwidthError)) throw error;
        const named = refusedNumbers(error.details, numbers);
        if (error.has("5095") && numbers.length > 1) {
          this.most = Math.ceil(numbers.length / 2);
          for (const part of packGroups(asked, this.most)) {
            if (!(await this.sendOnce(part, following, settlements))) return false;
          }
          return true;
        }
        if (named.size === 0 && error.has(...notReady) && asked.length === 1) {
          const [detail] = error.details;
          for (const number of numbers) named.set(number, { ...detail, telephoneNumber: number });
        }
        if (named.size === 0) throw error;
        for (const [number, failure] of named) record(settlements, number, { status: "FAILED", failure });
        asked = withOnly(asked, (number) => !named.has(number));
      }
    }
    return true;
  }
}

/** Notes what an order did for its numbers. False: it failed, at least in part, and does not say for which numbers. */
function settle(numbers: string[], orderId: string, followed: Followed, settlements: Settlements): boolean {
  const { report, interruption } = followed;
  const { status, state } = report;
  const refused = new Map(report.failed.map((failure) => [failure.telephoneNumber, failure]));
  const named = [...refused.keys()].some((number) => number !== undefined);
  const unexplained = state === "failed" || (state === "partial" && !named);
  const reason = { description: `The order ended as ${status}.`, ...refused.get(undefined) };
  const open = interruption !== undefined || state === "backordered";
  for (const telephoneNumber of numbers) {
    const failure = refused.get(telephoneNumber) ?? (unexplained ? { ...reason, telephoneNumber } : undefined);
    record(settlements, telephoneNumber, { status, failure: open ? undefined : failure, open }, orderId);
  }
  return !unexplained || named;
}

function record(
  settlements: Settlements,
  number: string,
  settlement: Omit<Settlement, "orderIds">,
  ...orderIds: string[]
): void {
  const before = settlements.get(number)?.orderIds ?? [];
  settlements.set(number, { ...settlement, orderIds: [...before, ...orderIds] });
}

/** The groups with only the numbers that pass; groups of none are left out. */
function withOnly(groups: readonly OptionGroup[], passes: (number: string) => boolean): OptionGroup[] {
  return groups
    .map(({ options, numbers }) => ({ options, numbers: numbers.filter(passes) }))
    .filter(({ numbers }) => numbers.length > 0);
}

function outcomeFor(call: OptionCall, settled: ReadonlyMap<OptionGroup, Settlements | Error>): Applied | Error {
  const mine = new Set(call.numbers);
  const key = optionsKey(call.options);
  const settlements: Settlement[] = [];
  for (const [group, result] of settled) {
    if (optionsKey(group.options) !== key) continue;
    const numbers = group.numbers.filter((number) => mine.has(number));
    if (result instanceof Error && numbers.length > 0) return result;
    if (result instanceof Error) continue;
    settlements.push(...numbers.flatMap((number) => result.get(number) ?? []));
  }
  const failed = settlements.flatMap(({ failure }) => failure ?? []);
  const open = settlements.find((settlement) => settlement.open);
  const outcome = failed.length === 0 ? "COMPLETE" : failed.length < mine.size ? "PARTIAL" : "FAILED";
  return {
    orderIds: [...new Set(settlements.flatMap(({ orderIds }) => orderIds))],
    status: open?.status ?? outcome,
    failed,
    open: open !== undefined,
  };
}
