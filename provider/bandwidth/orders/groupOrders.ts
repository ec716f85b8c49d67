import { pausesOf, rhythms } from "../http/backOff.js";
import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import type { Query } from "../http/url.js";
import { agrees } from "../values/agreement.js";
import type { Dialect } from "../values/telephoneNumber.js";
import type { XmlDocument, XmlElement } from "../xml/xml.js";
import { batch, together } from "./batch.js";
import { type Applied, appliedOf, type BatchResults, record, settle } from "./batchResults.js";
import { contentId, type EarlierOrder, EarlierOrders, freshMs } from "./earlierOrders.js";
import { type Following, follow } from "./follow.js";
import { type OrderKind, orderState } from "./kinds.js";
import { type NumberGroup, packGroups, withOnly } from "./numberGroups.js";
import { refusedNumbers } from "./refusals.js";
import { type FoundOrder, submitOrder } from "./submit.js";

/** What differs between the orders that set values of numbers. */
export interface GroupForm<Values> {
  readonly kind: OrderKind;
  /** The body of the POST. */
  document(groups: readonly NumberGroup<Values>[], customerOrderId: string, dialect: Dialect): XmlDocument;
  /** Equal for equal values. */
  key(values: Values): string;
  /** How many groups one order can have. Undefined means any number. */
  readonly mostGroups?: number;
  /**
   * Refusals of a number that was just ordered and isn't set up everywhere yet (docs/maintainers/api.md#repeats). A
   * number that is busy with another order waits in the same way.
   */
  readonly notReady: ReadonlySet<string>;
  /** A query that finds an order in a list without customer order ids (docs/maintainers/api.md#filters). */
  lookUp?(numbers: readonly string[], dialect: Dialect): Query;
  /** What an order asks for, read from the order itself. Without it, only an identical order is recognized. */
  groupsOf?(order: XmlElement): NumberGroup<Values>[];
  /**
   * Whether the numbers have these values now, as a finished order of an interrupted run should have left them. `ageMs`
   * is the time since the order was placed. Without it, only an open order is followed.
   */
  holds?(client: Client, groups: readonly NumberGroup<Values>[], ageMs: number): Promise<boolean>;
}

/** One call: numbers and the values to set. */
interface GroupCall<Values> extends NumberGroup<Values> {
  following: Following;
}

/** Up to 5000 in one guide, 1000 in another (docs/maintainers/api.md#batches). */
const defaultMost = 1_000;
const readyMs = 60_000;

/**
 * Sets values of numbers (E.164) with orders. Calls at the same moment share orders. Throws when the API refuses the
 * values themselves.
 */
export function groupOrders<Values>(client: Client, form: GroupForm<Values>, mostPerOrder = defaultMost) {
  const orders = new GroupOrders(client, form, mostPerOrder);
  const load = batch((calls: readonly GroupCall<Values>[]) => orders.apply(calls));
  return (numbers: readonly string[], values: Values, following: Following = {}): Promise<Applied> =>
    load({ numbers: [...new Set(numbers)], values, following });
}

/** Sends orders for groups of numbers and finds out what they did to each number. */
class GroupOrders<Values> {
  constructor(
    private readonly client: Client,
    private readonly form: GroupForm<Values>,
    private most: number,
  ) {}

  /** Applies the values of several calls in as few orders as possible. */
  async apply(calls: readonly GroupCall<Values>[]): Promise<(Applied | Error)[]> {
    const following = together(calls.map((call) => call.following));
    const settled = new Map<NumberGroup<Values>, BatchResults | Error>();
    const orders = this.pack(calls);
    for (const groups of orders) {
      for (const [group, result] of await this.applyOrder(groups, following)) settled.set(group, result);
    }
    // A call's numbers may be in several orders, and in groups shared with other calls.
    return calls.map((call) => this.outcomeFor(call, settled));
  }

  private pack(wishes: readonly NumberGroup<Values>[]): NumberGroup<Values>[][] {
    return packGroups(wishes, this.form.key, { numbers: this.most, groups: this.form.mostGroups });
  }

  /**
   * Sends one order's groups. If the API refuses the whole order, each group gets its own order, so that one bad group
   * doesn't fail the others.
   */
  private async applyOrder(
    groups: NumberGroup<Values>[],
    following: Following,
  ): Promise<Map<NumberGroup<Values>, BatchResults | Error>> {
    const settlements: BatchResults = new Map();
    const results = () => new Map<NumberGroup<Values>, BatchResults | Error>(groups.map((one) => [one, settlements]));
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
    const alone = new Map<NumberGroup<Values>, BatchResults | Error>();
    for (const group of groups) {
      for (const [key, result] of await this.applyOrder([group], following)) alone.set(key, result);
    }
    return alone;
  }

  /**
   * Sends groups until every number is settled. Returns false when the order failed without saying for which number.
   */
  private async send(groups: NumberGroup<Values>[], following: Following, settlements: BatchResults): Promise<boolean> {
    const { clock } = this.client;
    const start = clock.now();
    const earlier = new EarlierOrders(this.client, this.form.kind, following.signal);
    let waiting = groups;
    const pauses = pausesOf(rhythms.notReady);
    for (;;) {
      if (!(await this.sendOnce(waiting, following, settlements, earlier))) return false;
      waiting = withOnly(groups, (number) => this.form.notReady.has(settlements.get(number)?.failure?.code ?? ""));
      if (waiting.length === 0 || following.signal?.aborted || clock.now() - start >= readyMs) return true;
      try {
        await clock.sleep(pauses.next().value, following.signal);
      } catch {
        // Canceled: the numbers that aren't ready count as refused.
        return true;
      }
    }
  }

  private async sendOnce(
    groups: NumberGroup<Values>[],
    following: Following,
    settlements: BatchResults,
    earlier: EarlierOrders,
  ): Promise<boolean> {
    const { client, form } = this;
    for (let asked = groups; asked.length > 0; ) {
      const numbers = asked.flatMap((group) => group.numbers);
      const customerOrderId = this.idOf(asked);
      const document = form.document(asked, customerOrderId, client.dialect);
      const lookUp = form.lookUp?.(numbers, client.dialect);
      try {
        const { signal } = following;
        const { known } = earlier;
        const found = await this.sentEarlier(asked, customerOrderId, earlier);
        if (found && !found.ours) {
          // Wait for the other order, whatever it sets. If it finished after ours, it would undo what ours set.
          const ended = await follow(client, form.kind, found.order.orderId, following, { status: found.order.status });
          earlier.isOver(found.order);
          if (ended.interruption) return settle(numbers, found.order.orderId, ended, settlements);
        }
        const sent = found?.ours
          ? found.order
          : await submitOrder(client, form.kind, customerOrderId, document, { signal, known, lookUp });
        earlier.isOver(sent);
        const followed = await follow(client, form.kind, sent.orderId, following, { status: sent.status });
        return settle(numbers, sent.orderId, followed, settlements);
      } catch (error) {
        if (!(error instanceof BandwidthError)) throw error;
        const named = refusedNumbers(error.details, numbers);
        if (error.has("5095") && numbers.length > 1) {
          this.most = Math.ceil(numbers.length / 2);
          for (const part of this.pack(asked)) {
            if (!(await this.sendOnce(part, following, settlements, earlier))) return false;
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

  /** Equal for equal groups, in any sequence. */
  private idOf(groups: readonly NumberGroup<Values>[]): string {
    const content = groups.map(({ values, numbers }) => [this.form.key(values), ...[...numbers].sort()]);
    return contentId(this.form.kind, content.sort());
  }

  /**
   * The order of an interrupted run that asked for this, if its values still hold. Or a recent open order that asked
   * for something else.
   */
  private async sentEarlier(
    groups: readonly NumberGroup<Values>[],
    customerOrderId: string,
    earlier: EarlierOrders,
  ): Promise<{ order: FoundOrder; ours: boolean } | undefined> {
    const [first = ""] = groups.flatMap(({ numbers }) => numbers).sort();
    const latest = await earlier.latest(first);
    if (latest === undefined) return undefined;
    const asked = (await earlier.has(latest, customerOrderId)) ? groups : await this.askedIn(latest, groups, earlier);
    const isDone = orderState(latest.status) === "done";
    if (asked === undefined) return isDone || latest.ageMs >= freshMs ? undefined : { order: latest, ours: false };
    const holds = !isDone || (await this.form.holds?.(this.client, asked, latest.ageMs));
    return holds ? { order: latest, ours: true } : undefined;
  }

  /**
   * What a recent order asked for these numbers, if it covers what is wanted now. It may have asked for more: a refresh
   * may have seen a part of it since, or it also had the values of other resources.
   */
  private async askedIn(
    latest: EarlierOrder,
    groups: readonly NumberGroup<Values>[],
    earlier: EarlierOrders,
  ): Promise<NumberGroup<Values>[] | undefined> {
    const { groupsOf } = this.form;
    if (groupsOf === undefined || latest.ageMs >= freshMs) return undefined;
    const inIt = groupsOf((await earlier.read(latest)).body);
    const covering: NumberGroup<Values>[] = [];
    for (const { values, numbers } of groups) {
      for (const number of numbers) {
        const found = inIt.find((group) => group.numbers.includes(number) && agrees(group.values, values));
        if (found === undefined) return undefined;
        covering.push({ values: found.values, numbers: [number] });
      }
    }
    return covering;
  }

  private outcomeFor(
    call: GroupCall<Values>,
    settled: ReadonlyMap<NumberGroup<Values>, BatchResults | Error>,
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
