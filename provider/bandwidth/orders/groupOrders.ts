import PQueue from "p-queue";
import { pausesOf, rhythms } from "../http/backOff.js";
import type { Client } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import type { XmlElement } from "../xml/xml.js";
import { together } from "./batch.js";
import { type Applied, appliedOf, type BatchResult, type BatchResults, record, settle } from "./batchResults.js";
import { EarlierOrders, freshMs } from "./earlierOrders.js";
import { type Following, follow } from "./follow.js";
import { groupCommit } from "./groupCommit.js";
import { type GroupForm, idOf, sentEarlier } from "./groupForm.js";
import { type NumberGroup, packGroups, withOnly } from "./numberGroups.js";
import { NumberResults } from "./numberResults.js";
import { OrderSize } from "./orderSize.js";
import { RecentOrders } from "./recentOrders.js";
import { chunks, refusedNumbers } from "./refusals.js";
import { submitOrder } from "./submit.js";

/** One call: numbers and the values to set. */
interface GroupCall<Values> extends NumberGroup<Values> {
  following: Following;
}

/** Up to 5000 in one guide, 1000 in another (docs/maintainers/api.md#batches). */
const defaultMost = 1_000;
const readyMs = 60_000;

/** So many orders of one batch are in flight at once. */
const mostAtOnce = 16;

/**
 * Sets values of numbers (E.164) with orders. Calls that come while an order is in flight share the next one. Throws when
 * the API refuses the values themselves.
 */
export function groupOrders<Values>(client: Client, form: GroupForm<Values>, mostPerOrder = defaultMost) {
  const orders = new GroupOrders(client, form, mostPerOrder);
  const load = groupCommit<GroupCall<Values>, Applied>({
    send: (calls) => orders.apply(calls),
    // Calls with different values can't share an order of one group.
    laneOf: ({ values }) => (form.mostGroups === 1 ? form.key(values) : ""),
    signalOf: ({ following }) => following.signal,
  });
  return (numbers: readonly string[], values: Values, following: Following = {}): Promise<Applied> =>
    load({ numbers: [...new Set(numbers)], values, following });
}

type Results = NumberResults<BatchResult | Error>;

/** Sends orders for groups of numbers and finds out what they did to each number. */
class GroupOrders<Values> {
  private readonly size: OrderSize;
  private readonly recent: RecentOrders | undefined;

  constructor(
    private readonly client: Client,
    private readonly form: GroupForm<Values>,
    most: number,
  ) {
    this.size = new OrderSize(most);
    const { groupsOf, kind } = form;
    const numbersOf = (order: XmlElement) => groupsOf?.(order).flatMap(({ numbers }) => numbers) ?? [];
    if (groupsOf) this.recent = new RecentOrders(client, kind, numbersOf, freshMs);
  }

  /** Applies the values of several calls in as few orders as possible, side by side. */
  apply(calls: readonly GroupCall<Values>[]): Promise<Applied>[] {
    const orders = this.pack(calls).map((groups) => ({
      groups,
      results: new NumberResults<BatchResult | Error>(groups.flatMap(({ numbers }) => numbers)),
    }));
    const keys = calls.map(({ values }) => this.form.key(values));
    const has = (order: (typeof orders)[number], index: number) => {
      const mine = new Set(calls[index]?.numbers);
      return order.groups.some(
        ({ values, numbers }) => this.form.key(values) === keys[index] && numbers.some((number) => mine.has(number)),
      );
    };
    const queue = new PQueue({ concurrency: mostAtOnce });
    for (const [index, { groups, results }] of orders.entries()) {
      const before = orders.slice(0, index).map((earlier) => earlier.results);
      const followings = calls.filter((_, call) => has({ groups, results }, call)).map(({ following }) => following);
      void queue.add(async () => {
        // A later order about the same number may undo what the earlier one sets, never the other way round.
        await Promise.all(before.map((earlier) => earlier.of(results.numbers)));
        await this.applyOrder(groups, together(followings), results);
      });
    }
    return calls.map(async (call, index) => {
      const mine = orders.filter((order) => has(order, index));
      const found = await Promise.all(mine.map(({ results }) => results.of(call.numbers)));
      const settlements = found.flat().map(([, result]) => result);
      const failure = settlements.find((result) => result instanceof Error);
      if (failure) throw failure;
      return appliedOf(settlements as BatchResult[], call.numbers.length);
    });
  }

  private pack(wishes: readonly NumberGroup<Values>[]): NumberGroup<Values>[][] {
    return packGroups(wishes, this.form.key, { numbers: this.size.most, groups: this.form.mostGroups });
  }

  /**
   * Sends one order's groups. If the API refuses the whole order, each group gets its own order, so that one bad group
   * doesn't fail the others. It never throws: each number gets a result, or the error that kept it from having one.
   */
  private async applyOrder(groups: NumberGroup<Values>[], following: Following, results: Results): Promise<void> {
    try {
      if ((await this.send(groups, following, results)) || groups.length === 1) return;
    } catch (error) {
      const shared = error instanceof BandwidthError && error.fate === "refused" && groups.length > 1;
      if (!shared) {
        const failure = error instanceof Error ? error : new Error(String(error));
        for (const number of groups.flatMap(({ numbers }) => numbers)) results.settle(number, failure);
        return;
      }
    }
    const left = withOnly(groups, (number) => !results.isFinal(number));
    const queue = new PQueue({ concurrency: mostAtOnce });
    await queue.addAll(left.map((group) => () => this.applyOrder([group], following, results)));
  }

  /**
   * Sends groups until every number is settled. Returns false when the order failed without saying for which number, and
   * several groups may be the cause: then nothing of it is final.
   */
  private async send(groups: NumberGroup<Values>[], following: Following, results: Results): Promise<boolean> {
    const { clock } = this.client;
    const start = clock.now();
    const earlier = new EarlierOrders(this.client, this.form.kind, following.signal, this.recent);
    const settlements: BatchResults = new Map();
    const finish = (numbers: readonly string[]) => {
      for (const number of numbers) results.settle(number, settlements.get(number) ?? noResult(number));
    };
    let waiting = groups;
    const pauses = pausesOf(rhythms.notReady);
    for (;;) {
      const named = await this.sendOnce(waiting, following, settlements, earlier);
      if (!named && waiting.length > 1) return false;
      const asked = waiting.flatMap(({ numbers }) => numbers);
      const isNotReady = (number: string) => this.form.notReady.has(settlements.get(number)?.failure?.code ?? "");
      // Whoever has only numbers that are ready doesn't wait for those that aren't.
      finish(asked.filter((number) => !isNotReady(number)));
      waiting = withOnly(waiting, isNotReady);
      const left = waiting.flatMap(({ numbers }) => numbers);
      if (!named || left.length === 0 || following.signal?.aborted || clock.now() - start >= readyMs) {
        finish(left);
        return true;
      }
      try {
        await clock.sleep(pauses.next().value, following.signal);
      } catch {
        // Canceled: the numbers that aren't ready count as refused.
        finish(left);
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
      const customerOrderId = idOf(form, asked);
      const document = form.document(asked, customerOrderId, client.dialect);
      const lookUp = form.lookUp?.(numbers, client.dialect);
      try {
        const { signal } = following;
        const parts = await earlier.byLatest(numbers);
        if (parts.length > 1) {
          const byPart = parts.map((part) => withOnly(asked, (number) => part.numbers.has(number)));
          return this.sendParts(byPart, following, settlements, earlier);
        }
        const found = await sentEarlier({ client, form, earlier, customerOrderId }, asked, parts[0]?.latest);
        if (found && !found.ours) {
          // Wait for the other order, whatever it sets. If it finished after ours, it would undo what ours set.
          const ended = await follow(client, form.kind, found.order.orderId, following, { status: found.order.status });
          earlier.isOver(found.order);
          if (ended.interruption) return settle(numbers, found.order.orderId, ended, settlements);
        }
        const { known, knownSince } = earlier;
        const options = { signal, known, knownSince, lookUp };
        const submit = () => submitOrder(client, form.kind, customerOrderId, document, options);
        const sent = found?.ours ? found.order : await this.size.send(numbers.length, submit);
        if (sent === undefined) return this.sendParts(this.pack(asked), following, settlements, earlier);
        earlier.isOver(sent);
        this.recent?.follows(sent.orderId, numbers);
        const followed = await follow(client, form.kind, sent.orderId, following, sent);
        if (!followed.interruption) this.recent?.isOver(sent.orderId);
        const unnamed = followed.report.failed.find(({ telephoneNumber }) => telephoneNumber === undefined);
        if (!followed.interruption && this.meansOneOf(asked, unnamed?.code))
          return this.sendParts(halvesOf(asked), following, settlements, earlier);
        return settle(numbers, sent.orderId, followed, settlements);
      } catch (error) {
        if (!(error instanceof BandwidthError)) throw error;
        const named = refusedNumbers(error.details, numbers);
        if (error.has("5095") && numbers.length > 1) {
          this.size.refuse(numbers.length);
          return this.sendParts(this.pack(asked), following, settlements, earlier);
        }
        const own = error.details.find(({ code }) => form.ofOneNumber?.has(code ?? ""));
        if (named.size === 0 && this.meansOneOf(asked, own?.code))
          return this.sendParts(halvesOf(asked), following, settlements, earlier);
        if (named.size === 0 && own !== undefined && numbers.length === 1) {
          for (const number of numbers) named.set(number, { ...own, telephoneNumber: number });
        } else if (named.size === 0 && error.has(...form.notReady) && asked.length === 1) {
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

  /** Whether a refusal without a number is about one of several numbers with the same values. */
  private meansOneOf(asked: readonly NumberGroup<Values>[], code: string | undefined): boolean {
    const [group] = asked;
    return asked.length === 1 && (group?.numbers.length ?? 0) > 1 && this.form.ofOneNumber?.has(code ?? "") === true;
  }

  /** Several orders in place of one. */
  private async sendParts(
    orders: NumberGroup<Values>[][],
    following: Following,
    settlements: BatchResults,
    earlier: EarlierOrders,
  ): Promise<boolean> {
    const parts = orders.map((part) => this.sendOnce(part, following, settlements, earlier));
    // Nothing is sent again before all of them have ended.
    const ended = await Promise.allSettled(parts);
    const failed = ended.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
    return ended.every((one) => one.status === "fulfilled" && one.value);
  }
}

/** One group as two orders. */
function halvesOf<Values>(groups: readonly NumberGroup<Values>[]): NumberGroup<Values>[][] {
  return groups.flatMap(({ values, numbers }) =>
    chunks(numbers, Math.ceil(numbers.length / 2)).map((half) => [{ values, numbers: half }]),
  );
}

const noResult = (number: string): Error => new Error(`The order has no result for ${number}.`);
