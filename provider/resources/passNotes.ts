import { createHash, randomBytes } from "node:crypto";
import type { Call } from "../pulumi/definition.js";
import type { Bandwidth } from "./define.js";
import { namesOf } from "./failures.js";
import type { NumberBook } from "./numberBook.js";
import type { NumberStock } from "./numberStock.js";

/*
 * Two resources can have one number in their states: the taker was done, and the run ended before the giver was. A destroy of only one
 * of them sees nothing of the other. So who takes a number from a resource that still has it writes that on an order of the giver's.
 */

const NOTE = "pulumi-bandwidth passed ";
/** With them a note is shorter than the API allows. */
const MOST_IN_NOTE = 12;

/** Tells who took a number, without giving it away; the claim is random and lies in the taker's state. */
const markOf = ({ claim }: NumberBook) => createHash("sha256").update(`passed ${claim}`).digest("hex").slice(0, 12);

/** Writes on an order of the giver's which numbers have passed to this resource. It is not worth failing a take-over. */
export async function notePassing(
  { api, warn }: Pick<Call<Bandwidth>, "api" | "warn">,
  { book }: NumberStock,
  orderId: string,
  numbers: readonly string[],
): Promise<void> {
  try {
    for (let start = 0; start < numbers.length; start += MOST_IN_NOTE) {
      const named = numbers.slice(start, start + MOST_IN_NOTE).join(" ");
      // The random end tells this note from an earlier one of the same numbers.
      await api.orders.addNote(orderId, `${NOTE}${markOf(book)} ${named} ${randomBytes(3).toString("hex")}`);
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    warn(
      `${namesOf(numbers, 10)}: that they have passed could not be written on order ${orderId}. Let this run come to its end before ` +
        `you destroy only some resources of this stack. ${words}`,
    );
  }
}

/** Those of the numbers in hand that another resource has taken since, as the notes on the orders that brought them say. */
export async function passedToOthers(
  { api }: Pick<Call<Bandwidth>, "api">,
  { book, numbers, origins }: NumberStock,
): Promise<string[]> {
  const takers = new Map<string, string>();
  const written = await Promise.all([...new Set(origins)].map((orderId) => api.orders.notes(orderId)));
  const passings = written.flat().filter(({ description }) => description.startsWith(NOTE));
  // The last one counts, on whichever order it stands.
  passings.sort((one, other) => (one.modified ?? "").localeCompare(other.modified ?? ""));
  for (const { description } of passings) {
    const [mark = "", ...named] = description.slice(NOTE.length).trim().split(" ");
    for (const number of named) takers.set(number, mark);
  }
  return numbers.filter((number) => ![undefined, markOf(book)].includes(takers.get(number)));
}
