import type * as pulumi from "@pulumi/pulumi";
import type { PropertyOutline, PropertyOutlines } from "./outline.js";
import { sdk } from "./programSdk.js";

/** Marks what must stay secret, wherever the program left it plain. */
export function guard(args: pulumi.Inputs, properties: PropertyOutlines): pulumi.Inputs {
  const entries = Object.entries(args).map(([name, value]) => [name, guardValue(value, properties[name])] as const);
  return Object.fromEntries(entries);
}

function guardValue(value: unknown, property: PropertyOutline | undefined): unknown {
  if (value === undefined || !property || !holdsSecret(property)) return value;
  if (property.secret) return sdk().secret(value);
  // Inside a plain object, only the secret part is marked. An output is marked as a whole.
  if (isWaiting(value)) return sdk().secret(value);
  if (Array.isArray(value)) return value.map((item) => guardValue(item, property.items));
  return typeof value === "object" && value !== null ? guard(value as pulumi.Inputs, property.properties ?? {}) : value;
}

function holdsSecret(property: PropertyOutline): boolean {
  const parts = [...Object.values(property.properties ?? {}), ...(property.items ? [property.items] : [])];
  return property.secret === true || parts.some(holdsSecret);
}

/**
 * The inputs that the program itself makes secret, beyond what the definition calls secret. The engine removes the marks before
 * it asks a dynamic provider. So the provider couldn't keep secret what it makes of such an input.
 */
export async function secretInputs(args: pulumi.Inputs, properties: PropertyOutlines): Promise<string[] | undefined> {
  const names = Object.keys(properties).filter((name) => Object.hasOwn(args, name));
  const secret = await Promise.all(names.map((name) => isMadeSecret(args[name], properties[name])));
  const found = names.filter((_, index) => secret[index]);
  return found.length > 0 ? found : undefined;
}

async function isMadeSecret(value: unknown, property: PropertyOutline | undefined): Promise<boolean> {
  if (value === undefined || value === null || property?.secret) return false;
  try {
    if (sdk().Output.isInstance(value)) {
      return (await sdk().isSecret(value)) || (await isMadeSecret(await valueAlone(value), property));
    }
    if (value instanceof Promise) return await isMadeSecret(await value, property);
  } catch {
    // A failed output has no secret to keep. Pulumi itself reports the failure.
    return false;
  }
  if (typeof value !== "object") return false;
  const parts = Array.isArray(value)
    ? value.map((item) => isMadeSecret(item, property?.items))
    : Object.entries(value).map(([name, part]) => isMadeSecret(part, property?.properties?.[name]));
  return (await Promise.all(parts)).some(Boolean);
}

/** The value without its dependencies. Undefined if it is unknown. */
export function valueAlone<T>(output: pulumi.Output<T>): Promise<T> {
  // Every version of the SDK has this method. It is only missing from its types.
  const value = (output as unknown as { promise(): Promise<T> }).promise();
  // Pulumi itself reports a failure: it waits for the same output.
  value.catch(() => {});
  return value;
}

function isWaiting(value: unknown): boolean {
  return sdk().Output.isInstance(value) || value instanceof Promise;
}
