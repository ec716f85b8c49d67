import type { AnyResource } from "../definition/definition.js";
import type { Change } from "../definition/diff.js";
import { propertiesOf } from "../values/property.js";
import type { Values } from "../values/values.js";

/**
 * What is known about a resource before an update. What is left out is unknown (docs/maintainers/engine.md#methods), so this
 * leaves out what the update may change.
 */
export function previewUpdate(
  resource: AnyResource<never>,
  state: Values,
  inputs: Values,
  changes: readonly Change[],
): Values {
  const outputs = propertiesOf(resource.outputs);
  const open = changes.length === 0 ? [] : (resource.mayChange?.(changes) ?? unstable(resource));
  const kept = Object.keys(outputs).filter((name) => name in state && !open.includes(name));
  return { ...Object.fromEntries(kept.map((name) => [name, state[name]])), ...inputs };
}

function unstable(resource: AnyResource<never>): string[] {
  const outputs = Object.entries(propertiesOf(resource.outputs));
  return outputs.filter(([, { stable }]) => !stable).map(([name]) => name);
}

/** What no update in place can change. What depends on it stays as it is. */
export function stables(resource: AnyResource<never>, state: Values, changes: readonly Change[]): string[] {
  // A replacement changes everything.
  if (changes.some((change) => change.replaces)) return [];
  const outputs = Object.entries(propertiesOf(resource.outputs)).filter(([, { stable }]) => stable);
  const inputs = Object.entries(propertiesOf(resource.inputs)).filter(([, { replaces }]) => replaces);
  const names = [...outputs, ...inputs].map(([name]) => name);
  return [...new Set(names)].filter((name) => state[name] !== undefined);
}
