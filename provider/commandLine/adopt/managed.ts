import { isObject, type Values } from "../../pulumi/values/values.js";
import { holdersOfNumbers } from "../types.js";

/** What exported states hold. */
export interface Managed {
  ids: Map<string, Set<string>>;
  numbers: Set<string>;
  /** Numbers with options or records in the states, by type. */
  described: Map<string, Set<string>>;
  /** What the resources of the states declare. */
  declared: { type: string; inputs: Values }[];
  /** Orders and port-ins that the states have. */
  orders: Set<string>;
  /** Numbers that two of the states hold, or two resources of one. */
  twice: Set<string>;
}

/**
 * Reads exported states, of this package's plugin and of its classes.
 * @throws Error if a text is no exported state.
 */
export function readManaged(states: readonly string[], packageName: string): Managed {
  const managed: Managed = {
    ids: new Map(),
    numbers: new Set(),
    described: new Map(),
    declared: [],
    orders: new Set(),
    twice: new Set(),
  };
  for (const state of states) {
    for (const resource of resourcesOf(state)) {
      const type = typeOf(resource.type, packageName);
      if (type === undefined || resource.delete === true) continue;
      const ids = managed.ids.get(type) ?? new Set();
      managed.ids.set(type, ids.add(String(resource.id)));
      if (isObject(resource.inputs)) managed.declared.push({ type, inputs: resource.inputs });
      const orderIds = isObject(resource.outputs) ? resource.outputs.orderIds : undefined;
      for (const order of [resource.id, ...(Array.isArray(orderIds) ? orderIds : [])])
        managed.orders.add(String(order));
      const numbers = isObject(resource.outputs) ? resource.outputs.telephoneNumbers : undefined;
      if (!Array.isArray(numbers)) continue;
      if (!holdersOfNumbers.has(type)) {
        managed.described.set(type, new Set([...(managed.described.get(type) ?? []), ...numbers.map(String)]));
        continue;
      }
      for (const number of numbers.map(String)) {
        if (managed.numbers.has(number)) managed.twice.add(number);
        managed.numbers.add(number);
      }
    }
  }
  return managed;
}

function resourcesOf(text: string): Record<string, unknown>[] {
  const state: unknown = JSON.parse(text);
  const deployment = isObject(state) ? state.deployment : undefined;
  if (!isObject(deployment)) throw new Error("it has no deployment");
  return Array.isArray(deployment.resources) ? deployment.resources.filter(isObject) : [];
}

/** `bandwidth:index:Site` and `pulumi-nodejs:dynamic/bandwidth:Site` → `Site`. */
function typeOf(token: unknown, packageName: string): string | undefined {
  const match = typeof token === "string" ? /^(.*):(\w+)$/.exec(token) : null;
  const [, owner, type] = match ?? [];
  return owner === `${packageName}:index` || owner === `pulumi-nodejs:dynamic/${packageName}` ? type : undefined;
}
