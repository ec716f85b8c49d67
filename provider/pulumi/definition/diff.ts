import { contains, parsePath } from "../values/path.js";
import type { Properties, Property } from "../values/property.js";
import { equal, isObject, isUnknown, reveal, type Values } from "../values/values.js";

/** One difference between what exists and what the program declares. */
export interface Change {
  path: string;
  kind: "add" | "delete" | "update";
  replaces: boolean;
}

/** Compares what exists (from the state) with what the program declares, down to the element. */
export function diffProperties(properties: Properties, actual: Values, wanted: Values): Change[] {
  const changes: Change[] = [];
  for (const [name, property] of Object.entries(properties)) {
    compare(property, reveal(actual[name]), reveal(wanted[name]), name, property.replaces, changes);
  }
  return changes;
}

/** The same changes. Changes at these paths, or inside them, replace the resource. */
export function replacingOn(paths: readonly string[], changes: readonly Change[]): Change[] {
  const forced = paths.map(parsePath);
  return changes.map((change) => {
    const replaces = change.replaces || forced.some((path) => contains(path, parsePath(change.path)));
    return { ...change, replaces };
  });
}

function compare(
  property: Property,
  actual: unknown,
  wanted: unknown,
  path: string,
  replaces: boolean,
  changes: Change[],
): void {
  const is = actual ?? undefined;
  const should = wanted ?? undefined;
  if (equal(is, should)) return;
  if (is === undefined) changes.push({ path, kind: "add", replaces });
  else if (should === undefined) changes.push({ path, kind: "delete", replaces });
  else if (Array.isArray(is) && Array.isArray(should) && property.items) {
    if (property.set) compareSets(property.items, is, should, path, replaces, changes);
    else compareLists(property.items, is, should, path, replaces, changes);
  } else if (isObject(is) && isObject(should) && property.properties) {
    for (const [name, part] of Object.entries(property.properties)) {
      compare(part, is[name], should[name], `${path}.${name}`, replaces || part.replaces, changes);
    }
  } else changes.push({ path, kind: "update", replaces });
}

function compareLists(
  items: Property,
  actual: unknown[],
  wanted: unknown[],
  path: string,
  replaces: boolean,
  changes: Change[],
): void {
  for (let index = 0; index < Math.max(actual.length, wanted.length); index++) {
    compare(items, actual[index], wanted[index], `${path}[${index}]`, replaces, changes);
  }
}

function compareSets(
  items: Property,
  actual: unknown[],
  wanted: unknown[],
  path: string,
  replaces: boolean,
  changes: Change[],
): void {
  // An unknown element may turn out to be any value. So the whole list is in doubt, but nothing is missing for sure.
  if (wanted.some(isUnknown)) {
    changes.push({ path, kind: "update", replaces });
    return;
  }
  const key = (item: unknown) => (typeof item === "string" ? item : JSON.stringify(item));
  const is = new Set(actual.map(key));
  const should = new Set(wanted.map(key));
  // Elements that both have, at any position, are no difference. The rest are compared by position.
  for (let index = 0; index < Math.max(actual.length, wanted.length); index++) {
    const gone = index < actual.length && !should.has(key(actual[index])) ? actual[index] : undefined;
    const come = index < wanted.length && !is.has(key(wanted[index])) ? wanted[index] : undefined;
    compare(items, gone, come, `${path}[${index}]`, replaces, changes);
  }
}
