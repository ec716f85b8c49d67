import { type Properties, propertiesOf } from "../values/property.js";
import { compact, isObject, type Values } from "../values/values.js";
import type { AnyResource } from "./definition.js";
import { observe } from "./observe.js";

/**
 * What exists, as a resource with these inputs would see it. What the inputs don't declare stays out. What the server doesn't
 * return counts as different.
 */
export function asDeclared<Api>(
  resource: AnyResource<Api>,
  found: { inputs: Values; state: Values },
  declared: Values,
) {
  const properties = propertiesOf(resource.inputs);
  const outputs = propertiesOf(resource.outputs);
  const seen = withoutUntold(properties, observe(properties, declared, found.inputs, declared), found.inputs);
  const inputs = Object.keys(seen).map((name) => [name, properties[name]?.writeOnly ? found.inputs[name] : seen[name]]);
  const rest = Object.entries(found.state).filter(([name]) => !(name in properties) || name in outputs);
  return compact({ ...Object.fromEntries(rest), ...Object.fromEntries(inputs) });
}

/** Leaves out secrets that the server didn't return. */
function withoutUntold(properties: Properties, values: Values, told: Values): Values {
  const known = Object.entries(values).filter(([name]) => !properties[name]?.secret || told[name] !== undefined);
  return Object.fromEntries(
    known.map(([name, value]) => {
      const part = told[name];
      const nested = isObject(value) && isObject(part);
      return [name, nested ? withoutUntold(properties[name]?.properties ?? {}, value, part) : value];
    }),
  );
}
