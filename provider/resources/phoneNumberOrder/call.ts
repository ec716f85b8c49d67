import type { z } from "zod";
import type { Call, State } from "../../pulumi/definition/definition.js";
import { PartialFailure } from "../../pulumi/definition/errors.js";
import type { Bandwidth } from "../define.js";
import { messageOf } from "../ordering/failures.js";
import type { following } from "../ordering/following.js";
import { type HomePlace, homeIn, newLedger, type OrderLedger } from "../ordering/orderLedger.js";
import type { Holdings } from "./holdings.js";
import type { numberInputs, numberOutputs } from "./properties.js";

export type NumberInputs = z.infer<typeof numberInputs>;
/** A create, or an update, which has a state. */
export type NumberCall = Call<Bandwidth> & { inputs: NumberInputs; state?: Partial<NumberState> };
export type Waiting = ReturnType<typeof following>;

/** What the state has of a number order. */
export type NumberState = State<typeof numberInputs, typeof numberOutputs>;
/** The result of a create or an update. */
export type NumberResult = z.infer<typeof numberOutputs> & Partial<NumberInputs>;

/** The dialect's word for an order that brought everything. */
export const COMPLETE = { classic: "COMPLETE", universal: "COMPLETED" } as const;

export const AGAIN = "Run `pulumi up` again: it continues from here.";

/** The ledger of a resource that is created in this place. These parts of the inputs make it another purchase. */
export function ledgerOf(place: HomePlace, inputs: NumberInputs): OrderLedger {
  const { search, replacementTriggers } = inputs;
  const replacing = { search: search && Object.entries(search).sort(), replacementTriggers };
  return newLedger({ ...homeIn(place), replacing }, inputs);
}

/** An error that leaves what is known in the state. */
export function partialFailure(holdings: Holdings, call: NumberCall, message: string, cause?: unknown): PartialFailure {
  const { inputs } = call;
  const outputs = {
    ...holdings.outputs(inputs.search !== undefined),
    // What an import found counts only until a change: one that failed would be taken for done.
    ...(inputs.options !== undefined && { __bare: bareOf(call, holdings), __found: undefined }),
    siteId: holdings.ledger.siteId,
    ...(inputs.sipPeerId === undefined ? {} : { sipPeerId: holdings.ledger.sipPeerId }),
  };
  return new PartialFailure(message, { id: idOf(holdings), outputs }, { cause });
}

/** Numbers that may lack the declared options: those that came in this run, and those of which the state says so. */
export function bareOf({ state = {} }: Pick<NumberCall, "state">, { numbers }: Holdings): string[] {
  const had = new Set(state.telephoneNumbers);
  const bare = new Set(state.__bare);
  return numbers.filter((number) => !had.has(number) || bare.has(number));
}

/** The id of a resource with these numbers: its first order, or its numbers if all of them were adopted. */
export function idOf({ orderIds, numbers }: Holdings): string | undefined {
  return orderIds[0] ?? (numbers.length > 0 ? numbers.join(",") : undefined);
}

/** Whatever went wrong, what is known goes into the state: a request was sent, and the state has to remember its numbers. */
export function partialAlways(holdings: Holdings, call: NumberCall) {
  return (error: unknown): never => {
    throw partialFailure(holdings, call, messageOf(error), error);
  };
}

/** In an update, the state gets what has been done by then. */
export function partialUpdate(holdings: Holdings, call: NumberCall) {
  return (error: unknown): never => {
    const plain = error instanceof Error && error.name !== "PartialFailure";
    throw plain ? partialFailure(holdings, call, error.message, error) : error;
  };
}

/** Whatever goes wrong when numbers or orders are in hand, they reach the state (docs/maintainers/money.md#state-first). */
export function partialCreate(holdings: Holdings, call: NumberCall) {
  return (error: unknown): never => {
    const plain = error instanceof Error && error.name !== "PartialFailure" && !holdings.isEmpty;
    throw plain && holdings.numbers.length + holdings.pending > 0
      ? partialFailure(holdings, call, error.message, error)
      : error;
  };
}
