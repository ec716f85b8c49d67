import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import type { OrderNote } from "../../bandwidth/orders/notes.js";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { StillBusy } from "../../pulumi/run/quiet.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import { importedOrigin, newLedger } from "../ordering/orderLedger.js";
import { lastClaim, noteOwnership } from "../ordering/ownershipNotes.js";
import { purchaseOrders, stillHeld } from "../ordering/purchases.js";
import { numberThing } from "../ordering/things.js";
import { COMPLETE, type NumberInputs, type NumberState } from "./call.js";
import { Holdings, mayBringMore } from "./holdings.js";
import { foundOptions } from "./numberOptions.js";
import { takersIn } from "./passNotes.js";
import { adoptId } from "./refusals.js";
import { noteShared, shareTaken } from "./sharing.js";

/** Adopts existing numbers: those of an order, or those of a list. */
export async function importNumbers(call: Call<Bandwidth> & { id: string }) {
  const { api, id } = call;
  const listed = id.split(",").map((part) => normalizeTelephoneNumber(part.trim()));
  const numbers = listed.filter((number) => number !== undefined);
  if (numbers.length > 0 && numbers.length < listed.length) {
    throw new Error(`"${id}" is not a list of telephone numbers; expected: an order id, or +19195550100,+19195550101`);
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
      `${namesOf(held, 10)}: in service on this account, but their site is unknown. Nothing was adopted. Give these ` +
        "credentials the role to read sites and SIP peers, or run the same command again.",
    );
  }
  if (!first && !(order && (places.size > 0 || mayBringMore(order)))) return undefined;

  const siteId = first?.siteId ?? order?.siteId ?? "";
  const sipPeerId = first?.sipPeerId || order?.sipPeerId || undefined;
  const origin = importedOrigin(call, id);
  const holdings = new Holdings(newLedger(origin, { siteId, sipPeerId }), { status: COMPLETE[api.client.dialect] });
  if (order) {
    holdings.take({ ...order, completed: held });
    // Without that look, nothing is lost.
    const written = await api.orders.notes(order.orderId).catch(() => []);
    holdings.ledger.heard = lastClaim(written)[0];
    tellTaken(call, order.orderId, held, written);
  }
  holdings.add(held);
  const { survey } = call;
  if (survey && !order)
    holdings.ledger.adopted = { at: survey.at, ...(survey.isDoubtful && { mayBeExternal: true as const }) };
  const brought = await broughtBy(call, held, order);
  if (!order) rememberOrigins(holdings, held, brought);
  holdings.see(places);
  await shareTaken(call, holdings, holdings.numbers, brought, order);
  const inputs: Partial<NumberInputs> = {
    siteId,
    sipPeerId,
    telephoneNumbers: [...holdings.numbers],
    partialAllowed: false,
    backOrderRequested: false,
  };
  const options = await foundOptions(api, holdings.numbers, places);
  return { id: order?.orderId ?? numbers.join(","), inputs, outputs: { ...holdings.outputs(false), ...options } };
}

/** The orders that brought the numbers. In a whole account, that is looked up before a number is disconnected. */
async function broughtBy({ api, survey }: Call<Bandwidth>, held: readonly string[], order?: OrderOutcome) {
  if (order) return new Map(held.map((number) => [number, order.orderId]));
  return survey ? new Map<string, string>() : purchaseOrders(api, held);
}

/** An order is taken over whole. Of what another stack took from it by number, only the notes on it tell. */
function tellTaken(
  { warn, others: run }: Call<Bandwidth>,
  orderId: string,
  held: readonly string[],
  written: readonly OrderNote[],
) {
  const takers = takersIn(written, []);
  const taken = held.filter((number) => takers.has(number) && run.holder(numberThing(number)) === undefined);
  if (taken.length === 0) return;
  const [has, it] = taken.length === 1 ? ["has", "it"] : ["have", "them"];
  const others = held.filter((number) => !taken.includes(number));
  const rest = others.length > 0 ? `, and adopt the others by number: "${adoptId(others)}"` : "";
  warn(
    `${namesOf(taken)}: ${has} passed to another resource, as a note on order ${orderId} says. If a stack still has ${it}, both have ` +
      `${it} now, and whichever drops ${it} disconnects ${it}. Then undo this with \`pulumi state delete\`${rest}.`,
  );
}

/**
 * For numbers that are adopted by number: the orders that brought them. By these, a number that somebody else buys later is
 * recognized.
 */
function rememberOrigins({ ledger }: Holdings, numbers: readonly string[], orders: ReadonlyMap<string, string>): void {
  const unknown = numbers.filter((number) => !orders.has(number));
  if (orders.size > 0) ledger.origins = [...new Set(orders.values())];
  if (unknown.length > 0) ledger.taken = unknown;
}

/** How long an adoption waits for operations that are under way, where nothing says that another resource has the numbers. */
const LONGEST_WAIT_MS = 10_000;

/** Anybody else who has these orders in a state, as after a move between programs, leaves their numbers alone from now on. */
export async function noteOrdersOwned(call: Call<Bandwidth> & { state: NumberState }): Promise<void> {
  const { __orders: ledger, orderIds = [], telephoneNumbers: held = [] } = call.state;
  if (!ledger) return;
  const holder = (number: string) => call.others.holder(numberThing(number));
  // What another resource wants is known only when the program has registered it.
  const { signal } = call;
  if (held.some((number) => holder(number)?.certain === false)) {
    await call.others.atRest({ signal, limitMs: call.timeoutMs ?? call.api.orderTimeoutMs });
  } else if (held.some((number) => holder(number) === undefined)) {
    // Maybe nobody has it. A port-in that takes days must not hold this up.
    await call.others.atRest({ signal, limitMs: LONGEST_WAIT_MS }).catch((error: unknown) => {
      if (!(error instanceof StillBusy)) throw error;
    });
  }
  const kept = held.filter((number) => holder(number)?.keeps);
  const [first] = kept;
  if (first !== undefined) {
    const free = held.filter((number) => !kept.includes(number));
    const rest = free.length === 0 ? "" : ` To adopt only the others, write "${adoptId(free)}".`;
    throw new Error(
      `nothing was adopted: ${holder(first)?.name} of this program has some of ${namesOf(held, 10)}, and keeps them. Lower its ` +
        `\`quantity\`, or remove them from its \`telephoneNumbers\`, in the same change.${rest}`,
    );
  }
  for (const number of held) call.others.take(numberThing(number));
  call.info(`${countOf(held)} ${held.length === 1 ? "is" : "are"} adopted: ${namesOf(held, 10)}`);
  for (const orderId of orderIds) await noteOwnership(call, orderId, ledger);
  await noteShared(call, { ledger }, held);
}

/** Whoever else has these orders or numbers in its state leaves them alone from now on. */
export async function noteNumbersImported(call: Call<Bandwidth> & { state: NumberState }): Promise<void> {
  const { __orders: ledger, orderIds = [], telephoneNumbers = [] } = call.state;
  if (!ledger) return;
  for (const orderId of orderIds) await noteOwnership(call, orderId, ledger);
  await noteShared(call, { ledger }, telephoneNumbers);
}
