import type * as pulumi from "@pulumi/pulumi";
import type { ServedPackage } from "../definition/package.js";
import type { PropertyFailure } from "../values/failure.js";
import { isObject, type Values } from "../values/values.js";
import { sdk } from "./programSdk.js";
import { notArguments, refuse } from "./refuse.js";

/** A look-up as a TypeScript program calls it. Its exact types are generated with the package. */
export type LookUp = (args?: Values, options?: pulumi.InvokeOptions) => Promise<Values>;

/** The same with arguments that may be outputs of resources. */
export type LookUpOutput = (args?: pulumi.Inputs, options?: pulumi.InvokeOutputOptions) => pulumi.Output<Values>;

/** Makes both forms of a look-up, `getThing` and `getThingOutput`. They need no plugin: the program itself asks the API. */
export function dynamicFunction<Api>(
  name: string,
  load: () => Promise<ServedPackage<Api>>,
): Record<string, LookUp | LookUpOutput> {
  // What answers is loaded at the first question. Most programs ask nothing.
  const look = async (args: Values, options: pulumi.InvokeOptions) => {
    const [pack, { lookUp }] = await Promise.all([load(), import("./lookUp.js")]);
    return lookUp(pack, name, args, options);
  };
  const plain: LookUp = async (args = {}, options = {}) => {
    refuse(name, [...notArguments(args), ...outputsAmong(name, args), ...otherProvider(options)]);
    return (await look(args, options)).found;
  };
  // A value that is unknown in a preview makes the result unknown. A secret value makes it secret.
  const output: LookUpOutput = (args = {}, { dependsOn, ...options } = {}) => {
    refuse(name, otherProvider(options));
    return sdk()
      .all([sdk().output(args), madeBefore(dependsOn)])
      .apply(([known]) => look(known, options))
      .apply(asSecretAsItIs);
  };
  return { [name]: plain, [`${name}Output`]: output };
}

/** An output has no secret parts: one secret part makes all of it secret. */
function asSecretAsItIs({ found, secret }: { found: Values; secret: boolean }): pulumi.Output<Values> {
  const shown: pulumi.Output<unknown> = secret ? sdk().secret(undefined) : sdk().output(undefined);
  return shown.apply(() => found);
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
