import type { z } from "zod";
import type { Call } from "../../pulumi/definition/definition.js";
import { Unfinished } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import type { following } from "../ordering/following.js";
import type { numberInputs } from "./properties.js";
import type { NumberStock } from "./stock.js";

export type NumberInputs = z.infer<typeof numberInputs>;
/** A create, or an update, which has a state. */
export type NumberCall = Call<Bandwidth> & { inputs: NumberInputs; state?: { sipPeerId?: string } };
export type Waiting = ReturnType<typeof following>;

export const AGAIN = "Run `pulumi up` again: it goes on from here.";

/** An error that leaves what is known in the state. */
export function interrupted(stock: NumberStock, { inputs }: NumberCall, message: string, cause?: unknown): Unfinished {
  const outputs = {
    ...stock.outputs(inputs.search !== undefined),
    siteId: stock.book.siteId,
    ...(inputs.sipPeerId === undefined ? {} : { sipPeerId: stock.book.sipPeerId }),
  };
  return new Unfinished(message, { id: idOf(stock), outputs }, { cause });
}

/** The id of a resource with these numbers: its first order, or its numbers where all of them were taken over. */
export function idOf({ orderIds, numbers }: NumberStock): string | undefined {
  return orderIds[0] ?? (numbers.length > 0 ? numbers.join(",") : undefined);
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Of an update, the state gets what has been done by then. */
export function keepAll(stock: NumberStock, call: NumberCall) {
  return (error: unknown): never => {
    const plain = error instanceof Error && error.name !== "Unfinished";
    throw plain ? interrupted(stock, call, error.message, error) : error;
  };
}

/** Whatever goes wrong once numbers or orders are in hand, they reach the state (docs/maintainers/money.md#state-first). */
export function keep(stock: NumberStock, call: NumberCall) {
  return (error: unknown): never => {
    const plain = error instanceof Error && error.name !== "Unfinished" && !stock.isEmpty;
    throw plain && stock.numbers.length + stock.pending > 0 ? interrupted(stock, call, error.message, error) : error;
  };
}
