import type * as pulumi from "@pulumi/pulumi";
import { unknownSettings } from "../definition/unknownSettings.js";
import { parseDuration } from "../values/duration.js";
import { typeOfClass } from "../values/urn.js";
import { IDENTITY, type Identity, STATE_KEY_TYPE } from "./identity.js";
import { guard, secretInputs, valueAlone } from "./inputs.js";
import type { PackageOutline, ResourceOutline } from "./outline.js";
import { sdk, whyNotLoaded } from "./programSdk.js";
import { CustomResource, inheritFromSdk, transformedLast } from "./sdk.js";

/** The class of a TypeScript program for one resource. Its exact types are generated with the package. */
export type DynamicResourceClass = new (
  name: string,
  args: pulumi.Inputs,
  options?: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/**
 * The serialized provider in the state of every resource. It is constant, and only a door to the installed package. So an
 * upgrade makes no diff, and no secret, path or version can be in it (docs/maintainers/engine.md#dynamic-resources).
 */
function stub(npmName: string, type: string): string {
  return `exports.handler = () => require("${npmName}/handlers").${type};`;
}

/** What Pulumi registers, with everything that this front-end adds to what the program says. */
type Prepared = { props: pulumi.Inputs; opts: pulumi.CustomResourceOptions };

/** Makes the class that a program instantiates. It needs no plugin: the engine runs the stub. */
export function dynamicClass(pack: PackageOutline, resource: ResourceOutline): DynamicResourceClass {
  const type = typeOfClass(pack.name, resource.name);
  const { inputs, outputs, secretOutputs } = resource;
  const none = Object.fromEntries([...Object.keys(inputs), ...outputs].map((name) => [name, undefined]));

  const prepare = (name: string, args: pulumi.Inputs, options: pulumi.CustomResourceOptions): Prepared => ({
    props: {
      ...none,
      ...guard(args, inputs),
      __provider: stub(pack.npmName, resource.name),
      [IDENTITY]: {
        urn: urnOf(name, type, options.parent),
        stateKey: resource.needsStateKey ? stateKey(pack) : undefined,
        timeouts: timeouts(options.customTimeouts),
        secrets: secretInputs(args, inputs),
        replaceOnChanges: options.replaceOnChanges,
      } satisfies { [Part in keyof Identity]: pulumi.Input<Identity[Part]> },
    },
    opts: {
      ...options,
      // The engine marks an output as secret if the input of that name is secret. It can't know what is made of a secret.
      additionalSecretOutputs: [...new Set([...secretOutputs, ...(options.additionalSecretOutputs ?? [])])],
    },
  });

  const made = class extends CustomResource {
    constructor(name: string, args: pulumi.Inputs = {}, options: pulumi.CustomResourceOptions = {}) {
      inheritFromSdk(made);
      refuseUnknownSettings(pack);
      refuseToStart(pack);
      refuseImport(resource, name, options);
      const { props, opts } = prepare(name, args, options);
      super(type, name, props, opts);
      if (sdk().runtime.isDryRun()) Object.assign(this, partsOfId(this.id, resource));
    }

    /** Whether an object is a resource of this class, even if it comes from another copy of the package. */
    static override isInstance(object: unknown): object is pulumi.CustomResource {
      return sdk().Resource.isInstance(object) && (object as { __pulumiType?: string }).__pulumiType === type;
    }
  };
  // What a transformation has changed counts: its secrets, its timeouts.
  transformedLast(made, ({ name, props, opts, resource: itself }) => {
    refuseImport(resource, name, opts);
    warnOfDeletedWith(pack, itself, opts);
    return prepare(name, props, opts);
  });
  // The name that a debugger and an error show.
  return Object.defineProperty(made, "name", { value: resource.name });
}

/**
 * The engine asks a dynamic provider for no outputs in a preview. So all of them would be unknown wherever something changes,
 * and a site's new name would show as the replacement of its peers. What is part of the id is known from the id.
 */
function partsOfId(id: pulumi.Output<string>, { stableOutputs, idForm }: ResourceOutline): Record<string, unknown> {
  const places = stableOutputs.map((name) => [name, idForm.split("/").indexOf(name)] as const);
  const parts = places.filter(([, place]) => place >= 0);
  return Object.fromEntries(parts.map(([name, place]) => [name, id.apply((text) => text.split("/")[place])]));
}

/**
 * The URN of a child is made from its parent's URN. As a dependency, a component stands for all of its children, and two
 * children of one component would wait for each other forever. So it is only the value.
 */
function urnOf(name: string, type: string, parent: pulumi.Resource | undefined): Promise<string> {
  return valueAlone(sdk().createUrn(name, type, parent));
}

/** The engine doesn't tell a dynamic provider about timeouts, so they travel with the inputs. */
function timeouts(custom: pulumi.CustomTimeouts | undefined): Identity["timeouts"] {
  if (!custom) return undefined;
  const milliseconds = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text));
  return {
    create: milliseconds(custom.create),
    update: milliseconds(custom.update),
    delete: milliseconds(custom.delete),
  };
}

/** The engine passes any settings to a dynamic provider, and nobody checks whether they exist. */
function refuseUnknownSettings({ name, settings }: PackageOutline): void {
  const keys = Object.keys(sdk().runtime.allConfig()).filter((key) => key.startsWith(`${name}:`));
  const failures = unknownSettings(
    keys.map((key) => key.slice(name.length + 1)),
    settings,
  );
  if (failures.length === 0) return;
  throw new (sdk().RunError)(failures.map(({ property, reason }) => `${name}:${property} ${reason}`).join("\n"));
}

/** Later the engine would fail with forty lines of stack for each resource, and continue with those of other packages. */
function refuseToStart({ npmName }: PackageOutline): void {
  const reason = whyNotLoaded(npmName, sdk().getRootDirectory());
  if (reason !== undefined) throw new (sdk().RunError)(reason);
}

/** Pulumi's dynamic provider can't import: it would end in a TypeError of its own. */
function refuseImport({ name: type }: ResourceOutline, name: string, options: pulumi.CustomResourceOptions): void {
  const id: unknown = options.import;
  if (id === undefined) return;
  const instead = typeof id === "string" ? `adopt: ${JSON.stringify(id)}` : "adopt: …";
  throw new (sdk().RunError)(
    `${type} "${name}": the option "import" does not work with dynamic resources. ` +
      `Remove it, and give the same id as an input: ${instead}`,
  );
}

/** With this option, the engine forgets a resource and never asks for its deletion. */
function warnOfDeletedWith(
  { displayName }: PackageOutline,
  resource: pulumi.Resource,
  { deletedWith }: pulumi.CustomResourceOptions,
): void {
  if (deletedWith === undefined) return;
  const text =
    `what this resource stands for stays on the account, and on its bill: with the option deletedWith, Pulumi forgets the resource ` +
    `and does not delete it. ${displayName} deletes nothing along with another resource. Remove the option`;
  // The resource has its URN, beside which this is shown, when its constructor has finished. Pulumi itself reports a failure of
  // the constructor.
  queueMicrotask(() => void Promise.resolve(sdk().log.warn(text, resource)).catch(() => {}));
}

/** One key for each run of a program. Several stacks may run in one process (Automation API, mocks). */
const keys = new WeakMap<object, pulumi.Output<string>>();

function stateKey(pack: PackageOutline): pulumi.Output<string> {
  const run = sdk().runtime.getMonitor() ?? StateKey;
  let key = keys.get(run);
  if (!key) {
    key = new StateKey(pack.name, pack.npmName).key;
    keys.set(run, key);
  }
  return key;
}

/**
 * A random key that is in the state before the first order is placed. The ids of orders are made with it. So a run that is
 * started again finds its own orders, and two states never find each other's (docs/maintainers/money.md#order-ids).
 */
class StateKey extends CustomResource {
  declare readonly key: pulumi.Output<string>;
  constructor(packageName: string, npmName: string) {
    inheritFromSdk(StateKey);
    const provider = stub(npmName, STATE_KEY_TYPE);
    super(typeOfClass(packageName, STATE_KEY_TYPE), npmName, { key: undefined, __provider: provider });
  }
}
// Orders wait for it. Something that a transformation makes every resource wait for may be such an order.
transformedLast(StateKey, ({ props, opts: { dependsOn, replaceWith, deletedWith, ...opts } }) => ({ props, opts }));
