import { cutShort } from "../../cut.js";
import type { PropertyFailure } from "../values/failure.js";
import { printable } from "../values/printable.js";
import type { Properties, Property } from "../values/property.js";
import { suggestion } from "../values/suggestion.js";
import { Asset, isObject, isUnknown, Secret, type Values } from "../values/values.js";

export type { PropertyFailure } from "../values/failure.js";

/** Checks all inputs. Unknown values pass, and everything that is wrong is reported at once. */
export function checkProperties(
  properties: Properties,
  values: Values,
): { values: Values; failures: PropertyFailure[] } {
  const failures: PropertyFailure[] = [];
  return { values: walkObject(properties, values, "", failures), failures };
}

function walkObject(properties: Properties, values: Values, path: string, failures: PropertyFailure[]): Values {
  const result: Values = {};
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(properties, name)) {
      failures.push({
        property: join(path, name),
        reason: `is not a property here${suggestion(name, Object.keys(properties))}`,
      });
    }
  }
  for (const [name, property] of Object.entries(properties)) {
    const value = walk(property, values[name], join(path, name), failures);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function walk(property: Property, value: unknown, path: string, failures: PropertyFailure[]): unknown {
  if (value instanceof Secret) {
    const inner = walk({ ...property, secret: true }, value.value, path, failures);
    return inner === undefined ? undefined : new Secret(inner);
  }
  if (isUnknown(value)) return value;
  if (value === undefined || value === null) {
    if (property.default !== undefined) return structuredClone(property.default);
    if (property.required) failures.push({ property: path, reason: "is required" });
    return undefined;
  }
  if (property.kind === "list" && Array.isArray(value)) {
    report(property, value, path, failures);
    const items = within(property, property.items);
    return items ? value.map((item, index) => walk(items, item, `${path}[${index}]`, failures)) : value;
  }
  if (property.kind === "object" && isObject(value)) {
    const inner = Object.entries(property.properties ?? {});
    const inside = Object.fromEntries(inner.map(([name, part]) => [name, within(property, part)]));
    return walkObject(inside, value, path, failures);
  }
  return report(property, value, path, failures);
}

/** Everything inside a secret is secret. */
function within<Part extends Property | undefined>(whole: Property, part: Part): Part {
  return part && whole.secret ? { ...part, secret: true } : part;
}

function report(property: Property, given: unknown, path: string, failures: PropertyFailure[]): unknown {
  // To zod, it is an object without its parts.
  if (given instanceof Asset && property.kind !== "asset") {
    failures.push({ property: path, reason: `must be ${article(property.kind)}, not an asset` });
    return given;
  }
  const parsed = property.parse(given);
  if ("value" in parsed) return property.kept ? given : parsed.value;
  if (typeof given === "string" && given !== given.trim() && "value" in property.parse(given.trim())) {
    failures.push({ property: path, reason: "must not start or end with spaces or line breaks" });
    return given;
  }
  const shown = property.secret ? "" : whatWasGiven(path, given);
  for (const reason of parsed.reasons) {
    failures.push({ property: path, reason: wrongType(reason, given) ?? `${reason}${shown}` });
  }
  return given;
}

const LONGEST_SHOWN = 60;

/** The engine itself shows the value of a first-level property, and `<nil>` for anything deeper. */
function whatWasGiven(path: string, given: unknown): string {
  if (!/[.[]/.test(path) || !["string", "number", "boolean"].includes(typeof given)) return "";
  const text = printable(String(given));
  const holdsCredentials = /:\/\/[^/]*@/.test(text);
  if (holdsCredentials) return "";
  const short = cutShort(text, LONGEST_SHOWN);
  return ` (it is ${typeof given === "string" ? `"${short}"` : short})`;
}

/** zod's "Invalid input: expected string, received number", in this project's words. */
function wrongType(reason: string, given: unknown): string | undefined {
  const types = /^Invalid input: expected (\w+), received (\w+)$/.exec(reason);
  if (!types) return undefined;
  const hint = types[1] === "string" && typeof given === "number" ? `: write "${given}", in quotes` : "";
  return `must be ${article(types[1])}, not ${article(types[2])}${hint}`;
}

function article(type = "value"): string {
  const name = { array: "list", int: "whole number", undefined: "nothing" }[type] ?? type;
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

function join(path: string, name: string): string {
  const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
  if (!plainName) return `${path}["${name.replaceAll('"', '\\"')}"]`;
  return path ? `${path}.${name}` : name;
}
