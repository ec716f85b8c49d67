import type * as pulumi from "@pulumi/pulumi";
import { sdk } from "./programSdk.js";

/**
 * The base of a class of a program, until the first object is created. Only then is it certain which copy of the SDK is the
 * program's.
 */
export const CustomResource = class {} as unknown as typeof pulumi.CustomResource;

/** Gives a class the SDK's own class as its base. Call it before `super`. */
export function inheritFromSdk(made: { prototype: object }): void {
  if (Object.getPrototypeOf(made) !== CustomResource) return;
  const base = sdk().CustomResource;
  Object.setPrototypeOf(made, base);
  Object.setPrototypeOf(made.prototype, base.prototype);
}

type Transformation = (args: {
  resource: pulumi.Resource;
  name: string;
  props: pulumi.Inputs;
  opts: pulumi.CustomResourceOptions;
}) => { props: pulumi.Inputs; opts: pulumi.CustomResourceOptions };

/**
 * Transforms each object of a class once more, after all transformations of its options, its parents and its stack. Pulumi
 * keeps them in this property of the object, in their order, before it runs them.
 */
export function transformedLast(made: { prototype: object }, last: Transformation): void {
  const kept = new WeakMap<object, pulumi.ResourceTransformation[]>();
  Object.defineProperty(made.prototype, "__transformations", {
    configurable: true,
    get(this: object) {
      return kept.get(this);
    },
    set(this: object, all: pulumi.ResourceTransformation[]) {
      // Children inherit what their parent has.
      kept.set(this, [...all, (args) => (args.resource === this ? last(args) : undefined)]);
    },
  });
}
