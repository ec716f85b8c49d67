import type { z } from "zod";
import { type Properties, type Property, propertiesOf } from "./property.js";
import { isObject, isUnknown, reveal, Secret, type Values } from "./values.js";

/**
 * Marks what must stay secret in an answer: what the definition says is secret, and what was secret at its source (`before`:
 * the inputs, the old state). A provider that accepts secrets has to do this itself (docs/maintainers/engine.md#wire-marks).
 */
export function markSecrets(properties: Properties, values: Values, before: Values = {}): Values {
  const entries = Object.entries(values).map(([name, value]) => {
    // Bookkeeping has copies of properties under their own names.
    if (isBookkeeping(name) && isObject(value)) return [name, markSecrets(properties, value, before)] as const;
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [name, mark(property, value, before[name])] as const;
  });
  return Object.fromEntries(entries);
}

function mark(property: Property | undefined, value: unknown, before: unknown): unknown {
  if (value === undefined || value instanceof Secret) return value;
  if (property?.secret || before instanceof Secret) return new Secret(value);
  if (isUnknown(value)) return value;
  if (Array.isArray(value)) return markList(property, value, before);
  if (!isObject(value)) return value;
  const parts = property?.properties ?? {};
  const olds = isObject(before) ? before : {};
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mark(parts[name], part, olds[name])]));
}

function markList(property: Property | undefined, value: unknown[], before: unknown): unknown {
  const olds = Array.isArray(before) ? before : [];
  // Elements that may have moved can't be matched one by one. Then the whole list is secret.
  const moved = property?.set || olds.length !== value.length;
  if (moved && olds.some((old) => holdsSecret(property?.items, old))) return new Secret(reveal(value));
  return value.map((item, index) => mark(property?.items, item, olds[index]));
}

/** What a resource has: its inputs and its outputs. */
interface Resource {
  inputs: z.ZodObject;
  outputs: z.ZodObject;
}

/** The same for a whole state, including what is made of a secret input under another name. */
export function markState(resource: Resource, values: Values, before: Values): Values {
  const inputs = propertiesOf(resource.inputs);
  const outputs = propertiesOf(resource.outputs);
  const secret = Object.keys(inputs).filter((name) => holdsSecret(inputs[name], before[name]));
  // What was made of inputs is as secret as they are now.
  const kept = Object.entries(before).filter(([name]) => !isBookkeeping(name) && !outputs[name]?.madeOf.length);
  const marked = markSecrets({ ...outputs, ...inputs }, values, Object.fromEntries(kept));
  return markWhatIsMadeOf(resource, secret, marked);
}

/** Marks what is made of these inputs. The provider's own notes may contain copies of any of them. */
export function markWhatIsMadeOf(resource: Resource, inputs: readonly string[], values: Values): Values {
  if (inputs.length === 0) return values;
  const outputs = propertiesOf(resource.outputs);
  const entries = Object.entries(values).map(([name, value]) => {
    const madeOf = isBookkeeping(name) ? "any" : (outputs[name]?.madeOf ?? []);
    const made = madeOf === "any" || madeOf.some((source) => inputs.includes(source));
    return [name, made && value !== undefined ? new Secret(reveal(value)) : value] as const;
  });
  return Object.fromEntries(entries);
}

function isBookkeeping(name: string): boolean {
  return name.startsWith("__");
}

/** Whether the program made something secret beyond what the definition says. */
function holdsSecret(property: Property | undefined, value: unknown): boolean {
  if (value instanceof Secret) return !property?.secret;
  if (Array.isArray(value)) return value.some((item) => holdsSecret(property?.items, item));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, part]) => holdsSecret(property?.properties?.[name], part));
}

/** A failure, as the checks report it. */
interface Failure {
  property: string;
  reason: string;
}

/**
 * Failures in the form in which the engine shows no secret. It prints the value of the property that a failure names, and hides
 * only secrets of its own configuration (docs/maintainers/engine.md#errors). So a failure of a secret names it in the reason.
 */
export function withoutValues<One extends Failure>(
  properties: Properties,
  given: Values,
  failures: readonly One[],
): Failure[] {
  return failures.map(({ property, reason }) => {
    const definition = Object.hasOwn(properties, property) ? properties[property] : undefined;
    const hides = isOrHasSecret(definition) || hasSecretValue(given[property]);
    return hides ? { property: "", reason: `${property} ${reason}` } : { property, reason };
  });
}

function isOrHasSecret(property: Property | undefined): boolean {
  if (property === undefined) return false;
  const parts = [property.items, ...Object.values(property.properties ?? {})];
  return property.secret || parts.some(isOrHasSecret);
}

function hasSecretValue(value: unknown): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(hasSecretValue);
  return isObject(value) && Object.values(value).some(hasSecretValue);
}
