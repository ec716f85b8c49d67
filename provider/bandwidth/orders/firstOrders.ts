import type { Client } from "../http/client.js";
import { newNumberOrder as kind } from "./kinds.js";
import { type ListedOrder, provenList, provenOrder } from "./list.js";
import { readOrder } from "./report.js";
import { type FoundOrder, findOrders } from "./submit.js";

/** Fewer questions than this are asked by their ids. */
const fewQuestions = 3;
/** Questions of one moment share a list. */
const sharedMs = 5_000;
/** The largest page, and the most that a list can prove (docs/maintainers/api.md#paging). */
const mostOrders = 1_000;
/** So many orders whose ids the list doesn't show are read. */
const mostToRead = 10;
/** With a date, the list goes back to it, and not only two years (docs/maintainers/api.md#order-lists). No order is older. */
const begin = "10-01-01";
const dayMs = 86_400_000;

/**
 * Answers whether something was ordered before under the ids of new resources. One list of all orders of the account answers for
 * all that are created at the same moment, where it proves that it shows them all. Everything else is asked by the id
 * (docs/maintainers/money.md#first-orders).
 */
export class FirstOrders {
  private readonly asked = new Set<string>();
  private readonly read = new Map<string, Promise<string | undefined>>();
  private listing: { at: number; ids: Promise<ReadonlySet<string> | undefined> } | undefined;
  private isUseless = false;

  constructor(private readonly client: Client) {}

  /** The orders under this customer order id. `[]` is proof that there are none. */
  async find(customerOrderId: string, signal?: AbortSignal): Promise<FoundOrder[]> {
    // Who asks again may have ordered since, and a list of before doesn't show it.
    const isAgain = this.asked.has(customerOrderId);
    this.asked.add(customerOrderId);
    const ids = isAgain ? undefined : await this.listed();
    if (ids !== undefined && !ids.has(customerOrderId.toLowerCase())) return [];
    return findOrders(this.client, kind, customerOrderId, signal);
  }

  /** The customer order ids of all orders. Undefined when that isn't proven. */
  private listed(): Promise<ReadonlySet<string> | undefined> {
    const now = this.client.clock.now();
    if (this.isUseless || this.asked.size < fewQuestions) return Promise.resolve(undefined);
    if (this.listing === undefined || now - this.listing.at >= sharedMs) {
      this.listing = { at: now, ids: this.list(now) };
    }
    return this.listing.ids;
  }

  private async list(now: number): Promise<ReadonlySet<string> | undefined> {
    try {
      const enddate = new Date(now + dayMs).toISOString().slice(2, 10);
      const query = { page: 1, size: mostOrders, startdate: begin, enddate };
      const orders = await provenList(this.client, kind, query);
      const silent = orders.filter((order) => order.customerOrderId === undefined);
      if (orders.length < mostOrders && silent.length <= mostToRead) {
        const told = orders.flatMap(({ customerOrderId }) => customerOrderId ?? []);
        const found = await Promise.all(silent.map((order) => this.idOf(order)));
        return new Set([...told, ...found.flatMap((id) => id ?? [])].map((id) => id.toLowerCase()));
      }
    } catch {
      // Each order is asked for by its id then, and that says what is wrong.
    }
    this.isUseless = true;
    return undefined;
  }

  private idOf({ orderId }: ListedOrder): Promise<string | undefined> {
    const known = this.read.get(orderId);
    if (known !== undefined) return known;
    const reading = provenOrder(this.client, kind, orderId).then((answer) => readOrder(kind, answer).customerOrderId);
    this.read.set(orderId, reading);
    reading.catch(() => this.read.delete(orderId));
    return reading;
  }
}
