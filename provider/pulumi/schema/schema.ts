import type { AnyFunction, AnyResource } from "../definition/definition.js";
import type { PackageDefinition, Publication } from "../definition/package.js";
import { type Properties, type Property, propertiesOf } from "../values/property.js";
import { sdkNames } from "./languages/names.js";
import { functionDocs, resourceDocs } from "./schemaDocs.js";
import { type Json, pascal, SchemaTypes } from "./schemaTypes.js";

/** The schema as it is written to a file. */
export function schemaText<Api>(pack: PackageDefinition<Api>): string {
  return `${JSON.stringify(packageSchema(pack), null, 2)}\n`;
}

/** The package's schema. SDKs, the documentation of the registry and `pulumi do` are made from it. */
export function packageSchema<Api>(pack: PackageDefinition<Api>): Json {
  const types = new SchemaTypes(pack.name);
  const configuration = configurationVariables(types, propertiesOf(pack.configuration));
  const resources = pack.resources.map((resource) => [token(pack, resource), resourceSchema(types, pack, resource)]);
  const functions = pack.functions.map((definition) => [
    token(pack, definition),
    functionSchema(types, pack, definition),
  ]);
  return {
    ...metadata(pack),
    config: { variables: configuration },
    provider: {
      description: `The provider type for the ${pack.displayName} package. Without its own provider, a resource uses the default provider. Pulumi creates that from the stack's configuration.`,
      type: "object",
      inputProperties: configuration,
      properties: Object.fromEntries(Object.entries(configuration).filter(([, { type }]) => type === "string")),
    },
    types: types.all(),
    resources: Object.fromEntries(resources),
    functions: Object.fromEntries(functions),
  };
}

function token<Api>(pack: PackageDefinition<Api>, { name }: { name: string }): string {
  return `${pack.name}:index:${name}`;
}

function metadata<Api>(pack: PackageDefinition<Api>): Json {
  const { publisher, license, homepage, repository, logoUrl, pluginDownloadUrl, keywords }: Publication =
    pack.publication ?? {};
  return defined({
    name: pack.name,
    displayName: pack.displayName,
    version: pack.version,
    description: pack.description,
    keywords: [...new Set(["pulumi", pack.name, "category/network", "kind/native", ...(keywords ?? [])])],
    homepage,
    license,
    attribution: `This package is generated from the definitions of ${pack.npmName}.`,
    repository,
    logoUrl,
    pluginDownloadURL: pluginDownloadUrl,
    publisher,
    // Without it, the generated SDKs would take their names from Pulumi's own packages (docs/maintainers/engine.md#schema).
    namespace: pack.npmName,
    meta: { moduleFormat: "(.*)" },
    language: languages(pack),
  });
}

function languages<Api>(pack: PackageDefinition<Api>): Json {
  const names = sdkNames(pack);
  const { description, displayName } = pack;
  const readme = `${description}\n\nThis SDK is generated from the schema of \`${pack.npmName}\`, version ${pack.version}.`;
  return {
    nodejs: { packageName: names.node, packageDescription: description, readme, respectSchemaVersion: true },
    python: { packageName: names.python, readme, respectSchemaVersion: true, pyproject: { enabled: true } },
    go: {
      importBasePath: names.go,
      rootPackageName: pack.name,
      generateResourceContainerTypes: true,
      respectSchemaVersion: true,
    },
    csharp: { rootNamespace: names.csharp, namespaces: { [pack.name]: displayName }, respectSchemaVersion: true },
    java: { basePackage: names.java, buildFiles: "gradle", respectSchemaVersion: true },
  };
}

/** The stack's configuration and the inputs of an explicit provider are the same list. */
function configurationVariables(types: SchemaTypes, properties: Properties): Record<string, Json> {
  const entries = Object.entries(properties).map(([name, property]) => {
    const variable = types.property("Config", name, { ...property, ...defaultInWords(property), replaces: false });
    const environment = property.environment ? { defaultInfo: { environment: [property.environment] } } : {};
    return [
      name,
      { ...variable, ...(property.replaces ? { willReplaceOnChanges: true } : {}), ...environment },
    ] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * `pulumi do` fills in defaults itself and doesn't read the environment (seen with CLI 3.259). A default in the schema would
 * override the variable, and the request would go to another server. So only the provider fills in what has a variable.
 */
function defaultInWords({ description, default: fallback, environment }: Property): Partial<Property> {
  if (!environment || fallback === undefined) return {};
  return { default: undefined, description: `${description} Default: \`${String(fallback)}\`.` };
}

function resourceSchema<Api>(types: SchemaTypes, pack: PackageDefinition<Api>, resource: AnyResource<Api>): Json {
  const declared = propertiesOf(resource.inputs);
  const inputs = types.object(resource.name, declared);
  const outputs = types.object(resource.name, withInputs(propertiesOf(resource.outputs), declared));
  const listed = resource.list && types.object(`${resource.name}List`, propertiesOf(resource.list.inputs));
  return defined({
    description: resourceDocs(pack, resource),
    type: "object",
    properties: outputs.properties,
    required: outputs.required,
    inputProperties: inputs.properties,
    requiredInputs: inputs.required,
    stateInputs: {
      description: `Input properties used for looking up and filtering ${resource.name} resources.`,
      type: "object",
      properties: withoutDefaults(outputs.properties),
    },
    listInputs: listed && {
      description: `Filters for the list of ${resource.name} resources.`,
      type: "object",
      properties: listed.properties,
      ...(listed.required.length > 0 ? { required: listed.required } : {}),
    },
  });
}

/** Everything that the state shows: the outputs, and the inputs. Inputs with a default are always there. */
function withInputs(outputs: Properties, inputs: Properties): Properties {
  const shown = Object.entries(inputs).map(([name, input]) => {
    const output = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
    const merged = output
      ? { ...output, description: output.description || input.description, replaces: input.replaces }
      : { ...input, required: input.required || input.default !== undefined };
    return [name, { ...merged, default: undefined, secret: input.secret || (output?.secret ?? false) }] as const;
  });
  return { ...outputs, ...Object.fromEntries(shown) };
}

function withoutDefaults(properties: Json): Json {
  const entries = Object.entries(properties).map(([name, property]) => {
    const { default: _default, willReplaceOnChanges: _replaces, ...rest } = property as Json;
    return [name, rest] as const;
  });
  return Object.fromEntries(entries);
}

function functionSchema<Api>(types: SchemaTypes, pack: PackageDefinition<Api>, definition: AnyFunction<Api>): Json {
  const owner = pascal(definition.name);
  const inputs = types.object(owner, propertiesOf(definition.inputs));
  const outputs = types.object(`${owner}Result`, propertiesOf(definition.outputs));
  return {
    description: functionDocs(pack, definition),
    inputs: { type: "object", ...withRequired(inputs) },
    outputs: { type: "object", ...withRequired({ ...outputs, properties: withoutDefaults(outputs.properties) }) },
  };
}

function withRequired({ properties, required }: { properties: Json; required: string[] }): Json {
  return { properties, ...(required.length > 0 ? { required } : {}) };
}

function defined(document: Json): Json {
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}
