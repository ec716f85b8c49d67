import type { PackageDefinition } from "../../pulumi/definition/package.js";
import { type Language, programIn, programInParts } from "../../pulumi/schema/examples.js";
import { type Expression, fields, type Refer, type Statement, title } from "../../pulumi/schema/languages/program.js";
import { typeNameOf } from "../../pulumi/schema/schemaTypes.js";
import { type Properties, propertiesOf } from "../../pulumi/values/property.js";
import { isObject, type Values } from "../../pulumi/values/values.js";
import type { Bandwidth } from "../../resources/define.js";
import type { Adopted } from "./account.js";
import { laidOut } from "./layout.js";
import { variableOf } from "./names.js";
import { isSplitLanguage, partsOf } from "./parts.js";

/** Lists of numbers that are longer than this are in a file of their own. */
const LONGEST_LIST = 20;

/** A file of the folder that an adoption writes. */
export interface WrittenFile {
  path: string;
  content: string;
  /** Only its owner may read it. */
  secret?: boolean;
}

/** A value that the program takes from the stack's configuration. */
export interface ConfigSecret {
  key: string;
  value: string;
}

/** What another stack shares. */
export interface SharedOutputs {
  /** The project of that stack. */
  project: string;
  /** Names of its outputs, by the id's name and value. */
  names: ReadonlyMap<string, string>;
}

interface ProgramOptions {
  protect: boolean;
  /** What the program takes from another stack. */
  shared?: SharedOutputs;
  /** Names of outputs that the program has, by the id's name and value. */
  exports?: ReadonlyMap<string, string>;
}

/** Outputs by which other stacks refer to these resources. */
export function sharedOutputs(pack: PackageDefinition<Bandwidth>, resources: readonly Adopted[]): Map<string, string> {
  const outputs = new Map<string, string>();
  const ofSites = pack.resources.map(({ inputs }) => propertiesOf(inputs)).filter(({ siteId }) => siteId !== undefined);
  for (const [key, name] of ownersOf(pack, resources)) {
    const [id = ""] = key.split(" ");
    // The id of a realm is for credentials, which are in the shared stack themselves.
    if (ofSites.some((properties) => takes(properties, id))) outputs.set(key, `${variableOf(name)}${title(id)}`);
  }
  return outputs;
}

/** Whether one of these properties, or a part of one, is this id. */
function takes(properties: Properties, id: string): boolean {
  return Object.entries(properties).some(
    ([name, { properties: parts }]) => name === id || (parts !== undefined && takes(parts, id)),
  );
}

/** A value of the program that stands for something else. */
class Meant {
  constructor(readonly expression: Expression) {}
}

const refer: Refer = (value) => (value instanceof Meant ? value.expression : undefined);

/** The program's text, with the files of numbers that it reads. */
export function writeProgram(
  pack: PackageDefinition<Bandwidth>,
  language: Language,
  resources: readonly Adopted[],
  { protect, shared, exports = new Map() }: ProgramOptions,
): { program: string; files: WrittenFile[]; secrets: ConfigSecret[] } {
  const files: WrittenFile[] = [];
  const secrets: ConfigSecret[] = [];
  const used = new Set(resources.flatMap(({ dependsOn }) => dependsOn));
  const owners = ownersOf(pack, resources);
  const exported = [...exports].map(([key, name]) => {
    const owner = owners.get(key) ?? "";
    used.add(owner);
    return { name, variable: variableOf(owner), output: key.split(" ")[0] ?? "" };
  });
  const wholeLists = new Map(
    resources.filter(({ type }) => type === "PhoneNumberOrder").map((one) => [listOf(one), one]),
  );
  const statements = resources.map((resource): Statement => {
    const { type, name } = resource;
    const properties = propertiesOf(definitionOf(pack, type).inputs);
    const translation: Translation = { own: name, owners, used, secrets, shared: shared?.names };
    const inputs = translated(variableOf(name), properties, resource.inputs, translation);
    let { dependsOn } = resource;
    const numbers = resource.inputs.telephoneNumbers;
    if (Array.isArray(numbers)) {
      const whole = type === "PhoneNumberOrder" ? undefined : wholeLists.get(listOf(resource));
      if (whole) {
        inputs.telephoneNumbers = new Meant({
          kind: "reference",
          variable: variableOf(whole.name),
          output: "telephoneNumbers",
        });
        dependsOn = dependsOn.filter((other) => other !== whole.name);
        used.add(whole.name);
      } else if (numbers.length > LONGEST_LIST) {
        const file = numbersFile(language, name, numbers);
        const { path } = file;
        files.push(file);
        inputs.telephoneNumbers = new Meant({ kind: "lines", path });
      }
    }
    return {
      kind: "resource",
      variable: variableOf(name),
      name: type,
      properties,
      // In the order of the definition, as in the reference.
      inputs: Object.fromEntries(Object.keys(properties).flatMap((key) => (key in inputs ? [[key, inputs[key]]] : []))),
      used: used.has(name),
      label: name,
      dependsOn: dependsOn.map(variableOf),
      protect: protect && type === "PhoneNumberOrder",
    };
  });
  for (const statement of statements) statement.used = used.has(statement.label ?? "");
  const fieldsOf = ({ name, properties, inputs }: Statement) => fields(name, properties, inputs, typeNameOf, refer);
  const more = { exports: exported, sharedProject: shared?.project };
  const parts = language === "yaml" || exported.length > 0 ? undefined : partsOf(resources, statements);
  if (!parts || !isSplitLanguage(language))
    return { program: laidOut(language, programIn(pack, language, statements, fieldsOf, more)), files, secrets };
  const { main, others } = programInParts(pack, language, parts, fieldsOf, more);
  const formatted = others.map(({ path, content }) => ({
    path,
    content: laidOut(language, content),
  }));
  return { program: laidOut(language, main), files: [...formatted, ...files], secrets };
}

/** Who has an id, by the id's name and value. */
type Owners = ReadonlyMap<string, string>;

function ownersOf(pack: PackageDefinition<Bandwidth>, resources: readonly Adopted[]): Owners {
  const owners = new Map<string, string>();
  for (const { type, name, outputs } of resources) {
    const { referredBy } = definitionOf(pack, type);
    if (referredBy !== undefined) owners.set(`${referredBy} ${outputs[referredBy]}`, name);
  }
  return owners;
}

interface Translation {
  /** The resource whose inputs these are. */
  own: string;
  owners: Owners;
  /** Names of resources that the program refers to. */
  used: Set<string>;
  secrets: ConfigSecret[];
  /** Outputs of another stack, by the id's name and value. */
  shared?: ReadonlyMap<string, string>;
}

/** Ids become references to the resources that have them, and secrets keys of the configuration: no program holds them. */
function translated(path: string, properties: Properties, values: Values, translation: Translation): Values {
  const { own, owners, used, secrets } = translation;
  const entries = Object.entries(values).map(([name, value]): [string, unknown] => {
    const property = properties[name];
    const key = `${path}${title(name)}`;
    if (property?.secret) {
      secrets.push({ key, value: String(value) });
      return [name, new Meant({ kind: "config", key })];
    }
    const owner = owners.get(`${name} ${value}`);
    if (owner !== undefined && owner !== own) {
      used.add(owner);
      return [name, new Meant({ kind: "reference", variable: variableOf(owner), output: name })];
    }
    const output = translation.shared?.get(`${name} ${value}`);
    if (output !== undefined) return [name, new Meant({ kind: "shared", output })];
    const parts = property?.properties;
    return [name, parts && isObject(value) ? translated(key, parts, value, translation) : value];
  });
  return Object.fromEntries(entries);
}

/** A script that hands the secrets to Pulumi. They are never arguments of a process, which others could see. */
export function secretsScript(secrets: readonly ConfigSecret[]): WrittenFile[] {
  if (secrets.length === 0) return [];
  const lines = secrets.map(
    ({ key, value }) => `printf %s ${quoted(value)} | pulumi config set --secret ${quoted(key)}`,
  );
  const content = [
    "#!/bin/sh",
    "# Sets what the program takes from the configuration. Delete this file afterwards.",
    "set -e",
    ...lines,
  ];
  return [{ path: "set-secrets.sh", content: `${content.join("\n")}\n`, secret: true }];
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A number a line. For YAML without a line break at the end: it would take what follows for another number. */
function numbersFile(language: Language, name: string, numbers: readonly unknown[]): WrittenFile {
  return { path: `numbers/${name}.csv`, content: numbers.join("\n") + (language === "yaml" ? "" : "\n") };
}

const listOf = ({ inputs }: Adopted) => JSON.stringify(inputs.telephoneNumbers);

function definitionOf(pack: PackageDefinition<Bandwidth>, type: string) {
  const found = pack.resources.find(({ name }) => name === type);
  if (!found) throw new Error(`no resource ${type}`);
  return found;
}

/** The import file: the states as an import would write them, so that the engine reads nothing again. */
export function importFile(pack: PackageDefinition<Bandwidth>, resources: readonly Adopted[]): WrittenFile {
  const entries = resources.map(({ type, name, id, state }) => ({
    type: `${pack.name}:index:${type}`,
    name,
    id,
    inputs: state.inputs,
    outputs: state.outputs,
  }));
  return { path: "import.json", content: `${JSON.stringify({ resources: entries }, undefined, 2)}\n`, secret: true };
}
