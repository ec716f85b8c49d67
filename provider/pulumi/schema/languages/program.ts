import type { Properties, Property } from "../../values/property.js";
import { isObject } from "../../values/values.js";
import type { SdkNames } from "./names.js";

/** One statement of an example: it creates a resource or calls a function. */
export interface Statement {
  kind: "resource" | "call";
  variable: string;
  /** Name of the resource or function. */
  name: string;
  properties: Properties;
  inputs: Record<string, unknown>;
  /** Whether a later statement uses it. */
  used: boolean;
}

/** A small program that is written in every language. */
export interface Program {
  packageName: string;
  displayName: string;
  names: SdkNames;
  /** Names of all resources. Go gives a function another name if a resource has its name. */
  resources: readonly string[];
  statements: readonly Statement[];
}

/** An output of another statement's resource, or with `index` an element of the output. */
export interface Reference {
  variable: string;
  output: string;
  index?: number;
}

/** A value of a program with its type, ready to be written. */
export type Expression =
  | { kind: "text" | "number" | "flag"; value: string | number | boolean; property?: Property }
  | { kind: "word"; value: string; type: string }
  /** An asset. Examples show the path of a file. */
  | { kind: "file"; path: string }
  | ({ kind: "reference" } & Reference)
  | { kind: "list"; items: Expression[]; element: { type?: string; kind: Property["kind"] } }
  | { kind: "object"; type: string; fields: [string, Expression][] };

/** Joins values with their properties. `owner` names the types that have no name of their own, as in the schema. */
export function fields(
  owner: string,
  properties: Properties,
  inputs: Record<string, unknown>,
  nameOf: (owner: string, name: string, property: Property) => string,
): [string, Expression][] {
  return Object.entries(inputs).flatMap(([name, value]) => {
    const property = properties[name];
    return property && value !== undefined
      ? [[name, expression(nameOf(owner, name, property), property, value, nameOf)] as [string, Expression]]
      : [];
  });
}

function expression(
  type: string,
  property: Property,
  value: unknown,
  nameOf: Parameters<typeof fields>[3],
): Expression {
  const reference = referenceIn(value);
  if (reference) return { kind: "reference", ...reference };
  if (Array.isArray(value) && property.items) {
    const items = property.items;
    const named = items.kind === "object" || items.values !== undefined;
    return {
      kind: "list",
      items: value.map((item) => expression(type, items, item, nameOf)),
      element: { kind: items.kind, ...(named ? { type } : {}) },
    };
  }
  if (isObject(value)) {
    return { kind: "object", type, fields: fields(type, property.properties ?? {}, value, nameOf) };
  }
  if (property.kind === "asset") return { kind: "file", path: String(value) };
  if (property.values) return { kind: "word", value: String(value), type };
  if (typeof value === "number") return { kind: "number", value, property };
  if (typeof value === "boolean") return { kind: "flag", value, property };
  return { kind: "text", value: String(value) };
}

/** Whether the program passes a file. Then some languages need one more import. */
export function holdsFile(value: Expression): boolean {
  if (value.kind === "list") return value.items.some(holdsFile);
  return value.kind === "file" || (value.kind === "object" && value.fields.some(([, part]) => holdsFile(part)));
}

/** `"$site.siteId"`: an output of another statement's resource. `"$order.orderIds[0]"`: an element of it. */
export function referenceIn(value: unknown): Reference | undefined {
  const match = typeof value === "string" ? /^\$(\w+)\.(\w+)(?:\[(\d+)\])?$/.exec(value) : null;
  const [, variable, output, index] = match ?? [];
  if (variable === undefined || output === undefined) return undefined;
  return { variable, output, ...(index === undefined ? {} : { index: Number(index) }) };
}

/** The element of a list, in the form that most languages use. */
export function at({ index }: Reference): string {
  return index === undefined ? "" : `[${index}]`;
}

/** `houseNumber` → `HouseNumber`. */
export function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `houseNumber` → `house_number`. */
export function snake(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, "$1$3_$2$4").toLowerCase();
}

export function indent(text: string, by: string): string {
  return text.replaceAll(/^(?=.)/gm, by);
}
