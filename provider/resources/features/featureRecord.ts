import type { z } from "zod";
import type { Following } from "../../bandwidth/buying/newNumberOrders.js";
import type { Applied } from "../../bandwidth/features/tnOptions.js";
import type { NumberFeatures } from "../../bandwidth/numbers/numberFeatures.js";
import type { AnyResource, Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { isChange, sharedFeature } from "./featureValues.js";
import {
  type NumberInputs,
  type NumberRecord,
  numberRecord,
  type Outcome,
  type RecordState,
  type Run,
  type UpdateCall,
} from "./numberRecord.js";
import type { Step } from "./numberSteps.js";
import type { Leaving } from "./recordHandover.js";

/** Outputs with what was set last. After a refresh, the inputs in the state are what was found. */
type SetOutputs = z.ZodObject<{ __set: z.ZodOptional<z.ZodObject> }>;

/** What an update sets, and on which numbers. */
export interface Setting<Values> extends Step {
  values: Values;
  /** Whether the values differ from what the numbers have, or from what was set last. */
  isChanged: boolean;
}

/** What is special about a record that gives the same values to all its numbers, and that the details of a number show. */
export interface FeatureRecord<
  Inputs extends NumberInputs,
  Values extends z.ZodObject,
  Own extends SetOutputs,
  Order extends { telephoneNumbers: string[] },
> extends Omit<NumberRecord<Inputs, Own, Order>, "create" | "read" | "update"> {
  outputs: Own;
  /** The inputs that are set on the numbers. */
  values: Values;
  /** The other inputs, which the API doesn't know, as the state has them. */
  optionsOf?(state: RecordState<Inputs, Own> | undefined): object;
  /** The values that a number has. */
  feature(features: NumberFeatures, state: RecordState<Inputs, Own> | undefined): object | undefined;
  /** Places the order. */
  set(api: Bandwidth, numbers: string[], values: z.infer<Values>, waiting: Following): Promise<Applied>;
  /** Outputs of a new record besides `__set`. `settled`: the numbers that have it. */
  made?(call: Call<Bandwidth>, settled: string[]): Promise<Omit<z.infer<Own>, "__set">>;
  /** Outputs after a look. Without it, `__set` stays. */
  seen?(state: RecordState<Inputs, Own> | undefined, value: Partial<z.infer<Values>>): z.infer<Own>;
  /** Sets the values, and handles the numbers that leave. Without other outputs, the values become `__set`. */
  update(
    call: UpdateCall<Inputs, Own>,
    change: { setting: Setting<z.infer<Values>>; added: string[]; leaving: Leaving },
    run: Run,
  ): Promise<Outcome<z.infer<Own>>>;
}

/** A record that gives the same values to all its numbers, and that the details of a number show. */
export function featureRecord<
  Inputs extends NumberInputs,
  Values extends z.ZodObject,
  Own extends SetOutputs,
  Order extends { telephoneNumbers: string[] },
>(of: FeatureRecord<Inputs, Values, Own, Order>): AnyResource<Bandwidth> {
  // The inputs have been checked against the properties.
  return define(of as unknown as AnyFeatureRecord);
}

type AnyFeatureRecord = FeatureRecord<NumberInputs, z.ZodObject, SetOutputs, { telephoneNumbers: string[] }>;

function define(of: AnyFeatureRecord): AnyResource<Bandwidth> {
  const valuesOf = (from: object) => partOf(of.values, from);
  const setting = ({ api }: Call<Bandwidth>, numbers: string[], values: z.infer<z.ZodObject>): Step => ({
    numbers,
    apply: (wanted, waiting) => of.set(api, wanted, values, waiting),
  });

  return numberRecord({
    ...of,

    async create(call, run) {
      const { telephoneNumbers } = call.inputs;
      const values = valuesOf(call.inputs);
      const done = await run([setting(call, telephoneNumbers, values)]);
      const settled = telephoneNumbers.filter((number) => !done.unsettled.has(number));
      return { done, outputs: { ...(await of.made?.(call, settled)), __set: values } };
    },

    async read({ api, state }, numbers, held) {
      const found = await (state ? api.numberFeatures.ofOwn(held) : api.numberFeatures.of(held));
      const declared = state && valuesOf(state.__set ?? state);
      const feature = (features: NumberFeatures) => of.feature(features, state);
      const { present, value } = sharedFeature<object>(numbers, found, feature, declared);
      // An import of numbers that have none of it has nothing to manage.
      if (found.size === 0 || value === undefined) return undefined;
      return {
        inputs: { telephoneNumbers: present, ...value, ...of.optionsOf?.(state) },
        outputs: of.seen?.(state, value) ?? { __set: state?.__set },
      };
    },

    async update(call, { stay, added, leaving }, run) {
      const values = valuesOf(call.inputs);
      const isChanged = isChange(valuesOf, call.state, values);
      const numbers = isChanged ? [...stay, ...added] : added;
      const change = { setting: { ...setting(call, numbers, values), values, isChanged }, added, leaving };
      const outcome = await of.update(call, change, run);
      return { ...outcome, outputs: { __set: values, ...outcome.outputs } };
    },
  });
}

/** The properties of an object that a schema names. */
export function partOf<Schema extends z.ZodObject>(schema: Schema, from: object): Partial<z.infer<Schema>> {
  const given = from as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(schema.shape).map((name) => [name, given[name]])) as Partial<z.infer<Schema>>;
}
