import type { Placement } from "../../../bandwidth/numbers/numbers.js";
import { StillBusy } from "../../../pulumi/run/quiet.js";
import { countOf, namesOf } from "../../ordering/failures.js";
import type { OrderLedger } from "../../ordering/orderLedger.js";
import { boughtByAnother, purchaseOrders, recordOf } from "../../ordering/purchases.js";
import { byKeeper, grouped, keeperOf, numberThing } from "../../ordering/things.js";
import { inheritAdopted } from "../adopted.js";
import { adoptLaterOrders } from "../adoption.js";
import { AGAIN, type NumberCall, partialFailure, type Waiting } from "../call.js";
import type { Holdings } from "../holdings.js";
import { settleWhatWasLeft } from "../owners.js";
import { anchorOf, notePassing } from "../passNotes.js";
import { adoptedNow, refuse } from "../refusals.js";
import { closeRoom, leftInRoom } from "../room.js";
import { noteShared, shareTaken } from "../sharing.js";
import { rememberDefaultPeer } from "./putInPlace.js";

/**
 * Takes the listed numbers that the account already has in service from resources of the program that release them, without a
 * purchase. If this run doesn't know who has such a number, it sends nothing: an order would fail, and adopting the number
 * unasked could take it from another stack.
 */
export async function adoptListed(call: NumberCall, holdings: Holdings, waiting: Waiting): Promise<void> {
  // A search names no number that could be in service.
  if (call.inputs.telephoneNumbers === undefined) return;
  const { numbers } = call.api;
  const missingNumbers = () => holdings.missing(call.inputs).telephoneNumbers;
  const holder = (number: string) => call.others.holder(numberThing(number));
  const isUnknown = (number: string) => holder(number) === undefined;
  // An order for a number that the account has, but that no list shows, is refused.
  const inService = await numbers.seenAmong(missingNumbers().filter(isUnknown));
  // A number without a holder may have been bought by a killed run of this same resource.
  if (inService.size > 0) await adoptLaterOrders(call, holdings, waiting);
  const missing = missingNumbers();
  const doubtful = missing.filter((number) => inService.has(number) || holder(number)?.certain === false);
  if (doubtful.length > 0) await awaitRest(call, holdings, waiting, "nothing was ordered");

  const nobodys = missing.filter((number) => isUnknown(number) && inService.has(number));
  const adopted = await adoptedNow(call, nobodys);
  const leftHere = await leftInRoom(
    call,
    nobodys.filter((number) => !adopted.has(number)),
  );
  const isOurs = (number: string) => adopted.has(number) || leftHere.has(number);
  const foreign = nobodys.filter((number) => !isOurs(number));
  const kept = missing.filter((number) => holder(number)?.keeps);
  if (foreign.length + kept.length > 0) await refuse(call, holdings, kept, foreign);
  const offered = missing.filter((number) => holder(number)?.keeps === false || isOurs(number));
  if (offered.length === 0) return;
  // At once: until then, the resource that has them may finish and keep them.
  for (const number of offered) call.others.take(numberThing(number));
  const hints = offered.flatMap((number) => placeOf(holder(number)?.state));
  const places = await numbers.locate(offered, [...holdings.placement, ...hints]);
  // A holder that has not looked yet may have lost a number. Somebody else's is taken only if the program adopts it.
  const lost = await lostToOthers(call, offered, places);
  for (const number of await adoptedNow(call, lost)) adopted.add(number);
  const strangers = lost.filter((number) => !adopted.has(number));
  if (strangers.length > 0) await refuse(call, holdings, [], strangers);
  // A number that its holder has lost must be ordered, like any other.
  const passing = offered.filter((number) => places.has(number));
  if (passing.length > 0) await rememberDefaultPeer(call, holdings);
  const shared = passing.filter((number) => holder(number)?.has);
  const anchors = grouped(shared, (number) => anchorOf(holder(number)?.state) ?? "");
  for (const [orderId, group] of anchors) if (orderId !== "") await notePassing(call, holdings, orderId, group);
  const orders = await purchaseOrders(call.api, [...adopted, ...leftHere]);
  const bought = (number: string) => orders.get(number) ?? [];
  holdings.receive(passing, places, (number) => [bought(number), originsIn(holder(number)?.state, number)].flat());
  for (const number of passing) inheritAdopted(holdings, holder(number)?.state, number);
  for (const [orderId, group] of anchors) holdings.share(orderId === "" ? undefined : orderId, group);
  const from = passing.filter((number) => adopted.has(number));
  await shareTaken(call, holdings, from, orders);
  await noteShared(call, holdings, from);
  const stayed = passing.filter((number) => leftHere.has(number) || holder(number)?.urn === call.urn);
  await closeRoom(call, stayed);
  if (leftHere.size > 0)
    call.info(`${countOf([...leftHere])} of an interrupted run adopted: ${namesOf([...leftHere])}`);
  if (adopted.size > 0) call.info(`${countOf([...adopted])} adopted: ${namesOf([...adopted], 10)}`);
}

/** The orders one of which brought the number to its former holder. None if that isn't known. */
function originsIn(state: Record<string, unknown> = {}, telephoneNumber: string): string[] {
  const { orderIds = [], __orders: ledger } = state as { orderIds?: string[]; __orders?: OrderLedger };
  if (!ledger || ledger.listed || ledger.taken?.includes(telephoneNumber)) return [];
  return [...orderIds, ...(ledger.origins ?? [])];
}

/** The numbers that their holders in this program have lost, and that somebody else's order has brought back elsewhere. */
async function lostToOthers(
  { api, others }: NumberCall,
  offered: readonly string[],
  places: ReadonlyMap<string, Placement>,
): Promise<string[]> {
  const stateOf = (number: string) => others.holder(numberThing(number))?.state;
  const isElsewhere = (number: string) => {
    const place = places.get(number);
    const known = placeOf(stateOf(number))[0];
    if (place === undefined || known === undefined) return false;
    return place.siteId !== known.siteId || !["", known.sipPeerId].includes(place.sipPeerId);
  };
  const doubtful = offered.filter((number) => isElsewhere(number) && originsIn(stateOf(number), number).length > 0);
  const records = await Promise.all(doubtful.map((number) => recordOf(api, number)));
  return doubtful.filter((number, index) => boughtByAnother(records[index], originsIn(stateOf(number), number)));
}

/**
 * The surplus numbers that no other resource of the program declares or holds. The others pass to that resource: they leave
 * this one's state, and nothing is sent.
 */
export async function passOn(
  call: NumberCall,
  holdings: Holdings,
  surplus: () => string[],
  waiting: Waiting,
): Promise<string[]> {
  const isSettled = (number: string) => keeperOf(call.others, number)?.holds === true;
  if (holdings.ledger.left || !surplus().every(isSettled)) {
    await awaitRest(call, holdings, waiting, "nothing was disconnected", true);
    await settleWhatWasLeft(call, holdings, true);
  }
  // The resource that wants a number may be about to take it, or to fail.
  if (surplus().some((number) => keeperOf(call.others, number)?.holds === false)) {
    await call.others.idle({ signal: call.signal, limitMs: waiting.timeoutMs });
  }
  const leaving = surplus();
  const untaken: string[] = [];
  for (const [name, passing] of byKeeper(call.others, leaving)) {
    const open = passing.filter((number) => !isSettled(number));
    untaken.push(...open);
    holdings.leave(passing, open);
    call.info(
      `${countOf(passing)} ${passing.length === 1 ? "stays" : "stay"} in service for ${name}: ${namesOf(passing)}`,
    );
  }
  const free = leaving.filter((number) => keeperOf(call.others, number) === undefined);
  const { blindness } = call.others;
  // After an error, a resource that wants numbers may never take them. The next run has to look again.
  const doubtful = blindness === undefined ? [] : [...free, ...untaken];
  holdings.ledger.deferred = doubtful.length > 0 ? doubtful : undefined;
  if (free.length === 0 || blindness === undefined) return free;
  // A search keeps them: another resource may want others of its numbers than the newest.
  if (call.inputs.quantity === undefined) holdings.leave(free, free);
  const [them, one] = free.length === 1 ? ["it", "The next run"] : ["them", "The next run"];
  call.warn(
    `${countOf(free)} not disconnected yet, and still paid for: ${namesOf(free)}. This run ${blindness}, and another resource may ` +
      `want ${them}. ${one} that sees the whole program disconnects ${them}, or passes ${them} on.`,
  );
  return [];
}

/** In a search that waits for a back-order: numbers that another resource declares pass to it before the back-order is closed. */
export async function passOnWanted(
  call: NumberCall,
  holdings: Holdings,
  surplus: () => number,
  waiting: Waiting,
): Promise<void> {
  await awaitRest(call, holdings, waiting, "nothing was closed");
  leaveTaken(call, holdings);
  const wanted = holdings.numbers.filter((number) => keeperOf(call.others, number) !== undefined);
  const passing = wanted.slice(0, Math.max(0, surplus()));
  for (const [name, numbers] of byKeeper(call.others, passing)) {
    holdings.leave(numbers, numbers);
    call.info(
      `${countOf(numbers)} ${numbers.length === 1 ? "stays" : "stay"} in service for ${name}: ${namesOf(numbers)}`,
    );
  }
}

/** Releases numbers that another resource has taken in this run, and returns whether there were any. */
export function leaveTaken(call: NumberCall, holdings: Holdings): boolean {
  const taken = holdings.numbers.filter((number) => call.others.taker(numberThing(number)) !== undefined);
  if (taken.length === 0) return false;
  // It isn't known yet whether they have reached the state of the other one.
  holdings.leave(taken, taken);
  call.info(`${countOf(taken)} passed to another resource of this program: ${namesOf(taken)}`);
  return true;
}

/** Waits until the whole program is known, unless something else holds it up. `yields`: what is then done can also be done later. */
async function awaitRest(
  call: NumberCall,
  holdings: Holdings,
  waiting: Waiting,
  undone: string,
  yields = false,
): Promise<void> {
  await call.others.atRest({ signal: call.signal, limitMs: waiting.timeoutMs, yields }).catch((error: unknown) => {
    if (!(error instanceof StillBusy)) throw error;
    const message = `whether another resource of the program wants or has numbers could not be told in time: ${error.message}, and ${undone}. ${AGAIN}`;
    throw holdings.isEmpty ? new Error(message, { cause: error }) : partialFailure(holdings, call, message, error);
  });
}

function placeOf(state: Record<string, unknown> = {}) {
  const { siteId, sipPeerId } = (state.__orders ?? state) as Partial<Placement>;
  return siteId && sipPeerId ? [{ siteId, sipPeerId }] : [];
}
