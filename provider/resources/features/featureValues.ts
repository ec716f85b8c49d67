import type { FeaturedNumber, NumberFeatures } from "../../bandwidth/numbers/numberFeatures.js";
import { agrees } from "../../bandwidth/values/agreement.js";

export { agrees };

/** What a look at one feature of several numbers shows. */
export interface Seen<Value> {
  /** The numbers that are in service on this account. */
  present: string[];
  /** Their values: the declared ones if all numbers agree, or else the values of the first number that doesn't. */
  value?: Partial<Value>;
}

/**
 * Whether the declared values differ from what the numbers have, or from what was set last. Some numbers may have the latter,
 * although the change failed in others.
 */
export function isChange(valuesOf: (of: object) => object, state: { __set?: object }, wanted: object): boolean {
  const text = (of: object) => JSON.stringify(valuesOf(of));
  return [state, state.__set ?? state].some((one) => text(one) !== text(wanted));
}

/**
 * One feature of numbers that share it, compared with what was set last. What a refresh found in one number must not hide
 * another. Credentials that may not look leave the declared values as they are.
 */
export function sharedFeature<Value extends object>(
  numbers: readonly string[],
  found: ReadonlyMap<string, FeaturedNumber>,
  feature: (features: NumberFeatures) => Value | undefined,
  declared: Partial<Value> | undefined,
): Seen<Value> {
  const present = numbers.filter((number) => found.has(number));
  const readable = present.flatMap((number) => found.get(number)?.features ?? []);
  if (declared === undefined && present.length > 0 && readable.length === 0) {
    throw new Error("the features of these numbers cannot be read: the credentials lack the role for /tns");
  }
  const values = readable.map(feature);
  if (declared === undefined) return { present, value: values.find((value) => value !== undefined) };
  const differing = values.findIndex((value) => value === undefined || !agrees(value, declared));
  return { present, value: differing < 0 ? declared : (values[differing] ?? {}) };
}
