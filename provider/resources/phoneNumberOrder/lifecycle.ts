import type { z } from "zod";
import { FuseBlown } from "../../bandwidth/buying/limits.js";
import type { Placement } from "../../bandwidth/numbers/numbers.js";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import type { Call, State } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { disconnectAll } from "../ordering/disconnectAll.js";
import { countOf, namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { lastOwnershipNote, newLedger, noteOwnership, type OrderLedger } from "../ordering/orderLedger.js";
import { purchaseOrders, stillHeld } from "../ordering/purchases.js";
import { numberThing } from "../ordering/things.js";
import { settleBeforeGivingUp } from "./beforeDisconnect.js";
import { type NumberCall, type NumberInputs, partialUpdate } from "./call.js";
import { Holdings, mayBringMore } from "./holdings.js";
import { adoptUnconfirmedOrders, laterOrders, rememberLaterOrders } from "./laterOrders.js";
import { ordersOwnedByOthers } from "./ownedByOthers.js";
import { forgetStrangers, settleWhatWasLeft } from "./owners.js";
import { noteLeft } from "./passNotes.js";
import type { numberInputs, numberOutputs } from "./properties.js";
import { protect } from "./protection.js";
import { closeOpenOrders, reconcile, replaceTaken } from "./reconcile.js";
import { adoptId } from "./refusals.js";
import { makeRoom } from "./room.js";

/** The dialect's word for an order that brought everything. */
const COMPLETE = { classic: "COMPLETE", universal: "COMPLETED" } as const;

type NumberState = State<typeof numberInputs, typeof numberOutputs>;
type Outputs = z.infer<typeof numberOutputs> & Partial<NumberInputs>;

export async function readNumbers(call: Call<Bandwidth> & { state: NumberState }) {
  const { api, state } = call;
  const ledger = structuredClone(state.__orders);
  if (!ledger) throw new Error("the state of this PhoneNumberOrder lacks its order book; import it anew");
  const holdings = new Holdings(ledger, state);
  for (const { orderId } of [...ledger.open]) {
    const outcome = await api.orders.get(orderId, call.signal);
    if (outcome) holdings.take(outcome);
  }
  const before = [...holdings.numbers];
  const places = await api.numbers.locateOwn(holdings.numbers, holdings.placement);
  holdings.see(places);
  tellUnseen(call, places);
  await forgetStrangers(call, holdings);
  await settleWhatWasLeft(call, holdings, false);
  if (await rememberLaterOrders(call, holdings))
    holdings.see(await api.numbers.locateOwn(holdings.numbers, holdings.placement));
  tellDrift(
    call,
    holdings,
    before.filter((number) => !places.has(number)),
  );
  const attributes = holdings.numbers.flatMap((number) => places.get(number)?.attributes ?? []);
  const inputs: Partial<NumberInputs> = {
    telephoneNumbers: holdings.numbers,
    quantity: holdings.numbers.length + holdings.pending,
    // Where nothing was told, nothing changed.
    protected: attributes.length > 0 ? attributes.every((one) => one.protected === true) : state.protected,
  };
  return { inputs, outputs: holdings.outputs(state.search !== undefined) };
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
function tellDrift({ warn }: Call<Bandwidth>, { misplaced }: Holdings, gone: string[]): void {
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
  const holdings = new Holdings(newLedger(origin, { siteId, sipPeerId }), { status: COMPLETE[api.client.dialect] });
  if (order) {
    holdings.take({ ...order, completed: held });
    holdings.ledger.heard = await lastOwnershipNote(api.orders, order.orderId).catch(() => undefined);
  } else await rememberOrigins(api, holdings, held);
  holdings.add(held);
  holdings.see(places);
  const inputs: Partial<NumberInputs> = {
    siteId,
    sipPeerId,
    telephoneNumbers: [...holdings.numbers],
    partialAllowed: false,
    backOrderRequested: false,
  };
  return { id: order?.orderId ?? numbers.join(","), inputs, outputs: holdings.outputs(false) };
}

/** Of numbers that are taken over by number: which orders brought them, so that what somebody else buys later is told from them. */
async function rememberOrigins(api: Bandwidth, { ledger }: Holdings, numbers: readonly string[]): Promise<void> {
  const orders = await purchaseOrders(api, numbers);
  const unknown = numbers.filter((number) => !orders.has(number));
  if (orders.size > 0) ledger.origins = [...new Set(orders.values())];
  if (unknown.length > 0) ledger.taken = unknown;
}

/** Whoever else has these orders in a state, as after a move between programs, leaves their numbers alone from now on. */
export async function noteOrdersOwned(call: Call<Bandwidth> & { state: NumberState }): Promise<void> {
  const { __orders: ledger, orderIds = [], telephoneNumbers: held = [] } = call.state;
  if (!ledger) return;
  const holder = (number: string) => call.others.holder(numberThing(number));
  // What another resource wants is known only when the program has registered it.
  if (held.some((number) => holder(number)?.certain === false)) {
    await call.others.atRest({ signal: call.signal, limitMs: call.timeoutMs ?? call.api.orderTimeoutMs });
  }
  const kept = held.filter((number) => holder(number)?.keeps);
  const [first] = kept;
  if (first !== undefined) {
    const free = held.filter((number) => !kept.includes(number));
    const rest = free.length === 0 ? "" : ` To take over the others alone, write "${adoptId(free)}".`;
    throw new Error(
      `nothing was adopted: ${holder(first)?.name} of this program has some of ${namesOf(held, 10)}, and keeps them. Lower its ` +
        `\`quantity\`, or take them out of its \`telephoneNumbers\`, in the same change.${rest}`,
    );
  }
  for (const number of held) call.others.take(numberThing(number));
  call.info(`${countOf(held)} ${held.length === 1 ? "is" : "are"} adopted: ${namesOf(held, 10)}`);
  for (const orderId of orderIds) await noteOwnership(call, orderId, ledger);
}

export async function updateNumbers(call: NumberCall & { id: string; state: NumberState }): Promise<Outputs> {
  const { api, inputs, state } = call;
  const book = structuredClone(state.__orders);
  if (!book) throw new Error("the state of this PhoneNumberOrder lacks its order book; import it anew");
  const holdings = new Holdings(book, state);
  const before = [...holdings.numbers];
  await renameOpenOrders(call, holdings);
  await reconcile(call, holdings).catch(partialUpdate(holdings, call));
  if (inputs.protected !== undefined) {
    const changes = inputs.protected !== state.protected;
    const stayed = before.filter((number) => changes && holdings.numbers.includes(number));
    // What passed here from another resource has whatever it had there.
    const received = holdings.received.filter((number) => !before.includes(number));
    await protect(call, [...stayed, ...received], inputs.protected).catch(partialUpdate(holdings, call));
  }
  if (holdings.ledger.open.length === 0 && holdings.failed.length === 0) holdings.status = COMPLETE[api.client.dialect];
  do await noteLeft(call, holdings, state);
  while (await replaceTaken(call, holdings).catch(partialUpdate(holdings, call)));
  return holdings.outputs(inputs.search !== undefined);

  async function renameOpenOrders({ inputs, state }: typeof call, { ledger }: Holdings) {
    if (inputs.name === undefined || inputs.name === state.name) return;
    // Only an order that is still open can be renamed (docs/maintainers/api.md#new-number-orders).
    for (const { orderId } of ledger.open) await api.orders.update(orderId, { name: inputs.name });
  }
}

export async function deleteNumbers(call: Call<Bandwidth> & { id: string; state: NumberState }): Promise<void> {
  const { api, state } = call;
  const ledger = structuredClone(state.__orders);
  if (!ledger) throw new Error("the state of this PhoneNumberOrder lacks its order book; nothing was disconnected");
  const holdings = new Holdings(ledger, state);
  const waiting = following(call, "PhoneNumberOrder");
  const replacement = heirOf(call, ledger);
  for (const { orderId, completed } of await ordersOwnedByOthers(call, holdings, replacement?.__orders)) {
    holdings.drop(completed);
    ledger.open = ledger.open.filter((order) => order.orderId !== orderId);
  }
  if (replacement) leaveToReplacement(replacement, holdings);
  await closeOpenOrders(api, holdings, waiting);
  holdings.see(await api.numbers.locateOwn(holdings.numbers, holdings.placement));
  await forgetStrangers(call, holdings);
  // Those under the same key are the replacement's.
  if (!replacement) await adoptUnconfirmedOrders(call, holdings);
  if (!replacement) for (const { outcome } of await laterOrders(call, holdings)) holdings.take(outcome);
  await closeOpenOrders(api, holdings, waiting);
  await makeRoom(call, holdings);
  const tellWhatStays = await settleBeforeGivingUp(call, holdings, waiting);
  if (holdings.numbers.length > 0) {
    await disconnectAll(api, [...holdings.numbers], waiting).catch((error: unknown) => {
      if (!(error instanceof FuseBlown) || !call.replacement) throw error;
      throw new Error(`${error.message}\n${BOUGHT_ALREADY}`, { cause: error });
    });
  }
  await tellWhatStays();
  await noteLeft(call, holdings, state);
}

const BOUGHT_ALREADY =
  "The numbers that take their place have been bought already, and both are paid for: the old ones stay in the state, as to " +
  "be deleted, until a run may disconnect them.";

/** What has replaced this one by force, and so has taken up its orders: it has the same key. */
function heirOf({ replacement }: Call<Bandwidth>, ledger: OrderLedger): NumberState | undefined {
  const heir = replacement?.state as NumberState | undefined;
  return heir?.__orders?.key === ledger.key ? heir : undefined;
}

/** What the replacement has in its state is its own, also where a note does not say so yet. */
function leaveToReplacement({ telephoneNumbers = [], __orders }: NumberState, holdings: Holdings): void {
  holdings.drop(telephoneNumbers);
  const open = new Set(__orders?.open.map(({ orderId }) => orderId));
  holdings.ledger.open = holdings.ledger.open.filter(({ orderId }) => !open.has(orderId));
}
