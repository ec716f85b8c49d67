import { randomUUID } from "node:crypto";
import type { Query } from "./address.js";
import type { Client } from "./client.js";
import { BandwidthError } from "./errors.js";
import { type Following, follow } from "./follow.js";
import { gather, together } from "./gather.js";
import { type NumberGroup, packGroups, withOnly } from "./numberGroups.js";
import type { OrderKind } from "./orderKinds.js";
import { refusedNumbers } from "./refusals.js";
import { type Applied, appliedOf, record, type Settlements, settle } from "./settlements.js";
import { submitOrder } from "./submit.js";
import type { Dialect } from "./telephoneNumber.js";
import type { XmlDocument } from "./xml.js";

/** What differs between the orders that give numbers something. */
export interface GroupForm<Values> {
  readonly kind: OrderKind;
  /** The body of the POST. */
  document(groups: readonly NumberGroup<Values>[], customerOrderId: string, dialect: Dialect): XmlDocument;
  /** The same for equal values. */
  key(values: Values): string;
  /** How many groups one order takes; without it any number. */
  readonly mostGroups?: number;
  /**
   * Refusals that a number gets which was ordered just now: it is not set up everywhere yet (api-in-practice §2.10).
   * A number that is busy with another order waits in the same way.
   */
  readonly notReady: ReadonlySet<string>;
  /** What finds an order in a list that does not know customer order ids (api-in-practice §2.5). */
  lookUp?(numbers: readonly string[], dialect: Dialect): Query;
}

/** One caller's wish. */
interface GroupCall<Values> extends NumberGroup<Values> {
  following: Following;
}

/** Up to 5000 by one guide, 1000 by another (api-in-practice §5). */
const defaultMost = 1_000;
const readyMs = 60_000;
const firstPauseMs = 1_000;
const longestPauseMs = 8_000;

/**
 * Gives numbers (E.164) their values, by orders. Calls of the same moment travel together. Throws when the values
 * themselves are refused.
 */
export function groupOrders<Values>(client: Client, form: GroupForm<Values>, mostPerOrder = defaultMost) {
  const orders = new GroupOrders(client, form, mostPerOrder);
  const load = gather((calls: readonly GroupCall<Values>[]) => orders.apply(calls));
  return (numbers: readonly string[], values: Values, following: Following = {}): Promise<Applied> =>
    load({ numbers: [...new Set(numbers)], values, following });
}

/** Sends orders for groups of numbers and finds out, number by number, what they did. */
class GroupOrders<Values> {
  constructor(
    private readonly client: Client,
    private readonly form: GroupForm<Values>,
    private most: number,
  ) {}

  /** Applies the wishes of several callers in as few orders as possible. */
  async apply(calls: readonly GroupCall<Values>[]): Promise<(Applied | Error)[]> {
    const following = together(calls.map((call) => call.following));
    const settled = new Map<NumberGroup<Values>, Settlements | Error>();
    const orders = this.pack(calls);
    for (const groups of orders) {
      for (const [group, result] of await this.applyOrder(groups, following)) settled.set(group, result);
    }
    // A wish may have been spread over orders, and share groups with others.
    return calls.map((call) => this.outcomeFor(call, settled));
  }

  private pack(wishes: readonly NumberGroup<Values>[]): NumberGroup<Values>[][] {
    return packGroups(wishes, this.form.key, { numbers: this.most, groups: this.form.mostGroups });
  }

  /** One order's groups. Where the API refuses the order as a whole, each group travels alone, so that none suffers for another. */
  private async applyOrder(
    groups: NumberGroup<Values>[],
    following: Following,
  ): Promise<Map<NumberGroup<Values>, Settlements | Error>> {
    const settlements: Settlements = new Map();
    const results = () => new Map<NumberGroup<Values>, Settlements | Error>(groups.map((one) => [one, settlements]));
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
    const alone = new Map<NumberGroup<Values>, Settlements | Error>();
    for (const group of groups) {
      for (const [key, result] of await this.applyOrder([group], following)) alone.set(key, result);
    }
    return alone;
  }

  /** Sends groups until every number is settled. False: the order failed without saying for which number. */
  private async send(groups: NumberGroup<Values>[], following: Following, settlements: Settlements): Promise<boolean> {
    const { clock } = this.client;
    const start = clock.now();
    let waiting = groups;
    for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
      if (!(await this.sendOnce(waiting, following, settlements))) return false;
      waiting = withOnly(groups, (number) => this.form.notReady.has(settlements.get(number)?.failure?.code ?? ""));
      if (waiting.length === 0 || following.signal?.aborted || clock.now() - start >= readyMs) return true;
      try {
        await clock.sleep(pause, following.signal);
      } catch {
        // Cancelled: the numbers that are not ready are reported as refused.
        return true;
      }
    }
  }

  private async sendOnce(
    groups: NumberGroup<Values>[],
    following: Following,
    settlements: Settlements,
  ): Promise<boolean> {
    const { client, form } = this;
    for (let asked = groups; asked.length > 0; ) {
      const numbers = asked.flatMap((group) => group.numbers);
      const customerOrderId = randomUUID();
      const document = form.document(asked, customerOrderId, client.dialect);
      const lookUp = form.lookUp?.(numbers, client.dialect);
      try {
        const { signal } = following;
        const sent = await submitOrder(client, form.kind, customerOrderId, document, { signal, lookUp });
        const followed = await follow(client, form.kind, sent.orderId, following, { status: sent.status });
        return settle(numbers, sent.orderId, followed, settlements);
      } catch (error) {
        if (!(error instanceof BandwidthError)) throw error;
        const named = refusedNumbers(error.details, numbers);
        if (error.has("5095") && numbers.length > 1) {
          this.most = Math.ceil(numbers.length / 2);
          for (const part of this.pack(asked)) {
            if (!(await this.sendOnce(part, following, settlements))) return false;
          }
          return true;
        }
        if (named.size === 0 && error.has(...form.notReady) && asked.length === 1) {
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

  private outcomeFor(
    call: GroupCall<Values>,
    settled: ReadonlyMap<NumberGroup<Values>, Settlements | Error>,
  ): Applied | Error {
    const mine = new Set(call.numbers);
    const key = this.form.key(call.values);
    const settlements = [];
    for (const [group, result] of settled) {
      if (this.form.key(group.values) !== key) continue;
      const numbers = group.numbers.filter((number) => mine.has(number));
      if (result instanceof Error && numbers.length > 0) return result;
      if (result instanceof Error) continue;
      settlements.push(...numbers.flatMap((number) => result.get(number) ?? []));
    }
    return appliedOf(settlements, mine.size);
  }
}
