import type { Client } from "../http/client.js";
import type { XmlElement } from "../xml/xml.js";
import { LookUpUnclear } from "./errors.js";
import { type OrderKind, orderState } from "./kinds.js";
import { type ListedOrder, provenList, provenOrder } from "./list.js";
import type { FoundOrder } from "./submit.js";

/** Orders of one moment share a list. */
const sharedMs = 5_000;
const dayMs = 86_400_000;
/** The list begins so many days ago. The API's day may begin earlier or later than ours. */
const daysBack = 3;
/** Orders that changed after this are surely in the list. */
export const surelyListedMs = dayMs;
/** Reading more orders than this costs more than it saves. */
const mostToRead = 10;

/** Gives the numbers (E.164) of an order, read from the order itself. */
export type NumbersOf = (order: XmlElement) => string[];

/** An order that this run has sent or found. */
interface OwnOrder {
  numbers: ReadonlySet<string>;
  /** Counts up from 1 in the sequence in which this run has followed them. */
  turn: number;
  isOver: boolean;
}

/** What the list shows. */
export interface Recent {
  orders: { order: ListedOrder; numbers: ReadonlySet<string> }[];
  known: FoundOrder[];
}

/**
 * The orders of one kind that changed lately, and that may matter to an order which is about to be sent: they are open,
 * or too young to be long over. One list shows them to all callers of a moment. The list names no numbers, so the few that this
 * run hasn't sent are read once. Usually there are none.
 */
export class RecentOrders {
  private listing: { at: number; orders: Promise<ListedOrder[]> } | undefined;
  private readonly own = new Map<string, OwnOrder>();
  private turn = 0;
  /** Numbers, with the turn of this run's last settled order about them. */
  private readonly settled = new Map<string, number>();
  private readonly read = new Map<string, Promise<ReadonlySet<string>>>();

  constructor(
    private readonly client: Client,
    private readonly kind: OrderKind,
    private readonly numbersOf: NumbersOf,
    /** An order that is over and older than this no longer matters. */
    private readonly freshMs: number,
  ) {}

  /** This run has sent or found the order. */
  follows(orderId: string, numbers: readonly string[]): void {
    this.turn += 1;
    this.own.set(orderId, { numbers: new Set(numbers), turn: this.turn, isOver: false });
  }

  /** The order is settled, and whoever sent it knows how. What came before it no longer matters to its numbers. */
  isOver(orderId: string): void {
    const order = this.own.get(orderId);
    if (order === undefined) return;
    order.isOver = true;
    for (const number of order.numbers) this.settled.set(number, order.turn);
  }

  /**
   * The orders of others, and open ones of this run, with their numbers, and the ids of all orders that are older than what is
   * sent next. Undefined when the list doesn't prove it: then each order to send has to ask for itself.
   */
  async now(signal?: AbortSignal): Promise<Recent | undefined> {
    const listed = await this.listed(signal).catch((error: unknown) => {
      if (error instanceof LookUpUnclear) return undefined;
      throw error;
    });
    if (listed === undefined) return undefined;
    const relevant = [...listed, ...this.unlisted(listed)].filter((order) => this.matters(order));
    if (relevant.filter(({ orderId }) => !this.own.has(orderId)).length > mostToRead) return undefined;
    const orders = await Promise.all(
      relevant.map(async (order) => {
        const own = this.own.get(order.orderId);
        const named = own?.numbers ?? (await this.namedIn(order.orderId, signal));
        const isLatest = (number: string) => (this.settled.get(number) ?? 0) <= (own?.turn ?? 0);
        return { order, numbers: new Set([...named].filter(isLatest)) };
      }),
    );
    return { orders, known: [...listed, ...[...this.own.keys()].map((orderId) => ({ orderId }))] };
  }

  private async listed(signal?: AbortSignal): Promise<ListedOrder[]> {
    for (;;) {
      const known = this.listing;
      if (known === undefined || this.client.clock.now() - known.at >= sharedMs) {
        const listing = { at: this.client.clock.now(), orders: this.list(signal) };
        this.listing = listing;
        listing.orders.catch(() => this.forget(listing));
        return listing.orders;
      }
      try {
        return await known.orders;
      } catch {
        // It was somebody else's to cancel.
        this.forget(known);
      }
    }
  }

  /** What this run has sent since the list was made. */
  private unlisted(listed: readonly ListedOrder[]): ListedOrder[] {
    const shown = new Set(listed.map(({ orderId }) => orderId));
    const modified = new Date(this.client.clock.now()).toISOString();
    return [...this.own.keys()].filter((orderId) => !shown.has(orderId)).map((orderId) => ({ orderId, modified }));
  }

  private matters({ orderId, status, modified }: ListedOrder): boolean {
    if (this.own.get(orderId)?.isOver) return false;
    const state = orderState(status, this.kind);
    if (state === "failed") return false;
    if (state !== "done" && state !== "partial") return true;
    const ageMs = this.client.clock.now() - Date.parse(modified ?? "");
    return Number.isNaN(ageMs) || ageMs < this.freshMs;
  }

  private list(signal?: AbortSignal): Promise<ListedOrder[]> {
    const modifiedDateFrom = new Date(this.client.clock.now() - daysBack * dayMs).toISOString().slice(0, 10);
    return provenList(this.client, this.kind, { modifiedDateFrom }, signal);
  }

  private async namedIn(orderId: string, signal?: AbortSignal): Promise<ReadonlySet<string>> {
    for (let known = this.read.get(orderId); known !== undefined; known = this.read.get(orderId)) {
      try {
        return await known;
      } catch {
        // It was somebody else's to cancel.
        if (this.read.get(orderId) === known) this.read.delete(orderId);
      }
    }
    const reading = provenOrder(this.client, this.kind, orderId, signal).then(
      ({ body }) => new Set(this.numbersOf(body)),
    );
    this.read.set(orderId, reading);
    reading.catch(() => this.read.delete(orderId));
    return reading;
  }

  private forget(listing: typeof this.listing): void {
    if (this.listing === listing) this.listing = undefined;
  }
}
