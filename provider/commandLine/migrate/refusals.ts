import { bandwidth } from "../../package.js";
import { STATE_KEY_TYPE } from "../../pulumi/dynamic/identity.js";
import { STATE_FORMAT } from "../../pulumi/run/format.js";
import type { ExportedState, StateResource } from "./deployment.js";
import { classOf, urnWithPlugin } from "./names.js";
import { isOurs } from "./rewrite.js";

/** Why this state can't become the plugin's now: everything at once, each in a sentence with what to do. */
export function refusals(state: ExportedState): string[] {
  const { resources, pending_operations: pending } = state.deployment;
  const ours = resources.filter(isOurs);
  const things = ours.filter(({ type }) => classOf(type) !== STATE_KEY_TYPE);
  if (things.length === 0) return [nothingToDo(resources)];
  return [
    ...(pending?.length ? [unfinished(pending.map(({ type, resource }) => `${type} ${nameOf(resource?.urn)}`))] : []),
    ...halfReplaced(things),
    ...unknownHere(things),
    ...newer(things),
    ...twice(resources, things),
  ];
}

function nothingToDo(resources: readonly StateResource[]): string {
  const withPlugin = resources.filter(({ type }) => type.startsWith(`${bandwidth.name}:index:`)).length;
  return withPlugin > 0
    ? `No class of pulumi-bandwidth made anything in this state, and ${withPlugin} resources are the plugin's already. There is nothing to do.`
    : "No class of pulumi-bandwidth made anything in this state. Is it the right stack?";
}

/** The engine writes it down before it asks. `pulumi stack import` would forget it, and with it what may have been bought. */
function unfinished(operations: readonly string[]): string {
  return (
    `A run was interrupted: ${operations.join(", ")}. What it ordered may be in no state yet. ` +
    "Run `pulumi up` with the classes until it ends well, and export the state again."
  );
}

/** What replaces them is found by the ids of before. With the plugin it would be bought again. */
function halfReplaced(things: readonly StateResource[]): string[] {
  const half = things.filter((one) => one.delete || one.pendingReplacement || one.taint);
  if (half.length === 0) return [];
  return [
    `The replacement of ${namesOf(half)} is not finished, or was asked for with \`pulumi state taint\`. ` +
      "Run `pulumi up` with the classes until it ends well, or take the taint back with `pulumi state untaint`, and export the state again.",
  ];
}

function unknownHere(things: readonly StateResource[]): string[] {
  const names = new Set(bandwidth.resources.map(({ name }) => name));
  const unknown = things.filter(({ type }) => !names.has(classOf(type) ?? ""));
  if (unknown.length === 0) return [];
  return [`This version has no resource for ${namesOf(unknown)}. Use the version that made them, or a later one.`];
}

function newer(things: readonly StateResource[]): string[] {
  const made = things.filter(({ outputs }) => Number(outputs?.__format) > STATE_FORMAT);
  if (made.length === 0) return [];
  return [
    `A newer version wrote the state of ${namesOf(made)}. Use the version that last ran on this stack, or a later one.`,
  ];
}

/** A program with the plugin has run on the state of the classes, and may have made things of its own. */
function twice(resources: readonly StateResource[], things: readonly StateResource[]): string[] {
  const all = new Set(resources.map(({ urn }) => urn));
  const double = things.filter(({ urn }) => all.has(urnWithPlugin(urn)));
  if (double.length === 0) return [];
  return [
    `The plugin has a resource of its own with the name of ${namesOf(double)}. A program with the plugin ran before its state was ready. ` +
      "Look at what that run made. Remove it: put the saved state back with `pulumi stack import`, or destroy those resources with `pulumi destroy --target`.",
  ];
}

const MOST_NAMED = 10;

function namesOf(resources: readonly StateResource[]): string {
  const names = resources.slice(0, MOST_NAMED).map(({ urn }) => nameOf(urn));
  const more = resources.length - names.length;
  return names.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Type and name, as a program calls it: `PhoneNumberOrder "main"`. */
export function nameOf(urn = ""): string {
  const [, , types = "", ...name] = urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  return `${type.split(":").at(-1)} "${name.join("::")}"`;
}
