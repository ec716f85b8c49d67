import { afterAll, afterEach, expect } from "vitest";
import { type RequestRecord, type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { createWorkspace, type RunResult, type Workspace, type WorkspaceOptions } from "./harness/workspace.js";
import { pluginStack, type YamlProgram } from "./pluginSupport.js";

/**
 * The account that the tests of a file work on, as it was on its first day for each of them. The stacks that are made
 * with `stackOf` or handed to `keep` are taken away after the test.
 */
export async function engineAccount(options: SimulatorOptions = {}) {
  const simulator = await startSimulator(options);
  const stacks: Workspace[] = [];
  afterEach(() => {
    for (const stack of stacks.splice(0)) stack.cleanup();
    simulator.reset();
  });
  afterAll(() => simulator.close());

  const keep = async (starting: Promise<Workspace>): Promise<Workspace> => {
    const stack = await starting;
    stacks.push(stack);
    return stack;
  };
  return {
    simulator,
    keep,
    stackOf: (program: WorkspaceOptions["program"], more?: Partial<WorkspaceOptions>) =>
      keep(stackOn(simulator, program, more)),
    pluginStackOf: (text: YamlProgram, more?: Partial<WorkspaceOptions>) => keep(pluginStack(simulator, text, more)),
  };
}

/** A stack whose provider works on the simulated account; settings come from the environment. */
export function stackOn(
  simulator: Simulator,
  program: WorkspaceOptions["program"],
  options: Partial<WorkspaceOptions> = {},
): Promise<Workspace> {
  return createWorkspace({ ...options, program, env: { ...simulator.environment(), ...options.env } });
}

/** A CommonJS program over the package. */
export function program(...parts: string[]): string {
  return ['const pulumi = require("@pulumi/pulumi");', 'const bw = require("pulumi-bandwidth");', ...parts].join("\n");
}

export const ADDRESS = JSON.stringify({
  houseNumber: "900",
  streetName: "Main Campus Drive",
  city: "Raleigh",
  stateCode: "NC",
  zip: "27606",
});

export const SITE = `const site = new bw.Site("office", { name: "Raleigh", address: ${ADDRESS} });`;

/** A site's default peer, named `peer` in the program and "trunk" on the screen. */
export const PEER = `const peer = new bw.SipPeer("trunk", {
  siteId: site.siteId, name: "Main", isDefaultPeer: true, voiceHosts: [{ hostName: "192.0.2.7", port: 5060 }],
});`;

export const OTHER_PEER = `const other = new bw.SipPeer("spare", {
  siteId: site.siteId, name: "Other", voiceHosts: [{ hostName: "192.0.2.8", port: 5060 }],
}, { dependsOn: peer });`;

/** An order, "numbers" on the screen, at `site` and `peer`. */
export function numbers(inputs: string, options = "{}"): string {
  return `const numbers = new bw.PhoneNumberOrder("numbers", {
  siteId: site.siteId, sipPeerId: peer.sipPeerId, ${inputs} }, ${options});`;
}

/** One number of an area: the simulator sells NPA-555-0100 first. */
export function number(line: number, areaCode = "919"): string {
  return `+1${areaCode}555${String(100 + line).padStart(4, "0")}`;
}

export function quoted(list: readonly string[]): string {
  return JSON.stringify(list);
}

/** Moves resources, by their names, to a new stack of the project: `pulumi state move`. */
export async function moveTo(stack: Workspace, other: string, ...names: string[]): Promise<void> {
  await ok(stack.run("stack", "init", other, "--no-select"));
  const urns = await Promise.all(names.map((name) => urnOf(stack, name)));
  await ok(stack.run("state", "move", "--source", "dev", "--dest", other, "--yes", ...urns));
}

/** The run, which has to end well. */
export async function ok(run: Promise<RunResult>): Promise<RunResult> {
  const result = await run;
  expect(result.code, result.text).toBe(0);
  return result;
}

/** The run, which has to end with an error. */
export async function fails(run: Promise<RunResult>): Promise<RunResult> {
  const result = await run;
  expect(result.code, result.text).toBeGreaterThan(0);
  return result;
}

/** What a run did or would do, row by row as on the screen: `update numbers: quantity`. */
export function rows({ steps }: RunResult): string[] {
  return steps
    .filter(({ op, diffs }) => op !== "same" && !(op === "refresh" && diffs.length === 0))
    .map(({ op, name, diffs }) => (diffs.length > 0 ? `${op} ${name}: ${diffs.join(", ")}` : `${op} ${name}`));
}

/** The requests that changed something since a mark: `POST /orders`, with the account's part of the path left out. */
export function writes(simulator: Simulator, mark: number): string[] {
  return simulator.requests.writes(mark).map(shown);
}

function shown({ method, path }: RequestRecord): string {
  return `${method} ${path.replace(/^\/accounts\/\d+/, "")}`;
}

/** Nothing changes, and nothing but GET is sent: neither the account nor the program differs from the state. */
export async function expectSettled(stack: Workspace, simulator: Simulator): Promise<void> {
  const mark = simulator.requests.mark();
  const up = await ok(stack.up("--refresh", "--expect-no-changes"));
  // What was taken over once loses the id that it was taken over by; to the engine that is no change.
  expect(
    rows(up).filter((row) => !/^refresh \S+: adopt$/.test(row)),
    up.text,
  ).toEqual([]);
  expect(Object.keys(up.changes), up.text).toEqual(["same"]);
  expectOnlyReads(simulator, mark);
}

/**
 * The same in two runs: what a create or an update has left in the state is as the program wants it, before any
 * refresh has put it right, and a refresh finds nothing to put right.
 */
export async function expectSettledAtOnce(stack: Workspace, simulator: Simulator): Promise<void> {
  const mark = simulator.requests.mark();
  const up = await ok(stack.up());
  expect(rows(up), up.text).toEqual([]);
  const refresh = await ok(stack.refresh());
  expect(Object.keys(refresh.changes), refresh.text).toEqual(["same"]);
  expectOnlyReads(simulator, mark);
}

export function expectOnlyReads(simulator: Simulator, mark: number): void {
  expect(simulator.requests.since(mark).length).toBeGreaterThan(0);
  expect(writes(simulator, mark)).toEqual([]);
}

/** Outputs of a resource as the state holds them. */
export async function outputsOf(stack: Workspace, name: string): Promise<Record<string, unknown>> {
  const { deployment } = await stack.stackExport();
  const found = deployment.resources?.find(({ urn, custom }) => custom && urn.endsWith(`::${name}`));
  return found?.outputs ?? {};
}

/** Names of the resources in the state, without the stack and what the engine itself adds. */
export async function namesInState(stack: Workspace): Promise<string[]> {
  const { deployment } = await stack.stackExport();
  return (deployment.resources ?? [])
    .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/bandwidth:") && !type.endsWith(":StateKey"))
    .map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2))
    .sort();
}

export async function urnOf(stack: Workspace, name: string): Promise<string> {
  const { deployment } = await stack.stackExport();
  return deployment.resources?.find(({ urn, custom }) => custom && urn.endsWith(`::${name}`))?.urn ?? "";
}
