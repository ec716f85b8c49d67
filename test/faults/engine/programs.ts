import { Asset, type Values } from "../../../provider/pulumi/values/values.js";
import { type Resource, yaml } from "../../engine/pluginSupport.js";
import { program } from "../../engine/support.js";
import { type FrontEnd, type Outputs, type Program, peerBefore } from "../stack.js";

/** What is taken over, by the names of resources: type and import id. */
export type ImportIds = Readonly<Record<string, { type: string; id: string }>>;

/** A program as somebody writes it for one of the front-ends; with ids, its resources are taken over. */
export function written(
  frontEnd: FrontEnd,
  declarations: Program,
  adopt: ImportIds = {},
): string | { "Pulumi.yaml": string } {
  const resolved = resolve(declarations);
  if (frontEnd === "plugin") return { "Pulumi.yaml": yaml({ resources: Object.fromEntries(resolved.map(inYaml)) }) };
  return program(...resolved.map((one) => inTypeScript(one, adopt[one.name]?.id)));
}

/** Stands in an input for an output of another resource: `raleigh.siteId`, `chosen.orderIds[0]`. */
class Reference {
  constructor(readonly path: string) {}

  /** As if it were a list. */
  get 0(): Reference {
    return new Reference(`${this.path}[0]`);
  }
}

/** How a language writes what is no plain data. */
interface Language {
  reference: (path: string) => string;
  asset: (text: string) => string;
}

const inYamlWords: Language = {
  reference: (path) => JSON.stringify(`\${${path}}`),
  asset: (text) => JSON.stringify({ "fn::stringAsset": text }),
};

const inTypeScriptWords: Language = {
  reference: (path) => path,
  asset: (text) => `new pulumi.asset.StringAsset(${JSON.stringify(text)})`,
};

interface Resolved {
  type: string;
  name: string;
  inputs: Values;
  /** What has to be there before it, though no input tells so. */
  dependsOn?: string;
}

function resolve(declarations: Program): Resolved[] {
  const outputs = Object.fromEntries(declarations.map(({ name }) => [name, outputsOf(name)]));
  return declarations.map((declaration, index) => ({
    type: declaration.type,
    name: declaration.name,
    inputs: declaration.inputs(outputs),
    dependsOn: declaration.after ?? peerBefore(declaration, declarations.slice(0, index)),
  }));
}

function outputsOf(name: string): Outputs[string] {
  return new Proxy<Values>({}, { get: (_, property) => new Reference(`${name}.${String(property)}`) });
}

function inYaml({ type, name, inputs, dependsOn }: Resolved): [string, Resource] {
  const properties = JSON.parse(text(inputs, inYamlWords)) as Values;
  const options = dependsOn === undefined ? {} : { dependsOn: [`\${${dependsOn}}`] };
  return [name, { type: `bandwidth:${type}`, properties, options }];
}

function inTypeScript({ type, name, inputs, dependsOn }: Resolved, adopt: string | undefined): string {
  const given = text({ ...inputs, adopt }, inTypeScriptWords);
  const options = dependsOn === undefined ? "{}" : `{ dependsOn: [${dependsOn}] }`;
  return `const ${name} = new bw.${type}(${JSON.stringify(name)}, ${given}, ${options});`;
}

/** JSON, in which references and assets are written as the language wants them. */
function text(value: unknown, language: Language): string {
  if (value instanceof Reference) return language.reference(value.path);
  if (value instanceof Asset) return language.asset(value.source.text ?? "");
  if (Array.isArray(value)) return `[${value.map((one) => text(one, language)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{ ${entries.map(([key, one]) => `${JSON.stringify(key)}: ${text(one, language)}`).join(", ")} }`;
}
