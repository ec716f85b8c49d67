import type { FeaturedNumber, NumberFeatures } from "../../bandwidth/numbers/numberFeatures.js";
import { agrees } from "../../bandwidth/values/agreement.js";

export { agrees };

/** What reading one feature of several numbers has shown. */
export interface Seen<Value> {
  /** Those of the numbers that are in service on this account. */
  present: string[];
  /** What they have: what is declared if all agree with it, else what the first has that does not. */
  value?: Partial<Value>;
}

/**
 * Whether something else is wanted than the numbers have, or than was set last: that may be in some of them, though the
 * change failed in others.
 */
export function isChange(valuesOf: (of: object) => object, state: { __set?: object }, wanted: object): boolean {
  const text = (of: object) => JSON.stringify(valuesOf(of));
  return [state, state.__set ?? state].some((one) => text(one) !== text(wanted));
}

/**
 * One feature of numbers that share it, compared with what was set last: what a refresh has found since then in one
 * number must not hide another. Credentials that may not look leave what is declared as it is.
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
