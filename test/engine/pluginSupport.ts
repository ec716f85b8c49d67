import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { bandwidth } from "../../provider/package.js";
import { serve } from "../../provider/pulumi/plugin/serve.js";
import type { Simulator } from "../../simulator/index.js";
import type { RunResult, StateResource, Workspace, WorkspaceOptions } from "./harness/workspace.js";
import { createWorkspace } from "./harness/workspace.js";

/** This checkout, which is the package under test. */
export const REPOSITORY = resolve(import.meta.dirname, "../..");

const BIN = join(REPOSITORY, "bin");
const COMMAND = "pulumi-resource-bandwidth";

type Part = Record<string, unknown>;

/** The parts of a YAML program. */
export interface YamlProgram {
  resources?: Record<string, Resource>;
  outputs?: Part;
  variables?: Part;
  /** What the stack's configuration holds for the program. */
  config?: Part;
  /** The folder that holds the plugin, if not this checkout's. False: the program does not say. */
  plugin?: string | false;
}

/** A resource as YAML writes it. */
export interface Resource {
  type: string;
  properties?: Part;
  options?: Part;
  get?: Part;
  defaultProvider?: boolean;
}

/** A YAML program that says where the plugin lies. JSON is YAML too, so each part is written as it stands here. */
export function yaml({ resources = {}, outputs = {}, variables = {}, config = {}, plugin = BIN }: YamlProgram): string {
  const plugins = { providers: [{ name: "bandwidth", path: plugin }] };
  const where = plugin === false ? {} : { plugins };
  const parts = Object.entries({ ...where, config, variables, resources, outputs });
  return parts.map(([name, part]) => `${name}: ${JSON.stringify(part)}\n`).join("");
}

export const ADDRESS = {
  houseNumber: "900",
  streetName: "Main Campus Drive",
  city: "Raleigh",
  stateCode: "NC",
  zip: "27606",
};

export function site(name = "Raleigh", options?: Part): Resource {
  return { type: "bandwidth:Site", properties: { name, address: ADDRESS }, options };
}

/** The default peer of the site "office". */
export function peer(more: Part = {}): Resource {
  const hosts = [{ hostName: "192.0.2.7", port: 5060 }];
  return {
    type: "bandwidth:SipPeer",
    properties: { siteId: ref("office.siteId"), name: "Main", isDefaultPeer: true, voiceHosts: hosts, ...more },
  };
}

/** A second peer, made after the default one. */
export function otherPeer(): Resource {
  const hosts = [{ hostName: "192.0.2.8", port: 5060 }];
  return {
    type: "bandwidth:SipPeer",
    properties: { siteId: ref("office.siteId"), name: "Other", voiceHosts: hosts },
    options: { dependsOn: [ref("trunk")] },
  };
}

/** An order at the peer "trunk" of the site "office". */
export function numbers(wish: Part, options?: Part): Resource {
  const place = { siteId: ref("office.siteId"), sipPeerId: ref("trunk.sipPeerId") };
  return { type: "bandwidth:PhoneNumberOrder", properties: { ...place, ...wish }, options };
}

export function webhook(more: Part = {}): Resource {
  const callback = { url: "https://hooks.example.com/bandwidth", ...more };
  return { type: "bandwidth:Subscription", properties: { orderType: "orders", callback } };
}

/** What YAML puts in the place of this: an output, or a resource. */
export function ref(path: string): string {
  return `\${${path}}`;
}

/** A site, its peer, and numbers at it. */
export function withNumbers(wish: Part, options?: Part): YamlProgram {
  return { resources: { office: site(), trunk: peer(), numbers: numbers(wish, options) } };
}

/** So many numbers of an area. */
export function searched(quantity: number, more: Part = {}): Part {
  return { search: { areaCode: "919" }, quantity, ...more };
}

/**
 * Who wants the plugin in a process of its own, for each command: where that, its working directory (a path in the
 * program) or what it prints matters, or where the program has several providers.
 */
export const OWN_PROCESS = { serve: undefined } satisfies Partial<WorkspaceOptions>;

/**
 * A stack in YAML whose plugin works on the simulated account; settings come from the environment. The plugin is served
 * by the tests themselves, anew for each command, and the engine is told where.
 */
export function pluginStack(
  simulator: Simulator | undefined,
  program: YamlProgram,
  options: Partial<WorkspaceOptions> = {},
): Promise<Workspace> {
  const servable = program.plugin === undefined && options.installation === undefined;
  return createWorkspace({
    ...(servable ? { serve: (env) => serve({ ...bandwidth, load: async () => bandwidth }, { argv: [], env }) } : {}),
    ...options,
    program: { "Pulumi.yaml": yaml(program) },
    runtime: "yaml",
    env: { ...simulator?.environment(), ...options.env },
  });
}

/** Gives a stack another program. */
export function change(stack: Workspace, program: YamlProgram): void {
  stack.setProgram({ "Pulumi.yaml": yaml(program) });
}

/** Lets the CLI find the command `pulumi-resource-bandwidth` where a shell would. */
export function pluginOnPath(stack: Workspace): void {
  stack.env.PATH = [BIN, stack.env.PATH].join(delimiter);
}

/** Puts the plugin where `pulumi plugin install` puts plugins: `pulumi do` looks nowhere else without a registry. */
export function installPlugin(stack: Workspace): void {
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as { version: string };
  const folder = join(stack.env.PULUMI_HOME ?? "", "plugins", `resource-bandwidth-v${version}`);
  mkdirSync(folder, { recursive: true });
  symlinkSync(join(BIN, COMMAND), join(folder, COMMAND));
}

/** The resources of the plugin in the state. */
export async function resourcesOf(stack: Workspace): Promise<StateResource[]> {
  const { deployment } = await stack.stackExport();
  return (deployment.resources ?? []).filter(({ type }) => type.startsWith("bandwidth:"));
}

export async function resourceOf(stack: Workspace, name: string): Promise<StateResource | undefined> {
  return (await resourcesOf(stack)).find(({ urn }) => urn.endsWith(`::${name}`));
}

/** Every place that a run changed or would change, as the screen names it: `trunk terminationHosts[1].port: update`. */
export function places({ steps }: RunResult): string[] {
  return steps.flatMap(({ name, detailedDiff }) =>
    Object.entries(detailedDiff).map(([path, { diffKind }]) => `${name} ${path}: ${diffKind}`),
  );
}

/** The id that the simulated account gave to what has that name. */
export function idOf(all: Map<string, { id: string; name: string }>, name: string): string {
  return [...all.values()].find((each) => each.name === name)?.id ?? "";
}

/** What is said and stays on the screen, with how serious it is. */
export function said({ diagnostics }: RunResult): string[] {
  return diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
}
