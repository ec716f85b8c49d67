import type { LsrOrder } from "../bandwidth/lsrOrders.js";
import { lsrIsDead } from "../bandwidth/lsrOrders.js";
import type { LsrOrderCall } from "./lsrOrderLifecycle.js";
import { customerOrderId, type OrderBook } from "./numberBook.js";

/*
 * The id by which an interrupted run finds its order is a property that the program may set to something else. So
 * before that is done, a note on the order keeps the id that it was placed under.
 */
const NOTE = "pulumi-bandwidth order ";

/** Writes on the order under which id it was placed, unless that is written there. */
export async function nameOwner({ api }: LsrOrderCall, orderId: string, book: OrderBook): Promise<void> {
  const text = NOTE + customerOrderId(book, book.count);
  const { notes, addNote } = api.orderNotes.lsrorders;
  if ((await notes(orderId)).some(({ description }) => description === text)) return;
  await addNote(orderId, text);
}

/**
 * The order that an interrupted run of this very create has placed, or the resource that this one replaces by force.
 * One that was cancelled or has failed is history: then the book counts to the first id that no order has.
 */
export async function findEarlier(call: LsrOrderCall, book: OrderBook): Promise<LsrOrder | undefined> {
  for (book.count = 1; ; book.count++) {
    const found = await placedUnder(call, customerOrderId(book, book.count));
    if (found.length === 0) return undefined;
    for (const orderId of found) {
      const order = await call.api.lsrOrders.get(orderId, call.signal);
      if (order && !lsrIsDead(order.status)) return order;
    }
  }
}

/** The orders that were placed under an id, whatever theirs is now; no two orders have the same PON. */
async function placedUnder({ api, inputs, signal }: LsrOrderCall, id: string): Promise<string[]> {
  const found = await api.lsrOrders.find(id, signal);
  if (found.length > 0 || inputs.customerOrderId === undefined) return found.map(({ orderId }) => orderId);
  const renamed: string[] = [];
  for (const { orderId, pon } of await api.lsrOrders.list({ pon: inputs.pon }, signal)) {
    if (pon !== inputs.pon) continue;
    const notes = await api.orderNotes.lsrorders.notes(orderId);
    if (notes.some(({ description }) => description === NOTE + id)) renamed.push(orderId);
  }
  return renamed;
}
