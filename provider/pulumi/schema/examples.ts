import type { AnyFunction, AnyResource, Example } from "../definition/definition.js";
import type { PackageDefinition } from "../definition/package.js";
import { type Properties, type Property, propertiesOf } from "../values/property.js";
import { isObject } from "../values/values.js";
import { csharp } from "./languages/csharp.js";
import { go } from "./languages/go.js";
import { java } from "./languages/java.js";
import { sdkNames } from "./languages/names.js";
import { type NamedPart, type SplitLanguage, writeParts } from "./languages/parts.js";
import { fields, type Program, referenceIn, type Statement } from "./languages/program.js";
import { python } from "./languages/python.js";
import { typescript } from "./languages/typescript.js";
import type { Writer } from "./languages/writer.js";
import { yaml } from "./languages/yaml.js";
import { pascal, typeNameOf } from "./schemaTypes.js";

const LANGUAGES = { typescript, python, csharp, go, java, yaml } satisfies Record<string, Writer>;

export type Language = keyof typeof LANGUAGES;
export const languages = Object.keys(LANGUAGES) as Language[];

/** An example with everything that it needs. */
export interface ExampleProgram {
  title: string;
  statements: Statement[];
}

/** The examples of a resource, each with the resources that it refers to. */
export function resourceExamples<Api>(pack: PackageDefinition<Api>, resource: AnyResource<Api>): ExampleProgram[] {
  return examplesOf(pack, resource).map(({ title, inputs }) => {
    const variable = variableOf(resource.name);
    const main = statement("resource", variable, resource.name, propertiesOf(resource.inputs), inputs);
    return { title, statements: [...neededBy(pack, inputs, new Set([variable])), main] };
  });
}

export function functionExamples<Api>(pack: PackageDefinition<Api>, definition: AnyFunction<Api>): ExampleProgram[] {
  return examplesOf(pack, definition).map(({ title, inputs }) => {
    const main = statement("call", "found", definition.name, propertiesOf(definition.inputs), inputs);
    return { title, statements: [...neededBy(pack, inputs, new Set()), main] };
  });
}

/** The statements as a program in that language. */
export function writeProgram<Api>(
  pack: PackageDefinition<Api>,
  language: Language,
  statements: readonly Statement[],
): string {
  const fieldsOf = ({ kind, name, properties, inputs }: Statement) =>
    fields(kind === "call" ? pascal(name) : name, properties, inputs, typeNameOf);
  return programIn(pack, language, statements, fieldsOf);
}

/** The same, where the caller says what the values of a statement are. */
export function programIn<Api>(
  pack: PackageDefinition<Api>,
  language: Language,
  statements: readonly Statement[],
  fieldsOf: Parameters<Writer>[1],
  more: Pick<Program, "exports" | "sharedProject"> = {},
): string {
  return LANGUAGES[language](programOf(pack, statements, more), fieldsOf).trimEnd();
}

/** The same, in a file for each part. `statements` is what the parts share. */
export function programInParts<Api>(
  pack: PackageDefinition<Api>,
  language: SplitLanguage,
  { statements, parts }: { statements: readonly Statement[]; parts: readonly NamedPart[] },
  fieldsOf: Parameters<Writer>[1],
  more: Pick<Program, "exports" | "sharedProject"> = {},
): ReturnType<typeof writeParts> {
  return writeParts(language, LANGUAGES[language], programOf(pack, statements, more), parts, fieldsOf);
}

function programOf<Api>(
  pack: PackageDefinition<Api>,
  statements: readonly Statement[],
  more: Pick<Program, "exports" | "sharedProject">,
): Program {
  return {
    packageName: pack.name,
    displayName: pack.displayName,
    names: sdkNames(pack),
    resources: pack.resources.map(({ name }) => name),
    statements,
    ...more,
  };
}

/** The definition's own examples, or one made from its properties' examples and its required properties. */
export function examplesOf<Api>(
  pack: PackageDefinition<Api>,
  { inputs, examples }: { inputs: AnyResource<Api>["inputs"]; examples?: readonly Example[] },
): readonly Example[] {
  return examples ?? [{ title: "Basic", inputs: shownPart(pack, propertiesOf(inputs)) }];
}

function shownPart<Api>(pack: PackageDefinition<Api>, properties: Properties): Record<string, unknown> {
  const shown = Object.entries(properties).filter(([, part]) => part.required || part.example !== undefined);
  return Object.fromEntries(shown.map(([name, property]) => [name, exampleValue(pack, name, property)]));
}

function exampleValue<Api>(pack: PackageDefinition<Api>, name: string, property: Property): unknown {
  if (property.example !== undefined) return property.example;
  if (property.default !== undefined) return property.default;
  const owner = ownerOf(pack, name);
  if (owner) return `$${variableOf(owner.name)}.${name}`;
  if (property.kind === "list") return property.items ? [exampleValue(pack, name, property.items)] : [];
  if (property.kind === "object") return shownPart(pack, property.properties ?? {});
  if (property.kind === "boolean") return true;
  return property.kind === "number" ? 1 : (property.values?.[0] ?? name);
}

/** The resource that has this output. It must not need it as an input, and preferably never accepts it as one. */
function ownerOf<Api>(pack: PackageDefinition<Api>, output: string): AnyResource<Api> | undefined {
  const owners = pack.resources.filter(({ outputs }) => Object.hasOwn(propertiesOf(outputs), output));
  const input = (owner: AnyResource<Api>) => propertiesOf(owner.inputs)[output];
  return owners.find((owner) => !input(owner)) ?? owners.find((owner) => !input(owner)?.required);
}

/** The statements that create what an example refers to: `$site.siteId` needs the resource with that output. */
function neededBy<Api>(pack: PackageDefinition<Api>, value: unknown, made: Set<string>): Statement[] {
  if (Array.isArray(value)) return value.flatMap((item) => neededBy(pack, item, made));
  if (isObject(value)) return Object.values(value).flatMap((item) => neededBy(pack, item, made));
  const reference = referenceIn(value);
  if (!reference || made.has(reference.variable)) return [];
  const { variable, output } = reference;
  const owner = pack.resources.find(({ name }) => variableOf(name) === variable) ?? ownerOf(pack, output);
  if (!owner) throw new Error(`an example refers to $${variable}.${output}, which no resource has`);
  made.add(variable);
  const inputs = examplesOf(pack, owner)[0]?.inputs ?? {};
  const own = statement("resource", variable, owner.name, propertiesOf(owner.inputs), inputs);
  return [...neededBy(pack, inputs, made), { ...own, used: true }];
}

function statement(
  kind: Statement["kind"],
  variable: string,
  name: string,
  properties: Properties,
  inputs: Record<string, unknown>,
): Statement {
  return { kind, variable, name, properties, inputs, used: false };
}

function variableOf(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
