import type { OrderOutcome } from "../../bandwidth/buying/newNumberOrders.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { grouped, numberThing } from "../ordering/things.js";
import type { Holdings } from "./holdings.js";
import { anchorOf, notePassing } from "./passNotes.js";

/*
 * A resource that adopts or imports numbers takes them from any resource that has them in its state. The run may end before
 * that one releases them, and may not even know of it: a resource that left the program is deleted last. If a program placed
 * the order that brought a number, it is an order of that resource. So it is remembered as for a number that passes, and gets
 * the same note.
 */

type Asking = Pick<Call<Bandwidth>, "api" | "others" | "signal">;

/** The id that this package gives to its orders. Numbers of other orders are in no state. */
const OF_A_PROGRAM = /^[0-9a-f]{40}$/;

/**
 * Records that the resource which had these numbers may still have them in its state. `brought`: the orders that brought them,
 * as far as the numbers name them. `known`: one of these orders, if it was read just now.
 */
export async function shareTaken(
  call: Asking,
  holdings: Holdings,
  numbers: readonly string[],
  brought: ReadonlyMap<string, string>,
  known?: OrderOutcome,
): Promise<void> {
  const holder = (number: string) => call.others.holder(numberThing(number));
  const had = numbers.filter((number) => holder(number)?.has);
  for (const [orderId, group] of grouped(had, (number) => anchorOf(holder(number)?.state) ?? brought.get(number) ?? ""))
    holdings.share(orderId === "" ? undefined : orderId, group);
  const unknown = numbers.filter((number) => holder(number) === undefined);
  for (const [orderId, group] of grouped(unknown, (number) => brought.get(number) ?? "")) {
    if (orderId === "") continue;
    const isOfProgram = known?.orderId === orderId ? isOurs(known) : await placedByProgram(call, orderId);
    if (isOfProgram !== false) holdings.share(isOfProgram ? orderId : undefined, group);
  }
}

const isOurs = (order?: OrderOutcome): boolean => OF_A_PROGRAM.test(order?.customerOrderId ?? "");

/** Undefined if it is unknown. Numbers may also have come with a port-in, which is no number order and gets no notes. */
async function placedByProgram({ api, signal }: Asking, orderId: string): Promise<boolean | undefined> {
  try {
    const order = await api.orders.get(orderId, signal);
    return isOurs(order);
  } catch {
    // A failure must not fail the adoption.
    return undefined;
  }
}

/** Writes on the orders which of these numbers have passed to this resource. */
export async function noteShared(
  call: Pick<Call<Bandwidth>, "api" | "warn">,
  { ledger }: Pick<Holdings, "ledger">,
  numbers: readonly string[],
): Promise<void> {
  for (const { orderId, telephoneNumbers } of ledger.shared ?? []) {
    const passing = telephoneNumbers.filter((number) => numbers.includes(number));
    if (orderId !== undefined && passing.length > 0) await notePassing(call, { ledger }, orderId, passing);
  }
}
