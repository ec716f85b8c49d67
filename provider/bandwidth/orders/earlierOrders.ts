import { createHash } from "node:crypto";
import type { Client } from "../http/client.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { type OrderKind, orderState } from "./kinds.js";
import { type ListedOrder, provenList, provenOrder } from "./list.js";
import { type Recent, type RecentOrders, surelyListedMs } from "./recentOrders.js";
import { type OrderReport, readOrder } from "./report.js";
import type { FoundOrder } from "./submit.js";

/** An order that was placed within this time may belong to an interrupted run. */
export const freshMs = 3_600_000;

/** An earlier order about a number that a new order is about to name. */
export interface EarlierOrder extends ListedOrder {
  ageMs: number;
}

/**
 * The customer order id of an order that sets something. It depends only on the order's content, so an interrupted run
 * and the next run compute the same id. Nothing in the state is needed for that.
 */
export function contentId(kind: OrderKind, content: unknown): string {
  const text = JSON.stringify([kind.collection, content]);
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}

/**
 * Finds earlier orders about numbers, so that nothing that has acted is sent again (docs/maintainers/money.md#repeats).
 * The answer may have been lost, or the process killed. Then no state knows the order.
 *
 * A shared list of recent orders answers for all numbers at once. Where it can't, or there is none, one look-up asks for the
 * first number of an order. It lists by number and not by id: only the latest order about a number counts, and every kind of
 * list knows this filter (docs/maintainers/api.md#filters).
 */
export class EarlierOrders {
  /** All listed orders. None of them can be the answer to a later POST. */
  readonly known: FoundOrder[] = [];
  private readonly over = new Set<string>();
  private readonly lists = new Map<string, Promise<ListedOrder[]>>();
  private recentNow: Promise<Recent | undefined> | undefined;
  private isProven = false;

  constructor(
    private readonly client: Client,
    private readonly kind: OrderKind,
    private readonly signal?: AbortSignal,
    private readonly recent?: RecentOrders,
  ) {}

  /**
   * Numbers by the latest order about them, if it is open or done. Numbers without such an order are together. A refused
   * order, even in part, no longer counts: whoever sends it again has corrected the cause.
   */
  async byLatest(numbers: readonly string[]): Promise<{ latest?: EarlierOrder; numbers: Set<string> }[]> {
    const recent = await this.recently();
    // The list of the first number says nothing about the others, but one look-up for each would cost too much.
    if (recent === undefined)
      return [{ latest: await this.latest([...numbers].sort()[0] ?? ""), numbers: new Set(numbers) }];
    const parts = new Map<string, { latest?: EarlierOrder; numbers: Set<string> }>();
    for (const number of numbers) {
      const latest = recent.orders.length === 0 ? undefined : await this.latest(number);
      const part = parts.get(latest?.orderId ?? "") ?? { latest, numbers: new Set<string>() };
      part.numbers.add(number);
      parts.set(latest?.orderId ?? "", part);
    }
    return [...parts.values()];
  }

  /** The latest order about this number, if it is open or done. */
  async latest(number: string): Promise<EarlierOrder | undefined> {
    const standing = (await this.about(number)).filter(({ status }) => orderState(status) !== "failed");
    const [latest] = standing.sort((one, other) => (other.modified ?? "").localeCompare(one.modified ?? ""));
    if (latest === undefined || this.over.has(latest.orderId) || orderState(latest.status) === "partial")
      return undefined;
    const ageMs = this.client.clock.now() - Date.parse(latest.modified ?? "");
    // Without times, the list doesn't say how old the order is, so assume that it is old.
    return { ...latest, ageMs: Number.isNaN(ageMs) ? Number.POSITIVE_INFINITY : ageMs };
  }

  /**
   * Whether the order has this id, and so is the very order to send. Some lists don't show the id. Then the order
   * itself does.
   */
  async has(order: EarlierOrder, customerOrderId: string): Promise<boolean> {
    const id = order.customerOrderId ?? (await this.read(order)).customerOrderId;
    return id?.toLowerCase() === customerOrderId;
  }

  async read({ orderId }: FoundOrder): Promise<OrderReport> {
    return readOrder(this.kind, await provenOrder(this.client, this.kind, orderId, this.signal));
  }

  /** All orders of this kind that changed since this time are known. Undefined: only those about the numbers. */
  get knownSince(): number | undefined {
    return this.isProven ? this.client.clock.now() - surelyListedMs : undefined;
  }

  /**
   * This run has sent or followed the order. What the order didn't do for its numbers needs another order, under the
   * same id.
   */
  isOver(order: FoundOrder): void {
    this.over.add(order.orderId);
    this.known.push(order);
  }

  /** Asked once: what comes later is of this run, or too late to matter. */
  private recently(): Promise<Recent | undefined> {
    this.recentNow ??= (this.recent?.now(this.signal) ?? Promise.resolve(undefined)).then((recent) => {
      this.isProven = recent !== undefined;
      this.known.push(...(recent?.known ?? []));
      return recent;
    });
    return this.recentNow;
  }

  private about(number: string): Promise<ListedOrder[]> {
    const known = this.lists.get(number) ?? this.list(number);
    this.lists.set(number, known);
    return known;
  }

  private async list(number: string): Promise<ListedOrder[]> {
    const recent = await this.recently();
    if (recent !== undefined)
      return recent.orders.flatMap(({ order, numbers }) => (numbers.has(number) ? [order] : []));
    const query = { tn: wireNumber(number, this.client.dialect) };
    const found = await provenList(this.client, this.kind, query, this.signal);
    this.known.push(...found);
    return found;
  }
}
