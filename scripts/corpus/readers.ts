import * as orderKinds from "../../provider/bandwidth/orders/kinds.js";
import { submittedId } from "../../provider/bandwidth/orders/submit.js";
import { parseNotification } from "../../provider/callbacks/notification.js";
import { parsePortOutValidation } from "../../provider/callbacks/portOutValidation.js";
import { functions } from "../../provider/functions/loaded.js";
import type { AnyFunction } from "../../provider/pulumi/definition/definition.js";
import * as lifecycle from "../../provider/pulumi/definition/lifecycle.js";
import { type Property, propertiesOf } from "../../provider/pulumi/values/property.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import type { Bandwidth } from "../../provider/resources/define.js";
import { operationName } from "./known.js";

/** A body's content, by the lowercase names of its elements. Look-ups request what the body is about. */
export type Texts = ReadonlyMap<string, string>;

/** Requests an operation, and returns what the provider makes of the answer. */
export type Reader = (api: Bandwidth, texts: Texts) => Promise<unknown>;

/**
 * The look-ups that name an operation: once with only the required arguments, and once with all of them. A look-up that
 * refuses these gets the arguments of its page's example.
 */
export function lookUpsOf(operation: string): Reader[] {
  return functions.flatMap((lookUp) => {
    const named = lookUp.operations.find((one) => operationName(one) === operation);
    return named === undefined ? [] : samplesFor(lookUp, inPath(named)).map((sample) => readerOf(lookUp, sample));
  });
}

/** The arguments to use, given a body's content. */
type Sample = (texts: Texts) => Values;

const refusals = (lookUp: AnyFunction<Bandwidth>, inputs: Values) =>
  lifecycle.check(lookUp as AnyFunction<never>, inputs).failures;

/** The lowercase names of a path's parameters: a look-up may leave them out, and then requests something else. */
const inPath = (operation: string): string[] =>
  [...operation.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name.toLowerCase());

function samplesFor(lookUp: AnyFunction<Bandwidth>, named: readonly string[]): Sample[] {
  const samples = [sampleFor(lookUp, named, false), sampleFor(lookUp, named, true)];
  if (samples.every((sample) => refusals(lookUp, sample(new Map())).length === 0)) return samples;
  // A value with a `$` names a resource of the page's program.
  const shown = (lookUp.examples ?? []).map(({ inputs }) => inputs as Values);
  const usable = shown.filter((inputs) => !JSON.stringify(inputs).includes("$"));
  if (usable.length === 0) throw new Error(`${lookUp.name} refuses its sample, and its page shows none`);
  return usable.map((inputs) => () => inputs);
}

function sampleFor(lookUp: AnyFunction<Bandwidth>, named: readonly string[], withSwitches: boolean): Sample {
  const properties = Object.entries(propertiesOf(lookUp.inputs));
  const given = properties.filter(
    ([name, { required, kind }]) =>
      required || named.includes(name.toLowerCase()) || (withSwitches && kind === "boolean"),
  );
  return (texts) =>
    Object.fromEntries(given.map(([name, property]) => [name, told(texts.get(name.toLowerCase()), property)]));
}

function readerOf(lookUp: AnyFunction<Bandwidth>, sample: Sample): Reader {
  const { signal } = new AbortController();
  return async (api, texts) => {
    const { inputs, failures } = lifecycle.check(lookUp as AnyFunction<never>, sample(texts));
    if (failures.length === 0) return lookUp.invoke({ api, inputs, signal });
    throw new Error(`${lookUp.name} refuses its sample: ${JSON.stringify(failures)}`);
  };
}

function told(text: string | undefined, property: Property): unknown {
  return text !== undefined && property.kind === "string" && "value" in property.parse(text)
    ? text
    : sampleOf(property);
}

function sampleOf({ example, default: usual, kind, values, items, properties }: Property): unknown {
  if (example !== undefined) return example;
  if (usual !== undefined) return usual;
  if (kind === "list") return items ? [sampleOf(items)] : [];
  if (kind === "boolean") return true;
  if (kind === "number") return 1;
  if (kind !== "object") return values?.[0] ?? "1";
  const required = Object.entries(properties ?? {}).filter(([, part]) => part.required);
  return Object.fromEntries(required.map(([name, part]) => [name, sampleOf(part)]));
}

/** Readers that look for an id, a name or a time in the answer to a change. */
const changes = new Map<string, Reader>([
  ...Object.values(orderKinds).flatMap((kind): [string, Reader][] => {
    if (typeof kind !== "object") return [];
    return [[operationName(`POST /accounts/{}/${kind.collection}`), (api) => submit(api, kind)]];
  }),
  ["POST /accounts/{}/sites", (api) => api.sites.create({ name: "A" })],
  ["POST /accounts/{}/sites/{}/sippeers", (api) => api.sipPeers.create("1", { name: "A" })],
  ["POST /accounts/{}/sipcredentials", (api) => api.sipCredentials.create({ userName: "a", hash1: "0" })],
  ["POST /accounts/{}/realms", (api) => api.realms.create({ name: "a" })],
  [
    "POST /accounts/{}/realms/{}/sipcredentials",
    (api) => api.sipCredentials.ofRealm("1").create({ userName: "a", hash1: "0" }),
  ],
  ["POST /accounts/{}/portins/{}/loas", (api) => api.portInDocuments.add("1", document)],
  ["PUT /accounts/{}/portins/{}/activationstatus", (api) => api.portIns.activate("1", "2026-01-02T00:00:00Z")],
]);

const document = { contentType: "application/pdf", content: new Uint8Array([1]) };

async function submit(api: Bandwidth, kind: orderKinds.OrderKind): Promise<string> {
  const answer = await api.client.request({ method: "POST", path: api.client.account(kind.collection) });
  const id = submittedId(kind, answer);
  if (id === undefined) throw new Error(`the ${kind.label} has no id`);
  return id;
}

/** The reader of the answer to a change. Undefined where the provider only uses the HTTP status. */
export const changeOf = (operation: string): Reader | undefined => changes.get(operation);

/** Readers of what Bandwidth sends by itself. */
export const callbacks = new Map<string, (body: string) => unknown>([
  ["POST /callbacks/notificationcallbackapi", parseNotification],
  ["POST /callbacks/portoutvalidationcallbackapi", parsePortOutValidation],
]);
