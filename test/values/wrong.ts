import * as pulumi from "@pulumi/pulumi";
import type { CheckResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import { bandwidth } from "../../provider/package.js";
import type { PropertyFailure } from "../../provider/pulumi/definition/check.js";
import { Refused } from "../../provider/pulumi/definition/errors.js";
import { dynamicFunction, type LookUp } from "../../provider/pulumi/dynamic/function.js";
import { dynamicHandlers } from "../../provider/pulumi/dynamic/handlers.js";
import { invoke } from "../../provider/pulumi/plugin/invoke.js";
import { check } from "../../provider/pulumi/plugin/resources.js";
import { ServerSession } from "../../provider/pulumi/plugin/session.js";
import { examplesOf } from "../../provider/pulumi/schema/examples.js";
import { type Properties, type Property, propertiesOf } from "../../provider/pulumi/values/property.js";
import { structOf } from "../../provider/pulumi/values/struct.js";
import type { Values } from "../../provider/pulumi/values/values.js";
import { toWire } from "../../provider/pulumi/values/wire.js";
import { good } from "../security/texts.js";

export const environment = { BW_ACCOUNT_ID: "9500249", BW_ACCESS_TOKEN: "token", BW_API_URL: "http://127.0.0.1:1" };

/** What people write in the place of something else. */
export const MISTAKES: readonly unknown[] = [true, 1, 1.5, "x", "", [], {}, [null], [[]], [true], [{}], { x: 1 }, null];

export type Step = string | number;

/** Every place in these properties, the first element of each list included. */
export function places(properties: Properties, before: readonly Step[] = []): { path: Step[]; property: Property }[] {
  return Object.entries(properties).flatMap(([name, property]) => placesOf(property, [...before, name]));
}

function placesOf(property: Property, path: Step[]): { path: Step[]; property: Property }[] {
  const items = property.items ? placesOf(property.items, [...path, 0]) : [];
  return [{ path, property }, ...items, ...places(property.properties ?? {}, path)];
}

/** A copy with this value there; what the way leads through is made where it is missing. */
export function withValue(whole: unknown, [first, ...rest]: readonly Step[], value: unknown): unknown {
  if (first === undefined) return value;
  if (typeof first === "number") {
    const list = Array.isArray(whole) ? [...whole] : [];
    list[first] = withValue(list[first], rest, value);
    return list;
  }
  const object = typeof whole === "object" && whole !== null && !Array.isArray(whole) ? (whole as Values) : {};
  return { ...object, [first]: withValue(object[first], rest, value) };
}

export const pathOf = (path: readonly Step[]): string =>
  path.map((step, at) => (typeof step === "number" ? `[${step}]` : `${at > 0 ? "." : ""}${step}`)).join("");

/** Whether a value is of another kind than the property: no rule about its content has a say then. */
export function isOfAnotherKind({ kind }: Property, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (kind === "list") return !Array.isArray(value);
  if (kind === "object") return typeof value !== "object" || Array.isArray(value);
  return kind === "asset" || typeof value !== kind;
}

/** Good inputs of every resource and every function. */
export const goodInputs = (name: string): Values[] => {
  const resource = good("13606", "order", "port")[name];
  if (resource) return resource;
  const definition = bandwidth.functions.find((one) => one.name === name);
  return definition ? examplesOf(bandwidth, definition).map(({ inputs }) => inputs) : [];
};

export const definitions = [...bandwidth.resources, ...bandwidth.functions].map(({ name, inputs }) => ({
  name,
  properties: propertiesOf(inputs),
}));

/** Functions that answer without asking anybody: here only what they refuse counts. */
const answering = {
  ...bandwidth,
  functions: bandwidth.functions.map((definition) => ({ ...definition, invoke: async () => ({}) })),
};
const handlers = dynamicHandlers(bandwidth, { argv: [], env: environment });
const plugin = new ServerSession(answering, environment);
const lookUps = new Map(
  answering.functions.map(({ name }) => [name, dynamicFunction(name, async () => answering)[name]]),
);
const resources = new Set(bandwidth.resources.map(({ name }) => name));

/** What a look-up of a TypeScript program refuses. */
async function refusedByFunction(name: string, args: Values): Promise<PropertyFailure[]> {
  pulumi.runtime.setAllConfig({
    "bandwidth:accountId": environment.BW_ACCOUNT_ID,
    "bandwidth:accessToken": environment.BW_ACCESS_TOKEN,
    "bandwidth:baseUrl": environment.BW_API_URL,
  });
  try {
    await (lookUps.get(name) as LookUp)(args);
    return [];
  } catch (error) {
    if (!pulumi.RunError.isInstance(error)) throw error;
    const [, ...lines] = error.message.split("\n");
    return lines.map((line) => {
      const [, property = "", reason = ""] = /^ {2}(\S+) (.*)$/.exec(line) ?? [];
      return { property, reason };
    });
  }
}

/** What `Invoke` of the plugin refuses. */
async function refusedByInvoke(name: string, args: Values): Promise<PropertyFailure[]> {
  const request = new providerPb.InvokeRequest();
  request.setTok(`bandwidth:index:${name}`);
  request.setArgs(structOf(toWire(args)));
  try {
    await invoke(plugin, request, new AbortController().signal);
    return [];
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.failures;
  }
}

/** The failure of a secret names it in its reason (docs/maintainers/engine.md#errors). */
function named({ property, reason }: PropertyFailure): PropertyFailure {
  const [, path = "", rest = ""] = /^(\S+) ([\s\S]*)$/.exec(reason) ?? [];
  return property === "" ? { property: path, reason: rest } : { property, reason };
}

/** What each front-end says of the inputs of a resource or function, as they are handed to it. */
export const checks: [name: string, (type: string, inputs: Values) => Promise<PropertyFailure[]>][] = [
  [
    "dynamic resources",
    async (type, inputs) => {
      if (!resources.has(type)) return refusedByFunction(type, inputs);
      const urn = `urn:pulumi:dev::test::pulumi-nodejs:dynamic/bandwidth:${type}::one`;
      const bag = { ...toWire(inputs), __provider: "stub", __identity: { urn, stateKey: "key" } };
      return ((await handlers[type]?.check({}, bag))?.failures ?? []).map(named);
    },
  ],
  [
    "the plugin",
    async (type, inputs) => {
      if (!resources.has(type)) return refusedByInvoke(type, inputs);
      const request = new providerPb.CheckRequest();
      request.setUrn(`urn:pulumi:dev::test::bandwidth:index:${type}::one`);
      request.setType(`bandwidth:index:${type}`);
      request.setNews(structOf(toWire(inputs)));
      const response: CheckResponse = await check(plugin, request);
      return response.getFailuresList().map((failure) => named(failure.toObject()));
    },
  ],
];
