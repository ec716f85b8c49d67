import * as pulumi from "@pulumi/pulumi";
import type { AnyResource, PackageDefinition } from "./definition.js";
import { parseDuration } from "./duration.js";
import { IDENTITY, type Identity, STATE_KEY_TYPE } from "./dynamicIdentity.js";
import { type Property, propertiesOf } from "./property.js";
import { unknownSettings } from "./unknownSettings.js";

/** The class of a TypeScript program for one resource; its exact types are generated with the package. */
export type DynamicResourceClass = new (
  name: string,
  args: pulumi.Inputs,
  options?: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/**
 * The serialized provider that lies in the state of every resource: constant, and nothing but a door to the installed
 * package, so that an upgrade makes no diff and no secret, path or version can be in it (pulumi-contract §4).
 */
function stub(npmName: string, type: string): string {
  return `exports.handler = () => require("${npmName}/handlers").${type};`;
}

function token(packageName: string, type: string): string {
  return `pulumi-nodejs:dynamic/${packageName}:${type}`;
}

/** Makes the class that a program instantiates. It needs no plugin: the engine runs the stub. */
export function dynamicClass<Api>(pack: PackageDefinition<Api>, resource: AnyResource<Api>): DynamicResourceClass {
  const type = token(pack.name, resource.name);
  const inputs = propertiesOf(resource.inputs);
  const outputs = Object.entries(propertiesOf(resource.outputs)).filter(([, { internal }]) => !internal);
  const none = Object.fromEntries(
    [...Object.keys(inputs), ...outputs.map(([name]) => name)].map((name) => [name, undefined]),
  );

  const secretOutputs = outputs.filter(([, { secret }]) => secret).map(([name]) => name);

  const made = class extends pulumi.CustomResource {
    constructor(name: string, args: pulumi.Inputs = {}, options: pulumi.CustomResourceOptions = {}) {
      refuseUnknownSettings(pack);
      const identity = identityOf(pack, resource, type, name, options);
      const provider = stub(pack.npmName, resource.name);
      super(
        type,
        name,
        { ...none, ...guard(args, inputs), __provider: provider, [IDENTITY]: identity },
        {
          ...options,
          // The engine marks an output as secret when the input of its name is; what is made of a secret it cannot know.
          additionalSecretOutputs: [...secretOutputs, ...(options.additionalSecretOutputs ?? [])],
        },
      );
      if (pulumi.runtime.isDryRun()) Object.assign(this, partsOfId(this.id, resource));
    }

    /** Whether an object is a resource of this class, also when it comes from another copy of the package. */
    static override isInstance(object: unknown): object is pulumi.CustomResource {
      return pulumi.Resource.isInstance(object) && (object as { __pulumiType?: string }).__pulumiType === type;
    }
  };
  // The name that a debugger and an error show.
  return Object.defineProperty(made, "name", { value: resource.name });
}

/**
 * The engine asks a dynamic provider for no outputs in a preview, so all of them would be unknown wherever something
 * changes, and a site's new name would show as the replacement of its peers. What is part of the id is known from it.
 */
function partsOfId<Api>(id: pulumi.Output<string>, { outputs, importId }: AnyResource<Api>): Record<string, unknown> {
  const stable = Object.entries(propertiesOf(outputs)).filter(([, property]) => property.stable);
  const places = stable.map(([name]) => [name, importId.form.split("/").indexOf(name)] as const);
  const parts = places.filter(([, place]) => place >= 0);
  return Object.fromEntries(parts.map(([name, place]) => [name, id.apply((text) => text.split("/")[place])]));
}

function identityOf<Api>(
  pack: PackageDefinition<Api>,
  resource: AnyResource<Api>,
  type: string,
  name: string,
  options: pulumi.CustomResourceOptions,
): { [Part in keyof Identity]: pulumi.Input<Identity[Part]> } {
  return {
    urn: valueAlone(pulumi.createUrn(name, type, options.parent)),
    stateKey: resource.placesOrders ? stateKey(pack) : undefined,
    timeouts: timeouts(options.customTimeouts),
  };
}

/**
 * The value without what it depends on. The URN of a child is made from its parent's: as a dependency, a component stands for all
 * of its children, so two children of one component would wait for each other for ever.
 */
function valueAlone(output: pulumi.Output<string>): Promise<string> {
  // Every version of the SDK has this method; it is only missing from its types.
  const value = (output as unknown as { promise(): Promise<string> }).promise();
  // When the parent fails, the SDK itself tells why: it waits for the parent too.
  value.catch(() => {});
  return value;
}

/** The engine does not tell a dynamic provider about time-outs, so they travel with the inputs. */
function timeouts(custom: pulumi.CustomTimeouts | undefined): Identity["timeouts"] {
  if (!custom) return undefined;
  const milliseconds = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text));
  return {
    create: milliseconds(custom.create),
    update: milliseconds(custom.update),
    delete: milliseconds(custom.delete),
  };
}

/** Marks what must stay secret, wherever the program left it plain. */
function guard(args: pulumi.Inputs, properties: Record<string, Property>): pulumi.Inputs {
  const entries = Object.entries(args).map(([name, value]) => [name, guardValue(value, properties[name])] as const);
  return Object.fromEntries(entries);
}

function guardValue(value: unknown, property: Property | undefined): unknown {
  if (value === undefined || !property || !holdsSecret(property)) return value;
  if (property.secret) return pulumi.secret(value);
  // Inside a plain object only the secret part is marked; an output is marked as a whole.
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return pulumi.secret(value);
  if (Array.isArray(value)) return value.map((item) => guardValue(item, property.items));
  return typeof value === "object" && value !== null ? guard(value as pulumi.Inputs, property.properties ?? {}) : value;
}

function holdsSecret(property: Property): boolean {
  const parts = [...Object.values(property.properties ?? {}), ...(property.items ? [property.items] : [])];
  return property.secret || parts.some(holdsSecret);
}

/** The engine hands a dynamic provider any settings, and asks nobody whether there are such. */
function refuseUnknownSettings<Api>({ name, configuration }: PackageDefinition<Api>): void {
  const keys = Object.keys(pulumi.runtime.allConfig()).filter((key) => key.startsWith(`${name}:`));
  const failures = unknownSettings(
    keys.map((key) => key.slice(name.length + 1)),
    propertiesOf(configuration),
  );
  if (failures.length === 0) return;
  throw new pulumi.RunError(failures.map(({ property, reason }) => `${name}:${property} ${reason}`).join("\n"));
}

/** One key for each run of a program: several stacks may run in one process (Automation API, mocks). */
const keys = new WeakMap<object, StateKey>();

function stateKey<Api>(pack: PackageDefinition<Api>): pulumi.Output<string> {
  const run = pulumi.runtime.getMonitor() ?? StateKey;
  let key = keys.get(run);
  if (!key) {
    key = new StateKey(pack.name, pack.npmName);
    keys.set(run, key);
  }
  return key.key;
}

/**
 * A random key that lies in the state before the first order is placed: the ids of orders are made with it, so a run
 * that is started again finds its own orders, and two states never find each other's (design §4.1).
 */
class StateKey extends pulumi.CustomResource {
  declare readonly key: pulumi.Output<string>;
  constructor(packageName: string, npmName: string) {
    const provider = stub(npmName, STATE_KEY_TYPE);
    super(token(packageName, STATE_KEY_TYPE), npmName, { key: undefined, __provider: provider });
  }
}
