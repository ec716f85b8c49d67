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
  /** The resource's name in Pulumi. Default: the variable. */
  label?: string;
  /** Variables of resources that must exist before this one, besides those that it refers to. */
  dependsOn?: readonly string[];
  /** Whether Pulumi refuses to delete the resource. */
  protect?: boolean;
}

/** A small program that is written in every language. */
export interface Program {
  packageName: string;
  displayName: string;
  names: SdkNames;
  /** Names of all resources. Go gives a function another name if a resource has its name. */
  resources: readonly string[];
  statements: readonly Statement[];
  /** Outputs of the stack. */
  exports?: readonly Export[];
  /** The project whose stack of the same name has the outputs that `shared` expressions are. */
  sharedProject?: string;
  /** The part that is in this file, if the program has several. */
  part?: Part;
}

/** Something of the program's main part, with the resource's type. Helpers have none. */
export interface Taken {
  variable: string;
  type?: string;
}

/** One file of a program that has several. */
export interface Part {
  /** As a variable. Undefined for what the others share. */
  name?: string;
  /** What it takes from what they share. */
  takes: readonly Taken[];
  /** What others take from it. */
  gives?: ReadonlySet<string>;
  /** The others, where they are called. */
  calls?: readonly { name: string; takes: readonly Taken[] }[];
}

/** An output of a resource that is an output of the stack, too. */
export interface Export {
  name: string;
  variable: string;
  output: string;
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
  /** A secret of the stack's configuration. */
  | { kind: "config"; key: string }
  /** An output of another stack. */
  | { kind: "shared"; output: string }
  /** The lines of a text file. YAML cannot leave out an empty last line. */
  | { kind: "lines"; path: string }
  | ({ kind: "reference" } & Reference)
  | { kind: "list"; items: Expression[]; element: { type?: string; kind: Property["kind"] } }
  | { kind: "object"; type: string; fields: [string, Expression][] };

/** What a value of a program stands for, if it is not itself. */
export type Refer = (value: unknown) => Expression | undefined;

const references: Refer = (value) => {
  const reference = referenceIn(value);
  return reference && { kind: "reference", ...reference };
};

/** Joins values with their properties. `owner` names the types that have no name of their own, as in the schema. */
export function fields(
  owner: string,
  properties: Properties,
  inputs: Record<string, unknown>,
  nameOf: (owner: string, name: string, property: Property) => string,
  refer: Refer = references,
): [string, Expression][] {
  return Object.entries(inputs).flatMap(([name, value]) => {
    const property = properties[name];
    return property && value !== undefined
      ? [[name, expression(nameOf(owner, name, property), property, value, nameOf, refer)] as [string, Expression]]
      : [];
  });
}

function expression(
  type: string,
  property: Property,
  value: unknown,
  nameOf: Parameters<typeof fields>[3],
  refer: Refer,
): Expression {
  const meant = refer(value);
  if (meant) return meant;
  if (Array.isArray(value) && property.items) {
    const items = property.items;
    const named = items.kind === "object" || items.values !== undefined;
    return {
      kind: "list",
      items: value.map((item) => expression(type, items, item, nameOf, refer)),
      element: { kind: items.kind, ...(named ? { type } : {}) },
    };
  }
  if (isObject(value)) {
    return { kind: "object", type, fields: fields(type, property.properties ?? {}, value, nameOf, refer) };
  }
  if (property.kind === "asset") return { kind: "file", path: String(value) };
  if (property.values) return { kind: "word", value: String(value), type };
  if (typeof value === "number") return { kind: "number", value, property };
  if (typeof value === "boolean") return { kind: "flag", value, property };
  return { kind: "text", value: String(value) };
}

/** Whether the value has a part of this kind. Then some languages need one more import. */
export function holds(value: Expression, kind: Expression["kind"]): boolean {
  if (value.kind === kind) return true;
  if (value.kind === "list") return value.items.some((item) => holds(item, kind));
  return value.kind === "object" && value.fields.some(([, part]) => holds(part, kind));
}

/** Lists that are longer than this have a line for each element. */
const WIDEST_LIST = 90;

/** Elements that are written already, on one line or on a line each. */
export function elements(items: readonly string[], by: string): string {
  const line = items.join(", ");
  if (line.length <= WIDEST_LIST && !line.includes("\n")) return line;
  return `\n${indent(items.map((item) => `${item},\n`).join(""), by)}`;
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
