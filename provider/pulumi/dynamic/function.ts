import type * as pulumi from "@pulumi/pulumi";
import type { PropertyFailure } from "../definition/check.js";
import type { AnyFunction } from "../definition/definition.js";
import { Refused } from "../definition/errors.js";
import * as lifecycle from "../definition/lifecycle.js";
import type { GivenSettings, PackageDefinition } from "../definition/package.js";
import { asSent } from "../definition/sound.js";
import { propertiesOf } from "../values/property.js";
import { markSecrets } from "../values/secrets.js";
import { compact, isObject, Secret, type Values } from "../values/values.js";
import { sdk } from "./programSdk.js";

/** A look-up as a TypeScript program calls it. Its exact types are generated with the package. */
export type LookUp = (args?: Values, options?: pulumi.InvokeOptions) => Promise<Values>;

/** The same with arguments that may be outputs of resources. */
export type LookUpOutput = (args?: pulumi.Inputs, options?: pulumi.InvokeOutputOptions) => pulumi.Output<Values>;

/** Makes both forms of a look-up, `getThing` and `getThingOutput`. They need no plugin: the program itself asks the API. */
export function dynamicFunction<Api>(
  pack: PackageDefinition<Api>,
  definition: AnyFunction<Api>,
): Record<string, LookUp | LookUpOutput> {
  const { name } = definition;
  const plain: LookUp = async (args = {}, options = {}) => {
    refuse(name, [...notArguments(args), ...outputsAmong(name, args), ...otherProvider(options)]);
    return look(pack, definition, args, options);
  };
  // A value that is unknown in a preview makes the result unknown. A secret value makes it secret.
  const output: LookUpOutput = (args = {}, { dependsOn, ...options } = {}) => {
    refuse(name, otherProvider(options));
    return sdk()
      .all([sdk().output(args), madeBefore(dependsOn)])
      .apply(([known]) => look(pack, definition, known, options))
      .apply((found) => asSecretAsItIs(definition, found));
  };
  return { [name]: plain, [`${name}Output`]: output };
}

/** An output has no secret parts: one secret part makes all of it secret. */
function asSecretAsItIs<Api>({ outputs }: AnyFunction<Api>, found: Values): pulumi.Output<Values> {
  const secret = holdsSecret(markSecrets(propertiesOf(outputs), found));
  const shown: pulumi.Output<unknown> = secret ? sdk().secret(undefined) : sdk().output(undefined);
  return shown.apply(() => found);
}

function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  return (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []).some(holdsSecret);
}

/** Known when all of these resources exist. In a preview, not before those that are yet to be created. */
function madeBefore(dependsOn: pulumi.InvokeOutputOptions["dependsOn"]): pulumi.Output<unknown> {
  const idOf = (one: pulumi.Resource) => (sdk().CustomResource.isInstance(one) ? one.id : one.urn);
  return sdk()
    .output(dependsOn ?? [])
    .apply((made) => sdk().output([made].flat().map(idOf)));
}

/** The program itself asks, with the settings of its stack. Settings of another provider wouldn't count. */
function otherProvider({ provider }: pulumi.InvokeOptions): PropertyFailure[] {
  const reason =
    "cannot be another provider here: the look-up uses the stack's configuration. Use the SDK of the plugin";
  return provider === undefined ? [] : [{ property: "provider", reason }];
}

async function look<Api>(
  pack: PackageDefinition<Api>,
  definition: AnyFunction<Api>,
  args: Values,
  options: pulumi.InvokeOptions,
): Promise<Values> {
  const { name } = definition;
  refuse(name, notArguments(args));
  const { inputs, failures, warnings } = lifecycle.check(definition as AnyFunction<never>, args);
  refuse(name, failures);
  for (const { property, reason } of warnings) void sdk().log.warn(`${name}: ${property} ${reason}`);
  if (isMocked()) return sdk().runtime.invoke(`${pack.name}:index:${name}`, args, options);
  try {
    const { signal } = new AbortController();
    return compact(
      await definition.invoke({
        api: connection(pack),
        inputs: asSent(definition as AnyFunction<never>, inputs),
        signal,
      }),
    );
  } catch (error) {
    if (error instanceof Refused) refuse(name, error.failures);
    throw stopping(name, error);
  }
}

/** In a unit test (`pulumi.runtime.setMocks`), the test's `call` answers, as for a function of a plugin. */
function isMocked(): boolean {
  const monitor: unknown = sdk().runtime.getMonitor();
  return typeof monitor === "object" && monitor !== null && "mocks" in monitor;
}

/** One connection for the same settings. Programs of several stacks may run in one process (Automation API). */
const connections = new WeakMap<object, Map<string, unknown>>();

function connection<Api>(pack: PackageDefinition<Api>): Api {
  const given = settings(pack);
  const key = JSON.stringify(given);
  const known: Map<string, unknown> = connections.get(pack) ?? new Map();
  connections.set(pack, known);
  if (!known.has(key)) known.set(key, pack.connect(given));
  return known.get(key) as Api;
}

/** The settings of the running stack, and the environment variables that replace them. */
function settings<Api>(pack: PackageDefinition<Api>): GivenSettings {
  const config = new (sdk().Config)(pack.name);
  const properties = Object.entries(propertiesOf(pack.configuration));
  const variables = properties.flatMap(([, { environment }]) => environment ?? []);
  return {
    configuration: Object.fromEntries(properties.map(([key]) => [key, config.get(key)])),
    environment: Object.fromEntries(variables.map((variable) => [variable, process.env[variable]])),
  };
}

/** A JavaScript program may pass anything. */
function notArguments(args: unknown): PropertyFailure[] {
  const reason = "must be an object whose keys are the names of the arguments";
  return isObject(args) ? [] : [{ property: "args", reason }];
}

/** Deeper than any argument. A resource in place of an argument contains a loop back to itself. */
const DEEPEST = 5;

function outputsAmong(name: string, value: unknown, path = "", depth = 0): PropertyFailure[] {
  if (depth > DEEPEST) return [];
  if (sdk().Output.isInstance(value) || value instanceof Promise) {
    return [{ property: path, reason: `is not a plain value yet: call ${name}Output with it` }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => outputsAmong(name, item, `${path}[${index}]`, depth + 1));
  }
  const parts = isObject(value) && !sdk().Resource.isInstance(value) ? Object.entries(value) : [];
  return parts.flatMap(([key, part]) => outputsAmong(name, part, path ? `${path}.${key}` : key, depth + 1));
}

/** Everything that is wrong with the arguments, at once. */
function refuse(name: string, failures: readonly PropertyFailure[]): void {
  if (failures.length === 0) return;
  const lines = failures.map(({ property, reason }) => `  ${property} ${reason}`);
  throw brief(new (sdk().RunError)([`${name} cannot answer:`, ...lines].join("\n")));
}

/** An error whose text says everything. Pulumi shows it without the stack of the provider's own code. */
function stopping(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) return error;
  return Object.assign(brief(new (sdk().RunError)(`${name}: ${error.message}`)), { cause: error });
}

/**
 * Without a stack. Pulumi prints an error with `util.inspect` in colors, and Node.js takes half a minute to color a stack that
 * leads through \`node_modules\`. The provider's own code wouldn't help anybody either.
 */
function brief<Told extends Error>(error: Told): Told {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}
