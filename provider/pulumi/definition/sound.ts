import { rootOf } from "../values/path.js";
import { type Properties, type Property, propertiesOf } from "../values/property.js";
import { Asset, hasUnknown, isObject, isUnknown, reveal, type Values } from "../values/values.js";
import type { PropertyFailure } from "./check.js";
import type { AnyResource } from "./definition.js";

/** What a definition's functions get: each value, known or not, has its type and the API's form. */
export function asSent(definition: Pick<AnyResource<never>, "inputs">, values: Values): Values {
  const properties = propertiesOf(definition.inputs);
  return soundPart(properties, normal(properties, reveal(values)));
}

/** Leaves out each property in which a check found something wrong. */
export function withoutFailed(values: Values, failures: readonly PropertyFailure[]): Values {
  const failed = new Set(failures.map((failure) => rootOf(failure.property)));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !failed.has(name)));
}

/** The known part. A list with an unknown element is left out as a whole, because its length may change. */
export function knownPart(values: Values): Values {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    if (isUnknown(value) || (Array.isArray(value) && hasUnknown(value))) return [];
    return [[name, isObject(value) ? knownPart(value) : value] as const];
  });
  return Object.fromEntries(entries);
}

/** Leaves out each property whose value doesn't have the declared type, at any depth. Unknown values stay. */
export function soundPart(properties: Properties, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return !property || isSound(property, value);
    }),
  );
}

function isSound({ kind, items, properties = {} }: Property, value: unknown): boolean {
  if (isUnknown(value)) return true;
  if (kind === "list") return Array.isArray(value) && value.every((item) => !items || isSound(items, item));
  if (kind === "asset") return value instanceof Asset;
  if (kind !== "object") return typeof value === kind;
  const parts = Object.entries(properties);
  return isObject(value) && parts.every(([name, part]) => value[name] === undefined || isSound(part, value[name]));
}

/**
 * Each text in the API's form: without spaces and line breaks around it, a telephone number as E.164. The state and the answer
 * to a check keep what the program wrote.
 */
export function normal(properties: Properties, values: Values): Values {
  const entries = Object.entries(values).map(([name, value]) => {
    return [name, Object.hasOwn(properties, name) ? normalOf(properties[name], value) : value] as const;
  });
  return Object.fromEntries(entries);
}

/** One value in that form. Two spellings of one value have the same form. */
export function normalOf(property: Property | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => normalOf(property?.items, item));
  if (isObject(value)) return normal(property?.properties ?? {}, value);
  if (typeof value !== "string" || property?.kind !== "string") return value;
  const parsed = property.parse(value);
  // A server may return what no program may declare. That stays as it is.
  return "value" in parsed ? parsed.value : value;
}
