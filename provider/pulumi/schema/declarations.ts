import type { AnyFunction, AnyResource } from "../definition/definition.js";
import type { PackageDefinition } from "../definition/package.js";
import { type Properties, type Property, propertiesOf } from "../values/property.js";

/**
 * The TypeScript declarations of the package: the types of each definition that an editor shows, with the same texts as the
 * schema and the reference pages.
 */
export function declarations<Api>(pack: PackageDefinition<Api>): string {
  const shared = new Map<string, string>();
  const parts = [
    ...pack.resources.map((resource) => resourceDeclaration(resource, shared)),
    ...pack.functions.map((lookup) => functionDeclaration(lookup, shared)),
  ];
  return [
    'import * as pulumi from "@pulumi/pulumi";',
    ...[...shared.values()].sort(),
    ...parts,
    // Only what is exported by name belongs to the package.
    "export {};",
    "",
  ].join("\n\n");
}

/** The names that the package exports, in the order of the lists. */
export function exportedNames<Api>(pack: PackageDefinition<Api>): string[] {
  const lookups = pack.functions.flatMap(({ name }) => [name, `${name}Output`]);
  return [...pack.resources.map(({ name }) => name), ...lookups];
}

function resourceDeclaration<Api>(resource: AnyResource<Api>, shared: Map<string, string>): string {
  const { name, description, importId } = resource;
  const inputs = propertiesOf(resource.inputs);
  const outputs = { ...inputs, ...visible(propertiesOf(resource.outputs)) };
  const adopt = comment(
    `Adopts an existing object instead of creating one. Give its import id, ${importId.form}, as in \`${importId.example}\`. Counts only when the resource is created.${importId.alsoLater ? ` ${importId.alsoLater}` : ""}`,
    "  ",
  );
  const fields = Object.entries(outputs).map(([field, property]) => {
    // An input that is also an output always has a value in the end.
    const always =
      field in propertiesOf(resource.outputs) ? property.required : property.required || property.default !== undefined;
    const type = outputType(property, shared);
    return `${comment(property.description, "  ")}  readonly ${field}: pulumi.Output<${always ? type : `${type} | undefined`}>;`;
  });
  return [
    `/** Inputs of {@link ${name}}. */`,
    `export interface ${name}Args {`,
    ...inputFields(inputs, shared),
    `${adopt}  adopt?: pulumi.Input<string>;`,
    "}",
    "",
    `${comment(description, "")}export declare class ${name} extends pulumi.CustomResource {`,
    "  /** Whether an object is a resource of this class, even if it comes from another copy of the package. */",
    `  static isInstance(object: unknown): object is ${name};`,
    `  constructor(name: string, args: ${name}Args, options?: pulumi.CustomResourceOptions);`,
    ...fields,
    "}",
  ].join("\n");
}

function functionDeclaration<Api>(lookup: AnyFunction<Api>, shared: Map<string, string>): string {
  const { name, description } = lookup;
  const title = name[0]?.toUpperCase() + name.slice(1);
  const inputs = propertiesOf(lookup.inputs);
  const optional = Object.values(inputs).some(({ required }) => required) ? "" : "?";
  const plain = Object.entries(inputs).map(
    ([field, property]) =>
      `${comment(property.description, "  ")}  ${field}${property.required ? "" : "?"}: ${outputType(property, shared)};`,
  );
  const results = Object.entries(visible(propertiesOf(lookup.outputs))).map(
    ([field, property]) =>
      `${comment(property.description, "  ")}  readonly ${field}${property.required ? "" : "?"}: ${outputType(asTold(property), shared)};`,
  );
  return [
    `/** Arguments of {@link ${name}}. */`,
    `export interface ${title}Args {`,
    ...plain,
    "}",
    "",
    `/** Arguments of {@link ${name}Output}. */`,
    `export interface ${title}OutputArgs {`,
    ...inputFields(inputs, shared),
    "}",
    "",
    `/** Result of {@link ${name}}. */`,
    `export interface ${title}Result {`,
    ...results,
    "}",
    "",
    `${comment(description, "")}export declare function ${name}(args${optional}: ${title}Args, options?: pulumi.InvokeOptions): Promise<${title}Result>;`,
    `${comment(description, "")}export declare function ${name}Output(args${optional}: ${title}OutputArgs, options?: pulumi.InvokeOutputOptions): pulumi.Output<${title}Result>;`,
  ].join("\n");
}

function inputFields(properties: Properties, shared: Map<string, string>): string[] {
  return Object.entries(properties).map(
    ([name, property]) =>
      `${comment(property.description, "  ")}  ${name}${property.required ? "" : "?"}: pulumi.Input<${inputType(property, shared)}>;`,
  );
}

function inputType(property: Property, shared: Map<string, string>): string {
  if (property.kind === "list" && property.items) return `pulumi.Input<${inputType(property.items, shared)}>[]`;
  if (property.kind !== "object" || !property.properties) return scalar(property);
  const fields = inputFields(property.properties, shared);
  return named(`${property.typeName}Args`, property, fields, shared);
}

function outputType(property: Property, shared: Map<string, string>): string {
  if (property.kind === "list" && property.items) {
    const items = outputType(property.items, shared);
    return items.includes("|") ? `(${items})[]` : `${items}[]`;
  }
  if (property.kind !== "object" || !property.properties) return scalar(property);
  const fields = Object.entries(property.properties).map(([name, part]) => {
    const optional = part.required || part.default !== undefined ? "" : "?";
    return `${comment(part.description, "  ")}  ${name}${optional}: ${outputType(part, shared)};`;
  });
  return named(String(property.typeName), property, fields, shared);
}

/**
 * A look-up shows what exists. A default is for what a program declares, and promises nothing about what exists. So a type with
 * defaults becomes another type here.
 */
function asTold(property: Property): Property {
  if (property.items) return { ...property, items: asTold(property.items) };
  const parts = Object.entries(property.properties ?? {});
  const told = Object.fromEntries(parts.map(([name, part]) => [name, { ...asTold(part), default: undefined }]));
  const differs = parts.some(([name, part]) => part.default !== undefined || told[name]?.typeName !== part.typeName);
  return differs ? { ...property, properties: told, typeName: `${property.typeName}Result` } : property;
}

function scalar({ kind, values }: Property): string {
  if (kind === "asset") return "pulumi.asset.Asset";
  return values ? values.map((value) => JSON.stringify(value)).join(" | ") : kind;
}

/** The description of a type is shown where it is first used. The same type may mean different things in two places. */
function named(name: string, property: Property, fields: string[], shared: Map<string, string>): string {
  const body = `export interface ${name} {\n${fields.join("\n")}\n}`;
  const earlier = shared.get(name);
  if (earlier !== undefined && !earlier.endsWith(body)) throw new Error(`two different types are named ${name}`);
  shared.set(name, earlier ?? `${comment(property.description, "")}${body}`);
  return name;
}

function visible(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, { internal }]) => !internal));
}

function comment(text: string, indent: string): string {
  if (!text) return "";
  const lines = text.replaceAll("*/", "*\\/").split("\n");
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`, ""].join("\n");
}
