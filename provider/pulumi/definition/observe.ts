import type { Properties, Property } from "../values/property.js";
import { equal, isObject, type Values } from "../values/values.js";
import { normalOf } from "./sound.js";

/**
 * What a refresh should say about the declared inputs, from what the server has now.
 *
 * It looks only at what the program declared, at every depth. So what the server adds is no drift. Sets keep the program's
 * order. A value that the server rewrites counts as unchanged while it is as the server first stored it.
 */
export function observe(properties: Properties, declared: Values, actual: Values, stored: Values): Values {
  const result: Values = {};
  for (const [name, property] of Object.entries(properties)) {
    if (declared[name] === undefined) continue;
    const seen = see(property, declared[name], actual[name]);
    const kept =
      property.normalizedByServer &&
      actual[name] !== undefined &&
      unchanged(declared[name], seen, actual[name], stored[name]);
    const value = kept ? declared[name] : seen;
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function see(property: Property, declared: unknown, actual: unknown): unknown {
  if (property.writeOnly || (property.untold && actual === undefined)) return declared;
  // The API leaves out an empty text or list in its answer.
  if (actual === undefined) return isEmpty(declared) ? declared : undefined;
  if (typeof declared === "string" && normalOf(property, declared) === normalOf(property, actual)) return declared;
  if (property.kind === "object" && property.properties && isObject(declared) && isObject(actual)) {
    return seeObject(property.properties, declared, actual);
  }
  if (property.kind === "list" && Array.isArray(declared) && Array.isArray(actual)) {
    const items = property.items;
    if (!items) return actual;
    if (property.set) return seeSet(property, items, declared, actual);
    if (declared.length !== actual.length) return actual;
    return actual.map((item, index) => see(items, declared[index], item));
  }
  return actual;
}

function seeObject(properties: Properties, declared: Values, actual: Values): Values {
  const result: Values = {};
  for (const [name, property] of Object.entries(properties)) {
    if (declared[name] === undefined) continue;
    const value = see(property, declared[name], actual[name]);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function unchanged(declared: unknown, seen: unknown, actual: unknown, stored: unknown): boolean {
  // Nothing is remembered: an import, or a create that was interrupted. What is there now is what the server made of it.
  return stored === undefined || equal(stored, actual) || equal(loose(declared), loose(seen));
}

/** Spelling that never matters: upper and lower case, and runs of spaces. */
function loose(value: unknown): unknown {
  if (typeof value === "string") return value.trim().toLowerCase().replaceAll(/\s+/g, " ");
  if (Array.isArray(value)) return value.map(loose);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, loose(part)]));
  return value;
}

function isEmpty(value: unknown): boolean {
  return (typeof value === "string" && value.trim() === "") || (Array.isArray(value) && value.length === 0);
}

/** Matches each element with a declared element that agrees with it. If all agree, the program's own order stays. */
function seeSet(property: Property, items: Property, declared: unknown[], actual: unknown[]): unknown[] {
  if (items.kind !== "object") {
    return sameSet(normalOf(property, declared), normalOf(property, actual)) ? declared : actual;
  }
  const left = [...declared];
  const seen = actual.map((item) => {
    const index = left.findIndex((candidate) => equal(see(items, candidate, item), candidate));
    return index < 0 ? item : left.splice(index, 1)[0];
  });
  return left.length === 0 && declared.length === actual.length ? declared : seen;
}

/** Whether two lists have the same elements, in any order. */
export function sameSet(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((item) => right.has(item));
}
