import type { AnyResource } from "../definition/definition.js";
import { propertiesOf } from "../values/property.js";
import { markSecrets, markWhatIsMadeOf } from "../values/secrets.js";
import { reveal, Secret, type Values } from "../values/values.js";
import { fromWire, toWire } from "../values/wire.js";
import { IDENTITY, type Identity } from "./identity.js";

/** Inputs or a state, as Pulumi's dynamic provider passes them. */
export type Bag = Record<string, unknown>;

/** Separates the program's properties from what this front-end adds to them. */
export function split(bag: Bag): { values: Values; hidden: Bag; adopt: unknown } {
  const { [IDENTITY]: identity, __provider: provider, adopt, ...rest } = bag;
  const hidden = Object.entries({ [IDENTITY]: identity, __provider: provider }).filter(([, one]) => one !== undefined);
  return { values: fromWire(rest), hidden: Object.fromEntries(hidden), adopt };
}

export function identityOf(bag: Bag): Identity {
  return (bag[IDENTITY] ?? { urn: "" }) as Identity;
}

export function urnOf(bag: Bag): string {
  return identityOf(bag).urn;
}

export function text(adopt: unknown): string | undefined {
  return (typeof adopt === "string" && adopt.trim()) || undefined;
}

/**
 * What goes into the state. The engine keeps secret what the program made secret, under the same name. What the definition
 * calls secret may have come as plain text, from a transform. What is made of a secret input must be marked by the provider.
 * `wereSecret`: inputs that were secret before, whose old values may be among these.
 */
export function outgoing<Api>(
  resource: AnyResource<Api>,
  values: Values,
  hidden: Bag,
  wereSecret: readonly string[] = [],
): Bag {
  const properties = { ...propertiesOf(resource.outputs), ...propertiesOf(resource.inputs) };
  const secrets = [...(identityOf(hidden).secrets ?? []), ...wereSecret];
  const marked = markWhatIsMadeOf(resource, secrets, markSecrets(properties, values));
  const before = wereSecret.filter((name) => marked[name] !== undefined);
  const old = before.map((name) => [name, new Secret(reveal(marked[name]))] as const);
  return { ...toWire({ ...marked, ...Object.fromEntries(old) }), ...hidden };
}
