import type { z } from "zod";
import { FuseBlown } from "../../bandwidth/buying/limits.js";
import type { Placement } from "../../bandwidth/numbers/numbers.js";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import type { Call, State } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { giveUp } from "../ordering/giveUp.js";
import { lastClaim, type NumberBook, newBook, writeClaim } from "../ordering/numberBook.js";
import { purchaseOrders, stillHeld } from "../ordering/purchases.js";
import { numberThing } from "../ordering/things.js";
import { keepAll, type NumberCall, type NumberInputs } from "./call.js";
import { settleBeforeGivingUp } from "./givingUp.js";
import { laterOrders, rememberLaterOrders, takeUnconfirmedOrders } from "./laterOrders.js";
import { forgetStrangers, settleWhatWasLeft } from "./owners.js";
import { noteLeft } from "./passNotes.js";
import type { numberInputs, numberOutputs } from "./properties.js";
import { protect } from "./protection.js";
import { closeOpenOrders, reconcile, replaceTaken } from "./reconcile.js";
import { takeOverId } from "./refusals.js";
import { makeRoom } from "./room.js";
import { mayBringMore, NumberStock } from "./stock.js";
import { ordersTakenOver } from "./takenOver.js";

/** The dialect's word for an order that brought everything. */
const COMPLETE = { classic: "COMPLETE", universal: "COMPLETED" } as const;

type NumberState = State<typeof numberInputs, typeof numberOutputs>;
type Outputs = z.infer<typeof numberOutputs> & Partial<NumberInputs>;

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
  const places = await api.numbers.locateOwn(stock.numbers, stock.placement);
  stock.see(places);
  tellUnseen(call, places);
  await forgetStrangers(call, stock);
  await settleWhatWasLeft(call, stock, false);
  if (await rememberLaterOrders(call, stock)) stock.see(await api.numbers.locateOwn(stock.numbers, stock.placement));
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

/** To forget such numbers would buy others in their place. */
function tellUnseen({ warn }: Call<Bandwidth>, places: ReadonlyMap<string, Placement>): void {
  const unseen = [...places].flatMap(([number, place]) => (place.unseen ? [number] : []));
  if (unseen.length === 0) return;
  warn(
    `${namesOf(unseen)}: no list shows ${unseen.length === 1 ? "it" : "them"} to these credentials, and nothing says that ` +
      `${unseen.length === 1 ? "it was" : "they were"} disconnected. The state keeps ${unseen.length === 1 ? "it" : "them"}. Give these ` +
      "credentials the role Numbers, and the next refresh sees what is so.",
  );
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
  const places = await (order ? api.numbers.locateOwn(held, hint) : api.numbers.locate(held, hint));
  const first = held.map((number) => places.get(number)).find((place) => place?.siteId);
  const lost = held.filter((number) => !places.has(number));
  if (!order && lost.length > 0) throw new Error(`not in service on this account: ${lost.join(", ")}`);
  if (!first && held.some((number) => places.has(number)) && !order?.siteId) {
    throw new Error(
      `${namesOf(held, 10)}: in service on this account, but in which site could not be told. Nothing was taken over. Give these ` +
        "credentials the role to look at sites and SIP peers, or run the same command again.",
    );
  }
  if (!first && !(order && (places.size > 0 || mayBringMore(order)))) return undefined;

  const siteId = first?.siteId ?? order?.siteId ?? "";
  const sipPeerId = first?.sipPeerId || order?.sipPeerId || undefined;
  // An import has no program yet: a key of its own keeps its later orders apart.
  const origin = { stateKey: call.stateKey || id, urn: call.urn, replacing: { imported: id } };
  const stock = new NumberStock(newBook(origin, { siteId, sipPeerId }), { status: COMPLETE[api.client.dialect] });
  if (order) {
    stock.take({ ...order, completed: held });
    stock.book.heard = await lastClaim(api.orders, order.orderId).catch(() => undefined);
  } else await rememberOrigins(api, stock, held);
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

/** Of numbers that are taken over by number: which orders brought them, so that what somebody else buys later is told from them. */
async function rememberOrigins(api: Bandwidth, { book }: NumberStock, numbers: readonly string[]): Promise<void> {
  const orders = await purchaseOrders(api, numbers);
  const unknown = numbers.filter((number) => !orders.has(number));
  if (orders.size > 0) book.origins = [...new Set(orders.values())];
  if (unknown.length > 0) book.taken = unknown;
}

/** Whoever else has these orders in a state, as after a move between programs, leaves their numbers alone from now on. */
export async function claimOrders(call: Call<Bandwidth> & { state: NumberState }): Promise<void> {
  const { __orders: book, orderIds = [], telephoneNumbers: held = [] } = call.state;
  if (!book) return;
  const holder = (number: string) => call.others.holder(numberThing(number));
  // What another resource wants is known only when the program has registered it.
  if (held.some((number) => holder(number)?.certain === false)) {
    await call.others.atRest({ signal: call.signal, limitMs: call.timeoutMs ?? call.api.orderTimeoutMs });
  }
  const kept = held.filter((number) => holder(number)?.keeps);
  const [first] = kept;
  if (first !== undefined) {
    const free = held.filter((number) => !kept.includes(number));
    const rest = free.length === 0 ? "" : ` To take over the others alone, write "${takeOverId(free)}".`;
    throw new Error(
      `nothing was adopted: ${holder(first)?.name} of this program has some of ${namesOf(held, 10)}, and keeps them. Lower its ` +
        `\`quantity\`, or take them out of its \`telephoneNumbers\`, in the same change.${rest}`,
    );
  }
  for (const number of held) call.others.take(numberThing(number));
  call.info(`${countOf(held)} ${held.length === 1 ? "is" : "are"} adopted: ${namesOf(held, 10)}`);
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
  if (inputs.protected !== undefined) {
    const changes = inputs.protected !== state.protected;
    const stayed = before.filter((number) => changes && stock.numbers.includes(number));
    // What passed here from another resource has whatever it had there.
    const received = stock.received.filter((number) => !before.includes(number));
    await protect(call, [...stayed, ...received], inputs.protected).catch(keepAll(stock, call));
  }
  if (stock.book.open.length === 0 && stock.failed.length === 0) stock.status = COMPLETE[api.client.dialect];
  do await noteLeft(call, stock, state);
  while (await replaceTaken(call, stock).catch(keepAll(stock, call)));
  return stock.outputs(inputs.search !== undefined);

  async function renameOpenOrders({ inputs, state }: typeof call, { book }: NumberStock) {
    if (inputs.name === undefined || inputs.name === state.name) return;
    // Only an order that is still open can be renamed (docs/maintainers/api.md#new-number-orders).
    for (const { orderId } of book.open) await api.orders.update(orderId, { name: inputs.name });
  }
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
  stock.see(await api.numbers.locateOwn(stock.numbers, stock.placement));
  await forgetStrangers(call, stock);
  // Those under the same key are the heir's.
  if (!heir) await takeUnconfirmedOrders(call, stock);
  if (!heir) for (const { outcome } of await laterOrders(call, stock)) stock.take(outcome);
  await closeOpenOrders(api, stock, waiting);
  await makeRoom(call, stock);
  const tellWhatStays = await settleBeforeGivingUp(call, stock, waiting);
  if (stock.numbers.length > 0) {
    await giveUp(api, [...stock.numbers], waiting).catch((error: unknown) => {
      if (!(error instanceof FuseBlown) || !call.replacedBy) throw error;
      throw new Error(`${error.message}\n${BOUGHT_ALREADY}`, { cause: error });
    });
  }
  await tellWhatStays();
  await noteLeft(call, stock, state);
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
