import { createHash, randomBytes } from "node:crypto";
import { unlessMissing } from "../../bandwidth/orders/missing.js";
import type { OrderNote } from "../../bandwidth/orders/notes.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { messageOf, namesOf } from "../ordering/failures.js";
import type { OrderLedger } from "../ordering/orderLedger.js";
import { grouped } from "../ordering/things.js";
import type { Holdings } from "./holdings.js";

/*
 * Two resources can have one number in their states: the taker finished, and the run ended before the giver did. A destroy of
 * only one of them sees nothing of the other. So a resource that takes a number from one that still has it writes that on an
 * order of the giver, and remembers the order. The giver writes on it, at its end, that it has released the number. A taker
 * that is destroyed alone before that leaves the number to the giver, and writes so.
 */

const PASSED = "pulumi-bandwidth passed ";
const LEFT = "pulumi-bandwidth left ";
/** In place of the mark of a taker: the number belongs to the giver again. */
const BACK = "back";
/** With this many, a note is shorter than the API's limit. */
const MOST_IN_NOTE = 12;

/** Identifies who took a number, without revealing it. The claim is random, and is in the taker's state. */
export const markOf = ({ claim }: Pick<OrderLedger, "claim">) =>
  createHash("sha256").update(`passed ${claim}`).digest("hex").slice(0, 12);

/** The giver's order that says to whom its numbers have passed. Undefined if no order of it is known. */
export function anchorOf(state: Record<string, unknown> = {}): string | undefined {
  const { orderIds = [], __orders: ledger } = state as { orderIds?: string[]; __orders?: OrderLedger };
  return orderIds[0] ?? ledger?.origins?.[0];
}

type Writing = Pick<Call<Bandwidth>, "api" | "warn">;

/** Writes on an order of the giver which numbers have passed to this resource. A failure must not fail the adoption. */
export async function notePassing(
  call: Writing,
  { ledger }: Pick<Holdings, "ledger">,
  orderId: string,
  numbers: readonly string[],
): Promise<void> {
  await note(
    call,
    `${PASSED}${markOf(ledger)}`,
    orderId,
    numbers,
    "that they have passed could not be written. Let this run come to its end before you destroy only some resources of this stack.",
  );
}

/**
 * Writes, at the very end of a change, which numbers this resource has released. `before`: its state as the takers have seen
 * it. `adopted`: numbers of orders that others have adopted.
 */
export async function noteLeft(
  call: Writing,
  { given, ledger }: Holdings,
  before: Record<string, unknown>,
  adopted: readonly string[] = [],
): Promise<void> {
  const first = anchorOf(before);
  const numbers = new Set([...given.splice(0), ...adopted]);
  if (first === undefined || numbers.size === 0) return;
  const { orderIds = [], __orders: had } = before as { orderIds?: string[]; __orders?: OrderLedger };
  const orders = [...new Set([...orderIds, ...(had?.origins ?? [])])];
  // A resource that didn't know this one has written on the order that brought the number.
  const written =
    orders.length > 1 || adopted.length > 0 ? await passedOn(call, ledger, orders) : new Map<string, string>();
  const where = (number: string) => written.get(number) ?? (adopted.includes(number) ? "" : first);
  const meaning =
    "that this resource has released them could not be written. `pulumi destroy --target` of the resource that has them leaves them in service.";
  for (const [orderId, group] of grouped([...numbers], where)) {
    if (orderId !== "") await note(call, LEFT.trim(), orderId, group, meaning);
  }
}

/** Those of these orders on which a note says that another resource has taken a number. The last such note counts. */
async function passedOn({ api }: Pick<Writing, "api">, ledger: OrderLedger, orderIds: readonly string[]) {
  const written = await Promise.all(
    orderIds.map(async (orderId) => (await notesOf(api, orderId)).map((one) => ({ ...one, orderId }))),
  ).catch(() => []);
  const found = new Map<string, string>();
  for (const { description, orderId } of written.flat().sort(byTime)) {
    if (!description.startsWith(PASSED)) continue;
    const [mark = "", ...named] = description.trim().slice(PASSED.length).split(" ");
    if (![BACK, markOf(ledger)].includes(mark)) for (const number of named) found.set(number, orderId);
  }
  return found;
}

/** Writes that numbers which were taken from a resource are left to it. */
export async function noteBack(call: Writing, doubtful: NonNullable<OrderLedger["shared"]>): Promise<void> {
  for (const { orderId, telephoneNumbers } of doubtful) {
    if (orderId === undefined) continue;
    const meaning = "that they are left to the resource that had them before could not be written.";
    await note(call, `${PASSED}${BACK}`, orderId, telephoneNumbers, meaning);
  }
}

/** Writes a note with numbers. A failure must not fail a change: `meaning` says what is not known without the note. */
export async function note(
  { api, warn }: Writing,
  what: string,
  orderId: string,
  numbers: readonly string[],
  meaning: string,
): Promise<void> {
  try {
    for (let start = 0; start < numbers.length; start += MOST_IN_NOTE) {
      const named = numbers.slice(start, start + MOST_IN_NOTE).join(" ");
      // The random end distinguishes this note from an earlier one about the same numbers.
      await api.orders.addNote(orderId, `${what} ${named} ${randomBytes(3).toString("hex")}`);
    }
  } catch (error) {
    warn(`${namesOf(numbers, 10)}: ${meaning} Order ${orderId}: ${messageOf(error)}`);
  }
}

/** The notes of this kind on these orders, from the first to the last. */
async function notesOn({ api }: Pick<Call<Bandwidth>, "api">, orderIds: readonly string[]): Promise<string[]> {
  const written = await Promise.all([...new Set(orderIds)].map((orderId) => notesOf(api, orderId)));
  return inOrder(written.flat());
}

/** The last one counts, on whichever order it is. */
const inOrder = (written: readonly OrderNote[]) =>
  [...written].sort(byTime).map(({ description }) => description.trim());

/** An order of another kind, such as a port-in, has no such notes. */
async function notesOf(api: Bandwidth, orderId: string): Promise<OrderNote[]> {
  const written = await unlessMissing("orders", api.orders.notes(orderId));
  return (written ?? []).filter(({ description }) => description.startsWith(PASSED) || description.startsWith(LEFT));
}

const byTime = (one: OrderNote, other: OrderNote) => (one.modified ?? "").localeCompare(other.modified ?? "");

/** Who took numbers last, by these notes: number and mark. What belongs to one of `own` is left out. */
export function takersIn(
  written: readonly OrderNote[],
  own: readonly Pick<OrderLedger, "claim">[],
): Map<string, string> {
  return takersBy(inOrder(written), own);
}

function takersBy(descriptions: readonly string[], own: readonly Pick<OrderLedger, "claim">[]): Map<string, string> {
  const takers = new Map<string, string>();
  for (const description of descriptions) {
    if (!description.startsWith(PASSED)) continue;
    const [mark = "", ...named] = description.slice(PASSED.length).split(" ");
    for (const number of named) takers.set(number, mark);
  }
  const ours = [BACK, ...own.map(markOf)];
  return new Map([...takers].filter(([, mark]) => !ours.includes(mark)));
}

/** The numbers in hand that another resource has taken since, with its mark, by the notes on the orders that brought them. */
export async function passedToOthers(
  call: Pick<Call<Bandwidth>, "api">,
  { ledger, numbers, origins }: Holdings,
): Promise<Map<string, string>> {
  const takers = takersBy(await notesOn(call, origins), [ledger]);
  return new Map([...takers].filter(([number]) => numbers.includes(number)));
}

/** The numbers that a search released and that these orders had brought: another resource took them, or they were left to it. */
export async function letGoEarlier(
  call: Pick<Call<Bandwidth>, "api">,
  orderIds: readonly string[],
  numbers: readonly string[],
): Promise<Set<string>> {
  const gone = new Set<string>();
  for (const description of await notesOn(call, orderIds)) {
    const words = description.split(" ");
    const isBack = description.startsWith(`${PASSED}${BACK}`);
    for (const number of numbers.filter((one) => words.includes(one))) {
      if (isBack) gone.delete(number);
      else gone.add(number);
    }
  }
  return gone;
}

/** The numbers in hand that the resource from which they were taken may still have: no note says that it released them. */
export async function stillShared(
  call: Pick<Call<Bandwidth>, "api">,
  { ledger }: Holdings,
): Promise<NonNullable<OrderLedger["shared"]>> {
  const found: NonNullable<OrderLedger["shared"]> = [];
  for (const { orderId, telephoneNumbers } of ledger.shared ?? []) {
    const open = new Set<string>();
    const settled = new Set<string>();
    for (const description of orderId === undefined ? [] : await notesOn(call, [orderId])) {
      const [, , ...words] = description.split(" ");
      for (const number of words.filter((word) => telephoneNumbers.includes(word))) {
        if (words[0] === markOf(ledger)) {
          open.add(number);
          settled.delete(number);
        } else if (description.startsWith(LEFT) && open.has(number)) settled.add(number);
      }
    }
    const doubtful = telephoneNumbers.filter((number) => !settled.has(number));
    if (doubtful.length > 0) found.push({ orderId, telephoneNumbers: doubtful });
  }
  return found;
}
