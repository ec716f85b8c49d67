import { randomUUID } from "node:crypto";
import { bandwidth } from "../../package.js";
import { IDENTITY, STATE_KEY_TYPE } from "../../pulumi/dynamic/identity.js";
import { withKeys } from "../../pulumi/run/homes.js";
import { FROM_CLASSES } from "../../pulumi/values/urn.js";
import { isObject } from "../../pulumi/values/values.js";
import { type ExportedState, isReference, type StateResource } from "./deployment.js";
import { classOf, typeWithPlugin, urnWithPlugin } from "./names.js";

/** What only dynamic resources have among their inputs and outputs. The plugin knows none of them. */
const OF_CLASSES = ["__provider", IDENTITY, "adopt"];
const CLASS_PROVIDER = "pulumi:providers:pulumi-nodejs";
const PLUGIN_PROVIDER = `pulumi:providers:${bandwidth.name}`;

/** Whether a class of this package made the resource. */
export const isOurs = ({ type }: StateResource): boolean => classOf(type) !== undefined;

const isStateKey = ({ type }: StateResource): boolean => classOf(type) === STATE_KEY_TYPE;

/**
 * The state in which the plugin has what the classes had. Ids, order books, secrets, parents, dependencies and options stay as
 * they are. One provider resource of the plugin takes the place of the dynamic provider, with its settings. The resource that
 * holds the state key goes, since it is nothing on the account.
 */
export function withPlugin(state: ExportedState, providerName?: string): ExportedState {
  const { resources } = state.deployment;
  const gone = new Set(resources.filter(isStateKey).map(({ urn }) => urn));
  const kept = resources.filter((resource) => !isStateKey(resource));
  const before = new Set(kept.filter(isOurs).map(({ provider }) => provider));
  const key = `${FROM_CLASSES}${stateKeyOf(resources)}`;
  const provider = providerOf(resources, before, key, providerName);
  const reference = `${provider.urn}::${provider.id}`;

  const others = kept.filter(({ urn }) => urn !== provider.urn);
  const moved = others.map((resource) => movedResource(resource, gone, { reference, key }));
  const used = new Set(moved.map((resource) => resource.provider));
  const needed = moved.filter((resource) => resource.type !== CLASS_PROVIDER || used.has(referenceOf(resource)));
  // A provider stands before the resources that use it.
  const first = needed.findIndex((resource) => resource.provider === reference);
  const all = [...needed.slice(0, first), provider, ...needed.slice(first)];
  return { ...state, deployment: { ...state.deployment, resources: all } };
}

const referenceOf = ({ urn, id }: StateResource) => `${urn}::${id}`;

/** `key` stays with each resource when the stack gets another provider. */
function movedResource(
  resource: StateResource,
  gone: ReadonlySet<string>,
  { reference, key }: { reference: string; key: string },
): StateResource {
  const ours = isOurs(resource);
  const { inputs, outputs, dependencies, propertyDependencies, ...rest } = resource;
  const properties = (values: Record<string, unknown> | undefined) =>
    values && (ours ? without(OF_CLASSES, withReferences(values)) : withReferences(values));
  const urns = (list: readonly string[]) => list.filter((urn) => !gone.has(urn)).map(urnWithPlugin);
  const byProperty = Object.entries(propertyDependencies ?? {})
    .filter(([name]) => !ours || !OF_CLASSES.includes(name))
    .map(([name, list]) => [name, list && urns(list)]);
  const parts = {
    ...rest,
    ...(inputs && { inputs: properties(inputs) }),
    ...(outputs && { outputs: ours ? withKeys([key], properties(outputs) ?? {}) : properties(outputs) }),
    ...(dependencies && { dependencies: urns(dependencies) }),
    ...(propertyDependencies && { propertyDependencies: Object.fromEntries(byProperty) }),
  };
  const structure = Object.entries(parts).map(([field, value]) => [
    field,
    PROPERTIES.has(field) ? value : named(value),
  ]);
  const moved = Object.fromEntries(structure) as StateResource;
  return ours ? { ...moved, type: typeWithPlugin(resource.type), provider: reference } : moved;
}

/** Texts of users and of the account. No URN in them is the state's own. */
const PROPERTIES = new Set(["inputs", "outputs", "id", "initErrors", "sourcePosition", "stackTrace"]);

/** The same with the plugin's URNs, in whatever field and depth the engine keeps them: `deletedWith`, aliases. */
function named(value: unknown): unknown {
  if (typeof value === "string") return urnWithPlugin(value);
  if (Array.isArray(value)) return value.map(named);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, named(part)])) : value;
}

/** Properties in which a reference to a resource has the plugin's URN. */
function withReferences(values: Record<string, unknown>): Record<string, unknown> {
  const urn = isReference(values) ? { urn: urnWithPlugin(String(values.urn)) } : {};
  return {
    ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, withReferencesIn(value)])),
    ...urn,
  };
}

function withReferencesIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferencesIn);
  return isObject(value) ? withReferences(value) : value;
}

function without(names: readonly string[], values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

/**
 * The plugin's provider, with the settings of the dynamic provider. Without a name it is the default provider that the engine
 * makes for an SDK of this version. A program that uses another one gets that in the next run: the engine compares their
 * settings, and replaces nothing. The key of before is in each resource.
 */
function providerOf(
  resources: readonly StateResource[],
  before: ReadonlySet<string | undefined>,
  id: string,
  givenName?: string,
): StateResource {
  const prefix = `${bandwidth.name}:`;
  const dynamic = resources.filter((resource) => resource.type === CLASS_PROVIDER && before.has(referenceOf(resource)));
  const settings = dynamic
    .flatMap(({ inputs }) => Object.entries(inputs ?? {}))
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value]);
  const { pluginDownloadUrl: pluginDownloadURL } = bandwidth.publication ?? {};
  const origin = { version: bandwidth.version, ...(pluginDownloadURL && { pluginDownloadURL }) };
  const name = givenName ?? defaultProviderName(origin);
  // The engine makes this one for a program that names no version.
  const inputs = { ...Object.fromEntries(settings), ...(name === "default" ? {} : origin) };
  const [, place] = /^(urn:pulumi:.*?::.*?::)/s.exec(resources[0]?.urn ?? "") ?? [];
  const urn = `${place}${PLUGIN_PROVIDER}::${name}`;
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  const parent = !name.startsWith("default") && stack !== undefined ? { parent: stack } : {};
  const existing = resources.find((resource) => resource.urn === urn);
  return existing ?? { urn, custom: true, id, type: PLUGIN_PROVIDER, inputs, outputs: inputs, ...parent };
}

/** What the ids of the classes' orders and marks are made of. They go on with it. Without it, nothing was ordered or marked. */
function stateKeyOf(resources: readonly StateResource[]): string {
  const { id, outputs } = resources.find(isStateKey) ?? {};
  return typeof outputs?.key === "string" ? outputs.key : (id ?? randomUUID());
}

/** The name of the default provider that the engine makes for an SDK of this version, which also says where the plugin is. */
export function defaultProviderName({
  version,
  pluginDownloadURL = "",
}: {
  version: string;
  pluginDownloadURL?: string;
}) {
  const segments = pluginDownloadURL.split("/").filter(Boolean);
  const address = segments.map((segment) => segment.replaceAll(/[^\w.-]/g, "_").replace(/^[^A-Za-z_.]/, "_")).join("/");
  return ["default", version.replaceAll(/[.+-]/g, "_"), ...(address ? [address] : [])].join("_");
}
