import { namesOf } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import { homesOf } from "../ordering/orderLedger.js";
import { ownOrders, recoveryPolicies } from "../ordering/ownOrders.js";
import { numberThing } from "../ordering/things.js";
import { adoptOrder, followOwn } from "./adoption.js";
import { idOf, ledgerOf, type NumberCall, type NumberInputs, type NumberResult, partialCreate } from "./call.js";
import { isLeft, leavePassed, type RecoverableOrder, refuseInPlaceOf } from "./foundOrders.js";
import { Holdings } from "./holdings.js";
import { setOptions, warnOfSilent } from "./numberOptions.js";
import { letGoEarlier } from "./passNotes.js";
import { protect } from "./protection.js";
import { reconcile } from "./reconcile.js";
import { surplusOf } from "./surplusAndMissing.js";

/** Orders numbers once. It adopts what an interrupted run has ordered, and buys only the rest. */
export async function createNumbers(call: NumberCall): Promise<{ id: string; outputs: NumberResult }> {
  const { inputs } = call;
  const { holdings, earlier } = await findEarlier(call);
  // When a note says that they are this resource's, no other resource releases them. So they must be in its state.
  if (earlier.length > 0) await adoptEarlierOrders(call, holdings, earlier).catch(partialCreate(holdings, call));
  await reconcile(call, holdings).catch(partialCreate(holdings, call));
  if (inputs.protected !== undefined) {
    await protect(call, holdings.received, inputs.protected).catch(partialCreate(holdings, call));
  }
  const options = await setOptions(call, holdings).catch(partialCreate(holdings, call));
  await warnOfSilent(call, holdings);
  const id = idOf(holdings);
  if (id === undefined) throw new Error("no order was placed, although numbers were declared");
  return { id, outputs: { ...holdings.outputs(inputs.search !== undefined), ...options } };
}

/** What is left of the first orders, of the second ones, and so on. */
type Earlier = RecoverableOrder[][];

/**
 * Finds what an interrupted run of this same create has ordered, or what the resource that this one replaces by force has. It
 * may have been ordered under an earlier key of the state; then the new orders go on from there.
 */
async function findEarlier(call: NumberCall): Promise<{ holdings: Holdings; earlier: Earlier }> {
  const own = new Holdings(ledgerOf(call, call.inputs));
  if (call.isFirstUse?.(own.ledger.key)) own.neverOrdered();
  const found = { holdings: own, earlier: await earlierOrders(call, own) };
  if (found.earlier.some((orders) => orders.length > 0)) return found;
  for (const home of homesOf(call).slice(1)) {
    const holdings = new Holdings(ledgerOf(home, call.inputs));
    const earlier = await earlierOrders(call, holdings);
    if (earlier.every((orders) => orders.length === 0)) continue;
    call.goOnUnder?.(home);
    return { holdings, earlier };
  }
  return found;
}

/** Adopts those numbers, with a note on each order that says so. Only what is missing is bought after that. */
async function adoptEarlierOrders(call: NumberCall, holdings: Holdings, earlier: Earlier): Promise<void> {
  const { api, inputs } = call;
  const passed = await leavePassed(call, holdings.ledger, earlier.flat());
  await keepForQuantity(call, earlier.flat());
  refuseSurplus(inputs, earlier.flat());
  refuseInPlaceOf(inputs, passed, earlier.flat());
  for (const [index, orders] of earlier.entries()) {
    for (const one of orders.filter(isLeft)) await adoptOrder(call, holdings, one, inputs.telephoneNumbers ?? []);
    // Only now: an adoption that failed must be found again under this same count.
    holdings.ledger.count = index + 1;
    // They may have been moved since.
    holdings.see(await api.numbers.locateOwn(holdings.numbers, holdings.placement));
  }
}

/** What is left of the orders under the ids of one key, to the first id that was never used. */
async function earlierOrders(call: NumberCall, holdings: Holdings): Promise<Earlier> {
  const { api, signal } = call;
  const waiting = following(call, "PhoneNumberOrder");
  const find = (id: string) => api.orders.findFirst(id, signal);
  const earlier: Earlier = [];
  for await (const { found } of ownOrders(holdings.ledger, find, { unused: holdings })) {
    const orders: RecoverableOrder[] = [];
    for await (const one of followOwn(call, found, waiting, recoveryPolicies.numbersOnCreate, {
      ledger: holdings.ledger,
    }))
      orders.push(one);
    earlier.push(orders);
  }
  return earlier;
}

/**
 * A search keeps as many numbers as it wants, even numbers that another resource declares. That resource is then refused, as
 * always. What an earlier search of this name released stays with the other resource, even if this run hasn't seen yet that it
 * has it.
 */
async function keepForQuantity(call: NumberCall, earlier: readonly RecoverableOrder[]): Promise<void> {
  const { inputs, others } = call;
  const { quantity } = inputs;
  const doubtful = earlier.flatMap(({ untaken }) => untaken);
  if (quantity === undefined || doubtful.length === 0) return;
  const orderIds = earlier.map(({ outcome }) => outcome.orderId);
  const theirs = await letGoEarlier(call, orderIds, doubtful);
  let missing = quantity - earlier.flatMap(({ completed }) => completed).length;
  for (const { completed, untaken } of earlier) {
    const isFree = (number: string) => !theirs.has(number) && others.taker(numberThing(number)) === undefined;
    const free = untaken.filter(isFree);
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
 * A create disconnects nothing. The orders under its ids may come from a killed run. But they may also belong to a resource of
 * this name that was removed with its numbers retained, or that has another name now.
 */
function refuseSurplus(inputs: NumberInputs, earlier: readonly RecoverableOrder[]): void {
  const numbers = earlier.flatMap(({ completed }) => completed);
  const surplus = surplusOf({ telephoneNumbers: numbers }, inputs);
  if (surplus.length === 0) return;
  const orderIds = earlier.map(({ outcome }) => outcome.orderId).join(", ");
  const all = inputs.search ? `set \`quantity\` to ${numbers.length}` : "add them to `telephoneNumbers`";
  throw new Error(
    `earlier orders of this resource (${orderIds}) brought numbers that it does not declare: ` +
      `${namesOf(surplus, 10)}. Nothing was bought or disconnected. To adopt them, ${all}. If you drop numbers after ` +
      "that, they are disconnected. To leave them alone and buy others, set `replacementTriggers`.",
  );
}
