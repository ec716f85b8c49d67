import type { z } from "zod";
import { FuseBlown } from "../bandwidth/fuses.js";
import { normalizeTelephoneNumber } from "../bandwidth/telephoneNumber.js";
import type { Call, State } from "../pulumi/definition.js";
import type { Bandwidth } from "./define.js";
import { describeFailures, namesOf } from "./failures.js";
import { following } from "./following.js";
import { giveUp } from "./giveUp.js";
import { laterOrders, rememberLaterOrders } from "./laterOrders.js";
import { customerOrderId, type NumberBook, newBook, stillHeld, writeClaim } from "./numberBook.js";
import { interrupted, type NumberCall, type NumberInputs } from "./numberCall.js";
import { closeOpenOrders, reconcile, type Standing, standing, takeUp } from "./numberChanges.js";
import { surplusOf } from "./numberPlan.js";
import { mayBringMore, NumberStock } from "./numberStock.js";
import { ordersTakenOver } from "./numbersTakenOver.js";
import type { numberInputs, numberOutputs } from "./phoneNumberOrder.js";

/** The dialect's word for an order that brought everything. */
const COMPLETE = { classic: "COMPLETE", universal: "COMPLETED" } as const;

type NumberState = State<typeof numberInputs, typeof numberOutputs>;
type Outputs = z.infer<typeof numberOutputs> & Partial<NumberInputs>;

export async function createNumbers(call: NumberCall): Promise<{ id: string; outputs: Outputs }> {
  const { inputs } = call;
  const origin = { stateKey: call.stateKey, urn: call.urn, replacing: replacing(inputs) };
  const stock = new NumberStock(newBook(origin, inputs));
  // Once a note says that they are this resource's, no other one gives them up: they must be in its state.
  await takeUpEarlierOrders(call, stock).catch(keep(stock, call));
  await reconcile(call, stock).catch(keep(stock, call));
  const id = stock.orderIds[0];
  if (id === undefined) throw new Error("no order was placed, though numbers were wanted");
  return { id, outputs: stock.outputs(inputs.search !== undefined) };
}

/** The parts of the inputs that make it another purchase. */
function replacing({ search, replacementTriggers }: NumberInputs) {
  return { search: search && Object.entries(search).sort(), replacementTriggers };
}

/**
 * Finds what an interrupted run of this very create, or the resource that this one replaces by force, has ordered:
 * those numbers are taken over, with a note on each order that says so, and only what is missing is bought.
 */
async function takeUpEarlierOrders(call: NumberCall, stock: NumberStock): Promise<void> {
  const { api, inputs } = call;
  const earlier = await earlierOrders(call, stock);
  refuseSurplus(inputs, earlier.flat());
  for (const [index, orders] of earlier.entries()) {
    for (const one of orders) await takeUp(call, stock, one, inputs.telephoneNumbers ?? []);
    // Only now: a take-over that failed has to be found again, under this very count.
    stock.book.count = index + 1;
    // They may have been put elsewhere since.
    stock.see(await api.numbers.locate(stock.numbers, placeOf(stock)));
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

export async function readNumbers(call: Call<Bandwidth> & { state: NumberState }) {
  const { api, state } = call;
  const book = structuredClone(state.__orders);
  if (!book) throw new Error("the state of this PhoneNumberOrder lacks its order book; import it anew");
  const stock = new NumberStock(book, state);
  for (const { orderId } of [...book.open]) {
    const outcome = await api.orders.get(orderId, call.signal);
    if (outcome) stock.take(outcome);
  }
  const before = [...stock.numbers];
  const places = await api.numbers.locate(stock.numbers, placeOf(stock));
  stock.see(places);
  await forgetStrangers(call, stock);
  if (await rememberLaterOrders(call, stock)) stock.see(await api.numbers.locate(stock.numbers, placeOf(stock)));
  tellDrift(
    call,
    stock,
    before.filter((number) => !places.has(number)),
  );
  const attributes = stock.numbers.flatMap((number) => places.get(number)?.attributes ?? []);
  const inputs: Partial<NumberInputs> = {
    telephoneNumbers: stock.numbers,
    quantity: stock.numbers.length + stock.pending,
    // Where nothing was told, nothing changed.
    protected: attributes.length > 0 ? attributes.every((one) => one.protected === true) : state.protected,
  };
  return { inputs, outputs: stock.outputs(state.search !== undefined) };
}

/** In a list of many numbers a missing one is hard to see, so it is named. */
function tellDrift({ warn }: Call<Bandwidth>, { misplaced }: NumberStock, gone: string[]): void {
  if (gone.length > 0) warn(`no longer in service on this account: ${namesOf(gone)}`);
  if (misplaced.length === 0) return;
  const moved = misplaced.map(
    ({ telephoneNumber, siteId, sipPeerId }) => `${telephoneNumber} (now in ${siteId}/${sipPeerId})`,
  );
  warn(`moved elsewhere: ${namesOf(moved)}`);
}

/** A number that went away and came back by somebody else's order is not this resource's any more. */
async function forgetStrangers({ api, warn }: Call<Bandwidth>, stock: NumberStock): Promise<void> {
  if (stock.book.listed || stock.orderIds.length === 0) return;
  const records = await Promise.all(stock.misplaced.map(({ telephoneNumber }) => api.numbers.get(telephoneNumber)));
  const strangers = stock.misplaced.filter((_, index) => {
    const orderId = records[index]?.orderId;
    return orderId !== undefined && !stock.orderIds.includes(orderId);
  });
  if (strangers.length === 0) return;
  const named = strangers.map(({ telephoneNumber }) => telephoneNumber);
  warn(`${named.join(", ")}: lost, and bought again by an order of somebody else; left alone`);
  stock.drop(named);
}

/** Takes over numbers that exist: those of an order, or those of a list. */
export async function importNumbers(call: Call<Bandwidth> & { id: string }) {
  const { api, id } = call;
  const listed = id.split(",").map((part) => normalizeTelephoneNumber(part.trim()));
  const numbers = listed.filter((number) => number !== undefined);
  if (numbers.length > 0 && numbers.length < listed.length) {
    throw new Error(
      `"${id}" is not a list of telephone numbers; expected is an order id, or +19195550100,+19195550101`,
    );
  }
  const order = numbers.length > 0 ? undefined : await api.orders.get(id, call.signal);
  if (numbers.length === 0 && !order) return undefined;
  const held = order ? await stillHeld(api, order) : numbers;
  const hint = order?.siteId && order.sipPeerId ? [{ siteId: order.siteId, sipPeerId: order.sipPeerId }] : [];
  const places = await api.numbers.locate(held, hint);
  const first = held.map((number) => places.get(number)).find((place) => place !== undefined);
  const lost = held.filter((number) => !places.has(number));
  if (!order && lost.length > 0) throw new Error(`not in service on this account: ${lost.join(", ")}`);
  if (!first && !(order && mayBringMore(order))) return undefined;

  const siteId = first?.siteId ?? order?.siteId ?? "";
  const sipPeerId = first?.sipPeerId ?? order?.sipPeerId;
  // An import has no program yet: a key of its own keeps its later orders apart.
  const origin = { stateKey: call.stateKey || id, urn: call.urn, replacing: { imported: id } };
  const stock = new NumberStock(newBook(origin, { siteId, sipPeerId }), { status: COMPLETE[api.client.dialect] });
  if (order) stock.take({ ...order, completed: held });
  else stock.book.listed = true;
  stock.add(held);
  stock.see(places);
  const inputs: Partial<NumberInputs> = {
    siteId,
    sipPeerId,
    telephoneNumbers: [...stock.numbers],
    partialAllowed: false,
    backOrderRequested: false,
  };
  return { id: order?.orderId ?? numbers.join(","), inputs, outputs: stock.outputs(false) };
}

/** Whoever else has these orders in a state, as after a move between programs, leaves their numbers alone from now on. */
export async function claimOrders(call: Call<Bandwidth> & { state: NumberState }): Promise<void> {
  const { __orders: book, orderIds = [], telephoneNumbers: held = [] } = call.state;
  if (!book) return;
  call.info(`${held.length === 1 ? "1 number is" : `${held.length} numbers are`} adopted: ${namesOf(held, 10)}`);
  for (const orderId of orderIds) await writeClaim(call, orderId, book);
}

export async function updateNumbers(call: NumberCall & { id: string; state: NumberState }): Promise<Outputs> {
  const { api, inputs, state } = call;
  const book = structuredClone(state.__orders);
  if (!book) throw new Error("the state of this PhoneNumberOrder lacks its order book; import it anew");
  const stock = new NumberStock(book, state);
  const before = [...stock.numbers];
  await renameOpenOrders(call, stock);
  await reconcile(call, stock).catch(keepAll(stock, call));
  if (inputs.protected !== undefined && inputs.protected !== state.protected) {
    const stayed = before.filter((number) => stock.numbers.includes(number));
    await protect(call, stayed, inputs.protected).catch(keepAll(stock, call));
  }
  if (stock.book.open.length === 0 && stock.failed.length === 0) stock.status = COMPLETE[api.client.dialect];
  return stock.outputs(inputs.search !== undefined);

  async function renameOpenOrders({ inputs, state }: typeof call, { book }: NumberStock) {
    if (inputs.name === undefined || inputs.name === state.name) return;
    // Only an order that is still open can be renamed (V39).
    for (const { orderId } of book.open) await api.orders.update(orderId, { name: inputs.name });
  }
}

async function protect(call: NumberCall, numbers: string[], value: boolean): Promise<void> {
  if (numbers.length === 0) return;
  const waiting = following(call, "PhoneNumberOrder");
  const { failed, open, orderIds } = await call.api.tnOptions.apply(numbers, { protected: String(value) }, waiting);
  if (failed.length > 0)
    throw new Error(
      describeFailures("protection was not changed", failed, "Mend the cause and run `pulumi up` again."),
    );
  if (open) throw new Error(`the option order ${orderIds.join(", ")} is not finished yet; run \`pulumi up\` again`);
}

export async function deleteNumbers(call: Call<Bandwidth> & { id: string; state: NumberState }): Promise<void> {
  const { api, state } = call;
  const book = structuredClone(state.__orders);
  if (!book) throw new Error("the state of this PhoneNumberOrder lacks its order book; nothing was disconnected");
  const stock = new NumberStock(book, state);
  const waiting = following(call, "PhoneNumberOrder");
  const heir = heirOf(call, book);
  for (const { orderId, completed } of await ordersTakenOver(call, stock, heir?.__orders)) {
    stock.drop(completed);
    book.open = book.open.filter((order) => order.orderId !== orderId);
  }
  if (heir) leaveTo(heir, stock);
  await closeOpenOrders(api, stock, waiting);
  stock.see(await api.numbers.locate(stock.numbers, placeOf(stock)));
  await forgetStrangers(call, stock);
  // Those under the same key are the heir's.
  if (!heir) for (const { outcome } of await laterOrders(call, stock)) stock.take(outcome);
  await closeOpenOrders(api, stock, waiting);
  if (stock.numbers.length === 0) return;
  await giveUp(api, [...stock.numbers], waiting).catch((error: unknown) => {
    if (!(error instanceof FuseBlown) || !call.replacedBy) throw error;
    throw new Error(`${error.message}\n${BOUGHT_ALREADY}`, { cause: error });
  });
}

const BOUGHT_ALREADY =
  "The numbers that take their place have been bought already, and both are paid for: the old ones stay in the state, as to " +
  "be deleted, until a run may disconnect them.";

/** What has replaced this one by force, and so has taken up its orders: it has the same key. */
function heirOf({ replacedBy }: Call<Bandwidth>, book: NumberBook): NumberState | undefined {
  const heir = replacedBy?.state as NumberState | undefined;
  return heir?.__orders?.key === book.key ? heir : undefined;
}

/** What the heir has in its state is its own, also where a note does not say so yet. */
function leaveTo({ telephoneNumbers = [], __orders }: NumberState, stock: NumberStock): void {
  stock.drop(telephoneNumbers);
  const open = new Set(__orders?.open.map(({ orderId }) => orderId));
  stock.book.open = stock.book.open.filter(({ orderId }) => !open.has(orderId));
}

function placeOf({ book }: NumberStock) {
  return book.sipPeerId === undefined ? [] : [{ siteId: book.siteId, sipPeerId: book.sipPeerId }];
}

/** Of an update, the state gets what has been done by then. */
function keepAll(stock: NumberStock, call: NumberCall) {
  return (error: unknown): never => {
    const plain = error instanceof Error && error.name !== "Unfinished";
    throw plain ? interrupted(stock, call, error.message, error) : error;
  };
}

/** Whatever goes wrong once numbers or orders are in hand, they reach the state (design §4.2). */
function keep(stock: NumberStock, call: NumberCall) {
  return (error: unknown): never => {
    const plain = error instanceof Error && error.name !== "Unfinished" && stock.orderIds.length > 0;
    throw plain && stock.numbers.length + stock.pending > 0 ? interrupted(stock, call, error.message, error) : error;
  };
}
