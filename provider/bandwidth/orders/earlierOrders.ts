import { createHash } from "node:crypto";
import type { Client } from "../http/client.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { type OrderKind, orderState } from "./kinds.js";
import { type ListedOrder, provenList, provenOrder } from "./list.js";
import { type OrderReport, readOrder } from "./report.js";
import type { FoundOrder } from "./submit.js";

/** An order that was placed so lately may be that of an interrupted run. */
export const freshMs = 3_600_000;

/** An order about a number that is to be in another one. */
export interface EarlierOrder extends ListedOrder {
  ageMs: number;
}

/**
 * The customer order id of an order that sets something. It is made of what the order says and nothing else, so an
 * interrupted run and the one after it give it the same id, and need nothing in the state for that.
 */
export function contentId(kind: OrderKind, content: unknown): string {
  const text = JSON.stringify([kind.collection, content]);
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}

/**
 * What was ordered before about numbers, so that nothing is sent again that has acted (docs/maintainers/money.md#repeats): the
 * answer may have been lost, or the process killed, and then no state tells of the order. One look-up for each order to be
 * sent.
 *
 * The list is asked by number and not by id: of all orders about a number only the latest counts, and every kind of list
 * knows this filter (docs/maintainers/api.md#filters).
 */
export class EarlierOrders {
  /** All that were listed: none of them is the answer to a post that follows. */
  readonly known: FoundOrder[] = [];
  private readonly over = new Set<string>();
  private readonly lists = new Map<string, Promise<ListedOrder[]>>();

  constructor(
    private readonly client: Client,
    private readonly kind: OrderKind,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * The latest order about this number, if it is open or done. One that was refused, also in part, is history: whoever
   * sends it again has mended the cause.
   */
  async latest(number: string): Promise<EarlierOrder | undefined> {
    const standing = (await this.about(number)).filter(({ status }) => orderState(status) !== "failed");
    const [latest] = standing.sort((one, other) => (other.modified ?? "").localeCompare(one.modified ?? ""));
    if (latest === undefined || this.over.has(latest.orderId) || orderState(latest.status) === "partial")
      return undefined;
    const ageMs = this.client.clock.now() - Date.parse(latest.modified ?? "");
    // A list without times tells nothing of its age, so nothing is believed of it.
    return { ...latest, ageMs: Number.isNaN(ageMs) ? Number.POSITIVE_INFINITY : ageMs };
  }

  /** Whether it has this id, and so is the very order that is to be sent. Some lists do not tell; the order itself does. */
  async has(order: EarlierOrder, customerOrderId: string): Promise<boolean> {
    const id = order.customerOrderId ?? (await this.read(order)).customerOrderId;
    return id?.toLowerCase() === customerOrderId;
  }

  async read({ orderId }: FoundOrder): Promise<OrderReport> {
    return readOrder(this.kind, await provenOrder(this.client, this.kind, orderId, this.signal));
  }

  /** This run has sent or followed the order. What it did not do for its numbers needs another, under the same id. */
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
