import type { z } from "zod";
import { namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { customerOrderId } from "../ordering/numberBook.js";
import { numberThing } from "../ordering/things.js";
import { idOf, keep, type NumberCall, type NumberInputs } from "./call.js";
import { surplusOf } from "./plan.js";
import type { numberOutputs } from "./properties.js";
import { protect } from "./protection.js";
import { reconcile } from "./reconcile.js";
import { bookOf } from "./room.js";
import { NumberStock } from "./stock.js";
import { type Standing, standing, takeUp } from "./takeUp.js";

type Outputs = z.infer<typeof numberOutputs> & Partial<NumberInputs>;

export async function createNumbers(call: NumberCall): Promise<{ id: string; outputs: Outputs }> {
  const { inputs } = call;
  const stock = new NumberStock(bookOf(call, inputs));
  // Once a note says that they are this resource's, no other one gives them up: they must be in its state.
  await takeUpEarlierOrders(call, stock).catch(keep(stock, call));
  await reconcile(call, stock).catch(keep(stock, call));
  if (inputs.protected !== undefined) {
    await protect(call, stock.received, inputs.protected).catch(keep(stock, call));
  }
  const id = idOf(stock);
  if (id === undefined) throw new Error("no order was placed, though numbers were wanted");
  return { id, outputs: stock.outputs(inputs.search !== undefined) };
}

/**
 * Finds what an interrupted run of this very create, or the resource that this one replaces by force, has ordered:
 * those numbers are taken over, with a note on each order that says so, and only what is missing is bought.
 */
async function takeUpEarlierOrders(call: NumberCall, stock: NumberStock): Promise<void> {
  const { api, inputs } = call;
  const earlier = await earlierOrders(call, stock);
  keepForQuantity(call, earlier.flat());
  refuseSurplus(inputs, earlier.flat());
  for (const [index, orders] of earlier.entries()) {
    for (const one of orders) await takeUp(call, stock, one, inputs.telephoneNumbers ?? []);
    // Only now: a take-over that failed has to be found again, under this very count.
    stock.book.count = index + 1;
    // They may have been put elsewhere since.
    stock.see(await api.numbers.locateOwn(stock.numbers, stock.placement));
  }
}

/** What stands of the first orders, of the second ones, and so on to the first id that was never used. */
async function earlierOrders(call: NumberCall, stock: NumberStock): Promise<Standing[][]> {
  const { api, signal } = call;
  const waiting = following(call, "PhoneNumberOrder");
  const earlier: Standing[][] = [];
  for (;;) {
    const count = earlier.length + 1;
    const found = await api.orders.find(customerOrderId(stock.book, count), signal);
    if (found.length === 0) {
      stock.unusedCount = count;
      return earlier;
    }
    const orders: Standing[] = [];
    for (const { orderId } of found) {
      // Of a resource that had this name before, and has another one now.
      if (call.heldByAnother(orderId)) continue;
      const there = await standing(call, await api.orders.follow(orderId, waiting));
      if (there) orders.push(there);
    }
    earlier.push(orders);
  }
}

/** A search keeps as many as it wants, also such as another resource declares: that one is refused then, as it always is. */
function keepForQuantity({ inputs: { quantity }, others }: NumberCall, earlier: readonly Standing[]): void {
  if (quantity === undefined) return;
  let missing = quantity - earlier.flatMap(({ completed }) => completed).length;
  for (const { completed, untaken } of earlier) {
    const free = untaken.filter((number) => others.taker(numberThing(number)) === undefined);
    const kept = free.slice(0, Math.max(0, missing));
    for (const number of kept) {
      untaken.splice(untaken.indexOf(number), 1);
      others.take(numberThing(number));
    }
    completed.push(...kept);
    missing -= kept.length;
  }
}

/**
 * A create disconnects nothing. What is under the ids of its orders may be of a run that was killed, but also of a resource
 * of this name that was given up with its numbers retained, or has another name now.
 */
function refuseSurplus(inputs: NumberInputs, earlier: readonly Standing[]): void {
  const numbers = earlier.flatMap(({ completed }) => completed);
  const surplus = surplusOf({ telephoneNumbers: numbers }, inputs);
  if (surplus.length === 0) return;
  const orderIds = earlier.map(({ outcome }) => outcome.orderId).join(", ");
  const all = inputs.search ? `set \`quantity\` to ${numbers.length}` : "add them to `telephoneNumbers`";
  throw new Error(
    `earlier orders of this resource (${orderIds}) have brought numbers already that it does not want: ` +
      `${namesOf(surplus, 10)}. Nothing was bought or disconnected. To take them over, ${all}; what is dropped after ` +
      "that is disconnected. To leave them alone and buy others, set `replacementTriggers`.",
  );
}
