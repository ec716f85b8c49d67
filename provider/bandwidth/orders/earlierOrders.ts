import { createHash } from "node:crypto";
import type { Client } from "../http/client.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { type OrderKind, orderState } from "./kinds.js";
import { type ListedOrder, provenList, provenOrder } from "./list.js";
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
 * The answer may have been lost, or the process killed. Then no state knows the order. This costs one look-up for each
 * order to send.
 *
 * It lists by number and not by id: only the latest order about a number counts, and every kind of list knows this
 * filter (docs/maintainers/api.md#filters).
 */
export class EarlierOrders {
  /** All listed orders. None of them can be the answer to a later POST. */
  readonly known: FoundOrder[] = [];
  private readonly over = new Set<string>();
  private readonly lists = new Map<string, Promise<ListedOrder[]>>();

  constructor(
    private readonly client: Client,
    private readonly kind: OrderKind,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * The latest order about this number, if it is open or done. A refused order, even in part, no longer counts: whoever
   * sends it again has corrected the cause.
   */
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

  /**
   * This run has sent or followed the order. What the order didn't do for its numbers needs another order, under the
   * same id.
   */
  isOver(order: FoundOrder): void {
    this.over.add(order.orderId);
    this.known.push(order);
  }

  private about(number: string): Promise<ListedOrder[]> {
    const known = this.lists.get(number) ?? this.list(number);
    this.lists.set(number, known);
    return known;
  }

  private async list(number: string): Promise<ListedOrder[]> {
    const query = { tn: wireNumber(number, this.client.dialect) };
    const found = await provenList(this.client, this.kind, query, this.signal);
    this.known.push(...found);
    return found;
  }
}
