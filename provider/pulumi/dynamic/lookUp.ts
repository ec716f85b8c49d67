import type * as pulumi from "@pulumi/pulumi";
import { definitionOf } from "../definition/deferred.js";
import type { AnyFunction } from "../definition/definition.js";
import { Refused } from "../definition/errors.js";
import * as lifecycle from "../definition/lifecycle.js";
import type { GivenSettings, ServedPackage } from "../definition/package.js";
import { asSent } from "../definition/sound.js";
import { propertiesOf } from "../values/property.js";
import { markSecrets } from "../values/secrets.js";
import { compact, isObject, Secret, type Values } from "../values/values.js";
import { sdk } from "./programSdk.js";
import { notArguments, refuse, stopping } from "./refuse.js";

/** Answers a look-up of a program. `secret`: a part of the answer is. */
export async function lookUp<Api>(
  pack: ServedPackage<Api>,
  name: string,
  args: Values,
  options: pulumi.InvokeOptions,
): Promise<{ found: Values; secret: boolean }> {
  refuse(name, notArguments(args));
  const definition = await definitionOf(pack.functions, name);
  if (definition === undefined) throw new TypeError(`${pack.npmName} has no look-up ${name}`);
  const found = await look(pack, definition, args, options);
  return { found, secret: holdsSecret(markSecrets(propertiesOf(definition.outputs), found)) };
}

async function look<Api>(
  pack: ServedPackage<Api>,
  definition: AnyFunction<Api>,
  args: Values,
  options: pulumi.InvokeOptions,
): Promise<Values> {
  const { name } = definition;
  const { inputs, failures, warnings } = lifecycle.check(definition as AnyFunction<never>, args);
  refuse(name, failures);
  for (const { property, reason } of warnings) void sdk().log.warn(`${name}: ${property} ${reason}`);
  if (isMocked()) return sdk().runtime.invoke(`${pack.name}:index:${name}`, args, options);
  try {
    const { signal } = new AbortController();
    const api = await connection(pack);
    return compact(await definition.invoke({ api, inputs: asSent(definition as AnyFunction<never>, inputs), signal }));
  } catch (error) {
    if (error instanceof Refused) refuse(name, error.failures);
    throw stopping(name, error);
  }
}

function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  return (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []).some(holdsSecret);
}

/** In a unit test (`pulumi.runtime.setMocks`), the test's `call` answers, as for a function of a plugin. */
function isMocked(): boolean {
  const monitor: unknown = sdk().runtime.getMonitor();
  return typeof monitor === "object" && monitor !== null && "mocks" in monitor;
}

/** One connection for the same settings. Programs of several stacks may run in one process (Automation API). */
const connections = new WeakMap<object, Map<string, unknown>>();

function connection<Api>(pack: ServedPackage<Api>): Api | Promise<Api> {
  const given = settings(pack);
  const key = JSON.stringify(given);
  const known: Map<string, unknown> = connections.get(pack) ?? new Map();
  connections.set(pack, known);
  if (!known.has(key)) known.set(key, pack.connect(given));
  return known.get(key) as Api | Promise<Api>;
}

/** The settings of the running stack, and the environment variables that replace them. */
function settings<Api>(pack: ServedPackage<Api>): GivenSettings {
  const config = new (sdk().Config)(pack.name);
  const properties = Object.entries(propertiesOf(pack.configuration));
  const variables = properties.flatMap(([, { environment }]) => environment ?? []);
  return {
    configuration: Object.fromEntries(properties.map(([key]) => [key, config.get(key)])),
    environment: Object.fromEntries(variables.map((variable) => [variable, process.env[variable]])),
  };
}
