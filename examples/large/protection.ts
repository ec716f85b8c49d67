import * as pulumi from "@pulumi/pulumi";
import * as bandwidth from "@pulumi-bandwidth/bandwidth";

/**
 * Protects every order for numbers of the stack, also those that somebody adds later and forgets to protect: a number
 * that was disconnected may be gone for ever. `pulumi destroy`, and a change that would replace an order, are refused
 * until `pulumi config set protectNumbers false` and one more `pulumi up`.
 *
 * `protect` does not hinder a lower `quantity`, which disconnects the newest numbers; the provider setting
 * `bandwidth:maxDisconnects: 0` does.
 */
export function protectAllNumbers(): void {
  pulumi.runtime.registerStackTransformation(({ resource, props, opts }) =>
    bandwidth.PhoneNumberOrder.isInstance(resource) ? { props, opts: { ...opts, protect: true } } : undefined,
  );
}
