import { createHash } from "node:crypto";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { countOf, namesOf } from "../ordering/failures.js";
import { type HomePlace, homeIn, homesOf, type OrderIdentity } from "../ordering/orderLedger.js";
import { ownOrders, recoveryPolicies } from "../ordering/ownOrders.js";
import { purchaseOrders } from "../ordering/purchases.js";
import { grouped, keeperOf, numberThing } from "../ordering/things.js";
import { lookAtOwn } from "./adoption.js";
import { ledgerOf, type NumberInputs } from "./call.js";
import type { Holdings } from "./holdings.js";
import { note } from "./passNotes.js";

/*
 * With `deleteBeforeReplace`, a resource is deleted before it is created again. What the new one will have stays in service
 * meanwhile. If the run dies there, the numbers are in no state. A search finds its orders again by their ids. A list may have
 * another key by then, or numbers of other origins. So a note on the orders that brought the numbers says whose they are, until
 * they have been taken.
 */

const ROOM = "pulumi-bandwidth room ";
const TAKEN = "taken";

type Place = Pick<Call<Bandwidth>, "api"> & HomePlace;

/** Leaves in service what the resource that is created next in this place will have. */
export async function makeRoom(call: Call<Bandwidth> & { id: string }, holdings: Holdings): Promise<void> {
  const next = call.makesRoomFor(call.id) as NumberInputs | undefined;
  if (!next || call.stateKey === "" || holdings.numbers.length === 0) return;
  const found = new Set(await foundAgain(call, next, holdings.ledger));
  if (next.telephoneNumbers) {
    const staying = new Set(next.telephoneNumbers);
    const noted = holdings.numbers.filter((number) => staying.has(number) && !found.has(number));
    return noteAll(call, markOf(call), noted, await purchaseOrders(call.api, noted));
  }
  const isWanted = (number: string) => keeperOf(call.others, number) !== undefined;
  const isTaken = (number: string) =>
    keeperOf(call.others, number)?.holds === true || call.others.taker(numberThing(number)) !== undefined;
  const own = holdings.numbers.filter((number) => found.has(number) && !isTaken(number));
  // As the create does: what another resource declares goes first if the quantity falls.
  const staying = [...own.filter((one) => !isWanted(one)), ...own.filter(isWanted)].slice(0, next.quantity);
  if (staying.length === 0) return;
  // Otherwise another resource could take them before the new one is created.
  for (const number of staying) call.others.take(numberThing(number));
  holdings.drop(staying);
  const stay = staying.length === 1 ? "stays" : "stay";
  call.info(`${countOf(staying)} ${stay} in service for the resource that is created next: ${namesOf(staying)}`);
}

/** The numbers that a create with these inputs finds by the ids of its orders. */
async function foundAgain(call: Call<Bandwidth>, next: NumberInputs, standing: OrderIdentity): Promise<string[]> {
  const { api, signal } = call;
  const find = (id: string) => api.orders.find(id, signal);
  const held: string[] = [];
  for (const home of homesOf(call)) {
    const ledger = ledgerOf(home, next);
    const finder = { ledger, standing };
    for await (const { found } of ownOrders(ledger, find))
      for await (const { completed } of lookAtOwn(call, found, finder, recoveryPolicies.numbersOfNext))
        held.push(...completed);
    // A create looks on only where it has found nothing.
    if (held.length > 0) break;
  }
  return held;
}

/** The numbers, all in service, that a run left for this resource when it died. */
export async function leftInRoom(call: Call<Bandwidth>, numbers: readonly string[]): Promise<Set<string>> {
  if (call.stateKey === "" || numbers.length === 0) return new Set();
  return openRooms(call, await purchaseOrders(call.api, numbers));
}

/** Writes that numbers which were left in this place have been taken, so that they no longer count as left. */
export async function closeRoom(call: Call<Bandwidth>, numbers: readonly string[]): Promise<void> {
  if (call.stateKey === "" || numbers.length === 0) return;
  const orders = await purchaseOrders(call.api, numbers);
  await noteAll(call, TAKEN, [...(await openRooms(call, orders))], orders);
}

/** The numbers whose last note of this kind names this place. */
async function openRooms(call: Place, orders: ReadonlyMap<string, string>): Promise<Set<string>> {
  const open = new Set<string>();
  const marks = homesOf(call).map(markOf);
  for (const orderId of new Set(orders.values())) {
    // An order of another kind has no such notes. Without a note, nothing is taken.
    for (const { description } of await call.api.orders.notes(orderId).catch(() => [])) {
      if (!description.startsWith(ROOM)) continue;
      const [mark, ...named] = description.trim().slice(ROOM.length).split(" ");
      for (const number of named) {
        if (mark === undefined || !marks.includes(mark)) open.delete(number);
        else if (orders.get(number) === orderId) open.add(number);
      }
    }
  }
  return open;
}

function markOf(place: HomePlace): string {
  const { stateKey, urn } = homeIn(place);
  return createHash("sha256").update(`room ${stateKey} ${urn}`).digest("hex").slice(0, 12);
}

async function noteAll(
  call: Call<Bandwidth>,
  word: string,
  numbers: readonly string[],
  orders: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [orderId, group] of grouped(numbers, (number) => orders.get(number) ?? "")) {
    if (orderId !== "")
      await note(call, `${ROOM}${word}`, orderId, group, "for which resource they stay could not be written.");
  }
}
