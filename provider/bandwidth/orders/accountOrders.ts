import type { Client } from "../http/client.js";
import { SharedRead } from "../http/sharedRead.js";
import { newNumberOrder, type OrderKind } from "./kinds.js";
import { type ListedOrder, listedOrders, orderForm } from "./list.js";
import { pagedList } from "./pagedList.js";
import type { FoundOrder } from "./submit.js";

/** Fewer questions than this are asked by their ids. */
const few = 2;
/** Questions that come within this time count together. */
const gatherMs = 10;
/** The largest page (docs/maintainers/api.md#paging). */
const pageSize = 1_000;
/**
 * Without a filter, the list goes back two years (docs/maintainers/api.md#order-lists). It certainly shows what was placed
 * after an order of this age, or some months before, also when clocks differ.
 */
const windowMs = 600 * 86_400_000;

/** Orders of the resource that is asked about. */
export interface KnownOrders {
  /** Customer order ids of orders that it has placed. */
  customerOrderIds: readonly string[];
  /** Orders that it has, whoever placed them. */
  orderIds: readonly string[];
  /** So many questions about it come next. */
  questionsToCome?: number;
}

interface Book {
  byId: Map<string, ListedOrder>;
  byCustomerOrderId: Map<string, ListedOrder[]>;
}

/**
 * The account's orders for new numbers, from one list for many questions. It takes the place of a look-up for each order
 * in a refresh and a destroy (docs/maintainers/money.md#one-list-of-orders).
 */
export class AccountOrders {
  private asked = 0;
  private run = 0;
  private reading: SharedRead<Book | undefined> | undefined;
  /** For so many questions, the list was too long. */
  private tooShort = 0;

  constructor(
    private readonly client: Client,
    private readonly kind: OrderKind,
  ) {}

  /** An order is placed. What was read before proves nothing any more. */
  forget(): void {
    this.reading = undefined;
  }

  /**
   * The orders under this customer order id. `[]` is proof that there are none. Undefined when the list proves nothing:
   * ask by the id then.
   *
   * The list proves something about a resource when it shows an order of it that is young enough (see `windowMs`), and
   * when it shows customer order ids. Some documents show them, and some don't.
   */
  async find(customerOrderId: string, known: KnownOrders): Promise<FoundOrder[] | undefined> {
    const book = await this.book(known.questionsToCome);
    if (book === undefined) return undefined;
    const own = known.customerOrderIds.flatMap((id) => book.byCustomerOrderId.get(id.toLowerCase()) ?? []);
    // A resource that was imported has an order that somebody else placed. Then any order that shows its id has to do.
    const tellsIds = own.length > 0 || (known.customerOrderIds.length === 0 && book.byCustomerOrderId.size > 0);
    const earlier = [...own, ...known.orderIds.flatMap((id) => book.byId.get(id) ?? [])];
    if (!tellsIds || !earlier.some((order) => this.isInWindow(order))) return undefined;
    const found = book.byCustomerOrderId.get(customerOrderId.toLowerCase()) ?? [];
    return found.map(({ orderId, status }) => ({ orderId, status }));
  }

  private isInWindow({ placed }: ListedOrder): boolean {
    return Date.parse(placed ?? "") > this.client.clock.now() - windowMs;
  }

  private async book(toCome = 0): Promise<Book | undefined> {
    if (this.run !== this.client.run) {
      this.run = this.client.run;
      this.asked = 0;
      this.tooShort = 0;
    }
    this.asked += 1;
    const questions = () => this.asked + toCome;
    if (!this.reading?.isFresh() && questions() < few) await new Promise((resolve) => setTimeout(resolve, gatherMs));
    if (!this.reading?.isFresh()) {
      // A list with more pages than there are questions saves nothing.
      if (questions() < Math.max(few, 2 * this.tooShort)) return undefined;
      this.reading = new SharedRead(this.client, this.read(questions()));
    }
    return this.reading?.whole;
  }

  /** Undefined when the list can't be read, or has too many pages for so few questions. */
  private async read(questions: number): Promise<Book | undefined> {
    // Two questions can save no more than one request.
    const mostPages = questions > few ? questions : 1;
    const book: Book = { byId: new Map(), byCustomerOrderId: new Map() };
    const request = { method: "GET", path: this.client.account(this.kind.collection) } as const;
    const form = { ...orderForm(`list of ${this.kind.label}s`), size: pageSize };
    let pages = 0;
    try {
      for await (const entries of pagedList(this.client, request, form)) {
        pages += 1;
        if (pages > mostPages || (pages === mostPages && entries.length >= pageSize)) {
          this.tooShort = questions;
          this.reading = undefined;
          return undefined;
        }
        for (const order of entries.flatMap(listedOrders)) {
          book.byId.set(order.orderId, order);
          const id = order.customerOrderId?.toLowerCase();
          if (id !== undefined) book.byCustomerOrderId.set(id, [...(book.byCustomerOrderId.get(id) ?? []), order]);
        }
      }
      return book;
    } catch {
      // Each order is asked for by its id then, and that says what is wrong.
      return undefined;
    }
  }
}

const shared = new WeakMap<Client, AccountOrders>();

/** The list that all calls of one client share. */
export function accountOrders(client: Client): AccountOrders {
  const known = shared.get(client) ?? new AccountOrders(client, newNumberOrder);
  shared.set(client, known);
  return known;
}
