import { z } from "zod";
import type { ErrorCodes } from "../../bandwidth/errorCodes/errorCodes.js";
import { locating, type Operation } from "../../bandwidth/operations.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import type { AnyResource, Call, Example, ResourceDefinition, State } from "../../pulumi/definition/definition.js";
import type { Change } from "../../pulumi/definition/diff.js";
import { PartialFailure } from "../../pulumi/definition/errors.js";
import type { Others } from "../../pulumi/run/program.js";
import { type Bandwidth, resource } from "../define.js";
import { inheritedMark, isDoubtful, refuseToTake } from "../ordering/adoptedThings.js";
import type { telephoneNumbers } from "../properties/fields.js";
import { numberFailures, tollFreeFailures } from "../properties/numberRules.js";
import {
  begunChanges,
  begunIn,
  begunOutput,
  changeOf,
  givenUp,
  heldNumbers,
  inService,
  numbersId,
  numbersOf,
  runSteps,
  type Step,
  type StepsDone,
} from "./numberSteps.js";
import { deferUnseen, type Leaving, sortGivenUp } from "./recordHandover.js";

/** Inputs of a record: its numbers, and what they get. */
export type NumberInputs = z.ZodObject<{ telephoneNumbers: ReturnType<typeof telephoneNumbers> }>;

const orderOutputs = z.object({ orderIds: z.array(z.string()), status: z.string(), ...begunOutput });

type OrderOutputs = z.infer<typeof orderOutputs>;
/** What the state has of a record. */
export type RecordState<Inputs extends NumberInputs, Own extends z.ZodObject> = State<Inputs, Own> &
  Partial<OrderOutputs>;

/** Does one step after the other. A record does that at most once in each change. */
export type Run = (steps: readonly Step[]) => Promise<StepsDone>;

/** How a change ended. */
export interface Outcome<Own> {
  done: StepsDone;
  /** What the state gets besides the orders and their status. */
  outputs?: Own & { orderIds?: string[] };
  /** What it also gets if something failed. */
  unfinished?: Partial<Own> & { telephoneNumbers?: string[] };
  /** Numbers that may have got something although that failed. Without it, those whose orders are still open. */
  begun?: readonly string[];
}

export type CreateCall<Inputs extends NumberInputs> = Call<Bandwidth> & { inputs: z.infer<Inputs> };
export type DeleteCall<Inputs extends NumberInputs, Own extends z.ZodObject> = Call<Bandwidth> & {
  id: string;
  state: RecordState<Inputs, Own>;
};
export type UpdateCall<Inputs extends NumberInputs, Own extends z.ZodObject> = DeleteCall<Inputs, Own> &
  CreateCall<Inputs>;

/** What is special about one record of numbers. Everything else is the same for each of them. */
export interface NumberRecord<
  Inputs extends NumberInputs,
  Own extends z.ZodObject,
  Order extends { telephoneNumbers: string[] },
> extends Pick<ResourceDefinition<Bandwidth, Inputs, Own>, "name" | "description" | "handlesReplacement" | "numbers"> {
  /** Its own operations. Those that find numbers are added. */
  operations: readonly Operation[];
  errors: ErrorCodes;
  /** What the codes of a refused number mean, if that is less than `errors`. */
  meanings?: ErrorCodes;
  examples?: readonly Example[];
  inputs: Inputs;
  /** Outputs besides `orderIds`, `status` and the numbers of open orders. */
  outputs?: Own;
  /** The name of its orders in the documentation, as in "E911 orders". */
  orders: string;
  /** The words of `status` for the documentation. */
  statuses?: string;
  /** Its name when resources of one program ask who has it. */
  thing(telephoneNumber: string): string;
  /** The first line of an error message, above the numbers that failed. */
  refusal: string | { create: string; update: string; delete: string };
  /** The error code of toll-free numbers, if they can't have such a record. */
  tollFree?: string;
  /** The API can't remove the record. So nobody needs to know which numbers an open order may still give it to. */
  isPermanent?: boolean;
  /** A create in which all numbers failed leaves a resource without numbers. Otherwise it leaves nothing. */
  staysWithoutNumbers?: boolean;

  /** What is wrong besides the numbers. */
  check?(inputs: Partial<z.infer<Inputs>>, given: (path: string) => boolean): PropertyFailure[];
  /** Changes besides those of the properties and the numbers. */
  changes?(state: RecordState<Inputs, Own>, wanted: Partial<z.infer<Inputs>>): Change[];
  announce?(
    state: RecordState<Inputs, Own>,
    wanted: Partial<z.infer<Inputs>>,
    isReplaced: boolean,
    others?: Others,
  ): string | undefined;

  create(call: CreateCall<Inputs>, run: Run): Promise<Outcome<z.infer<Own>>>;
  /** `held`: the numbers of the record, and those that an open order may have given it to. Undefined: it is gone. */
  read(
    look: Pick<Call<Bandwidth>, "api" | "warn"> & { state?: RecordState<Inputs, Own> },
    numbers: string[],
    held: string[],
  ): Promise<{ inputs: object; outputs?: z.infer<Own> } | undefined>;
  update(
    call: UpdateCall<Inputs, Own>,
    change: { stay: string[]; added: string[]; leaving: Leaving },
    run: Run,
  ): Promise<Outcome<z.infer<Own>>>;
  /** Undefined: no order was needed. */
  delete(call: DeleteCall<Inputs, Own>, leaving: Leaving, run: Run): Promise<StepsDone | undefined>;

  /** Finds the records of the account, newest first, if the API has a list of their orders. */
  list?: {
    orders(api: Bandwidth, signal: AbortSignal): AsyncIterable<Order>;
    /** The numbers of an order that have the record. Without it, all. */
    having?(api: Bandwidth, order: Order, numbers: string[]): string[] | Promise<string[]>;
    /** A readable name. Without it, its numbers. */
    nameOf(order: Order, numbers: readonly string[]): string | undefined;
  };
}

/**
 * A resource that gives telephone numbers something by orders: one record for several numbers, each number in only one record.
 */
export function numberRecord<
  Inputs extends NumberInputs,
  Own extends z.ZodObject,
  Order extends { telephoneNumbers: string[] },
>(of: NumberRecord<Inputs, Own, Order>): AnyResource<Bandwidth> {
  // The inputs have been checked against the properties.
  return define(of as unknown as AnyRecord);
}

/** A call that may take something from numbers. */
type Ending = Call<Bandwidth> & { id: string; state: object };

type AnyRecord = NumberRecord<NumberInputs, z.ZodObject, { telephoneNumbers: string[] }>;

function define(of: AnyRecord): AnyResource<Bandwidth> {
  const runIn =
    (call: Call<Bandwidth>, verb: "create" | "update" | "delete"): Run =>
    (steps) => {
      const words = typeof of.refusal === "string" ? of.refusal : of.refusal[verb];
      return runSteps(call, of.name, { words, meanings: of.meanings ?? of.errors }, steps);
    };
  const leavingIn = (call: Ending, numbers: string[], isChange: boolean): Leaving => {
    const deferred: string[] = [];
    return {
      numbers,
      deferred,
      async sorted() {
        // The state of a record that stays can remember what is still to do.
        const canWait = isChange && !of.isPermanent;
        const all = await sortGivenUp(call, numbers, of.thing, canWait);
        const { given, deferred: later } = canWait ? deferUnseen(call, of.name, all) : { given: all, deferred: [] };
        deferred.push(...later);
        if (isDoubtful(call) && !of.isPermanent) refuseToTake(of.name, call, await inService(call, given.free));
        return given;
      },
    };
  };
  const stillOpen = ({ done, begun }: Outcome<object>, state?: Partial<OrderOutputs>, deferred: string[] = []) =>
    of.isPermanent ? {} : begunIn([...(begun ?? done.begun), ...deferred], state);

  return resource({
    name: of.name,
    description: of.description,
    operations: [...of.operations, ...locating],
    errors: of.errors,
    examples: of.examples,
    inputs: of.inputs,
    outputs: outputsOf(of) as unknown as typeof orderOutputs,
    importId: numbersId,
    handlesReplacement: of.handlesReplacement,
    asksForAdopted: "inChanges",
    numbers: of.numbers ?? "described",

    check(inputs, given, api) {
      const { telephoneNumbers } = inputs;
      const tollFree = of.tollFree === undefined ? [] : tollFreeFailures(telephoneNumbers ?? [], of.tollFree);
      const own = of.check?.(inputs, given) ?? [];
      return { failures: [...numberFailures(api, { telephoneNumbers }), ...tollFree, ...own] };
    },

    claims: ({ telephoneNumbers = [] }) =>
      telephoneNumbers.map((number, index) => ({ what: of.thing(number), property: `telephoneNumbers[${index}]` })),

    // Another resource that wants such a number takes it, as what a list of numbers has left.
    left: ({ __begun = [] }) => __begun.map(of.thing),

    changes: (state, wanted) => [...(of.changes?.(state, wanted) ?? []), ...begunChanges(state, wanted)],

    announce: of.announce?.bind(of),

    async create(call) {
      const { telephoneNumbers } = call.inputs;
      const markBefore = inheritedMark(call, telephoneNumbers.map(of.thing));
      const outcome = await of.create(call, runIn(call, "create"));
      const { done } = outcome;
      const id = done.outputs.orderIds[0] ?? telephoneNumbers.join(",");
      const mark = { ...inheritedMark(call, telephoneNumbers.map(of.thing)), ...markBefore };
      const outputs = { ...done.outputs, ...outcome.outputs, ...mark };
      if (done.problem === undefined) return { id, outputs };
      // Only what is settled is in the state. The next run does the rest.
      const settled = telephoneNumbers.filter((number) => !done.unsettled.has(number));
      const isNothing = settled.length === 0 && done.begun.size === 0 && !of.staysWithoutNumbers;
      if (isNothing) throw new Error(done.problem);
      const left = { ...outputs, ...stillOpen(outcome), telephoneNumbers: settled };
      throw new PartialFailure(done.problem, { id, outputs: left });
    },

    async read({ id, ...look }) {
      const { state } = look;
      const numbers = state?.telephoneNumbers ?? numbersOf(id);
      const found = await of.read(look, numbers, heldNumbers(state, id));
      if (found === undefined) return undefined;
      const { orderIds = [], status = "COMPLETE", __begun } = state ?? {};
      // Who imports or adopts it from another resource of the program takes it over as it is there.
      const mark = state ? {} : inheritedMark(look, numbers.map(of.thing));
      const outputs = { orderIds, status, ...found.outputs, ...(!of.isPermanent && { __begun }), ...mark };
      return { inputs: found.inputs, outputs };
    },

    async update(call) {
      const { state } = call;
      const { stay, added, dropped } = changeOf(state, call.inputs.telephoneNumbers);
      const leaving = leavingIn(call, dropped, true);
      const change = { stay, added, leaving };
      const markBefore = inheritedMark(call, added.map(of.thing));
      const outcome = await of.update(call, change, runIn(call, "update"));
      const { done } = outcome;
      const { orderIds = [], status = "COMPLETE" } = state;
      const latest = done.outputs.orderIds.length > 0 ? done.outputs : { orderIds, status };
      const mark = { ...inheritedMark(call, added.map(of.thing)), ...markBefore };
      const outputs = { ...latest, ...outcome.outputs, ...mark };
      const { deferred } = leaving;
      if (done.problem === undefined) return { ...outputs, ...begunIn(deferred) };
      // The state keeps what it had, so the next run tries the difference again.
      const left = { ...outputs, ...stillOpen(outcome, state, deferred), ...outcome.unfinished };
      throw new PartialFailure(done.problem, { outputs: left });
    },

    async delete(call) {
      const numbers = givenUp(call.state, call.id, call.replacement);
      const done = await of.delete(call, leavingIn(call, numbers, false), runIn(call, "delete"));
      if (done?.problem !== undefined) throw new Error(done.problem);
    },

    list: of.list && { inputs: z.object({}), find: ({ api, signal }) => recordsIn(of.list, api, signal) },
  });
}

function outputsOf({ orders, statuses = "`COMPLETE`, `PARTIAL` …", outputs, isPermanent }: AnyRecord) {
  return z.object({
    orderIds: z.array(z.string()).describe(`The ${orders} of the latest change.`),
    status: z.string().describe(`Status of the latest change, in the API's word: ${statuses}`),
    ...outputs?.shape,
    ...(isPermanent ? {} : begunOutput),
  });
}

async function* recordsIn(list: AnyRecord["list"], api: Bandwidth, signal: AbortSignal) {
  const seen = new Set<string>();
  for await (const order of list?.orders(api, signal) ?? []) {
    // Newest first: what an older order did to a number no longer counts.
    const fresh = order.telephoneNumbers.filter((number) => !seen.has(number));
    for (const number of fresh) seen.add(number);
    const numbers = (await list?.having?.(api, order, fresh)) ?? fresh;
    const id = numbers.join(",");
    if (numbers.length > 0) yield { id, name: list?.nameOf(order, numbers) ?? id };
  }
}
