import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import { todays } from "../daily.js";
import { lsrOrderOf } from "../resources/lsrOrderSupport.js";
import { portInOf } from "../resources/portInSupport.js";
import { killProviders } from "./harness/processes.js";
import type { RunningCli, Workspace } from "./harness/workspace.js";
import { peer, pluginStack, type Resource, ref, site } from "./pluginSupport.js";
import { expectSettled, fails, ok, program, stackOn } from "./support.js";

/** A report takes longer than any of these runs. */
const HOURS_MS = 10 * 60 * 60 * 1_000;

let simulator: Simulator;
const stacks: Workspace[] = [];
beforeAll(async () => {
  simulator = await startSimulator({ reportLatencyMs: HOURS_MS });
});
afterEach(() => {
  for (const stack of stacks.splice(0)) stack.cleanup();
  simulator.faults.clear();
  simulator.reset();
});
afterAll(() => simulator.close());

const of = (type: string, properties: Resource["properties"], ...after: string[]): Resource => ({
  type: `bandwidth:${type}`,
  properties,
  options: { dependsOn: after.map(ref) },
});

/** What is asked for once, one after the other. */
const RESOURCES: Record<string, Resource> = {
  office: site(),
  trunk: peer(),
  ported: of("PortIn", portInOf(ref("office.siteId")), "trunk"),
  leaving: of("LsrOrder", lsrOrderOf(), "ported"),
  numbers: of("ReportInstance", { reportId: "100020", outputFormat: "csv" }, "leaving"),
};

/** The same as a program over the dynamic resources. */
function javaScript(resources: Record<string, Resource>): string {
  const code = (value: unknown) => JSON.stringify(value ?? {}).replaceAll(/"\$\{([^}]+)\}"/g, "$1");
  const statements = Object.entries(resources).map(([name, { type, properties, options }]) => {
    const className = type.replace("bandwidth:", "");
    return `const ${name} = new bw.${className}("${name}", ${code(properties)}, ${code(options)});`;
  });
  return program(...statements);
}

const FRONT_ENDS: Record<string, () => Promise<Workspace>> = {
  "dynamic resources": () => stackOn(simulator, javaScript(RESOURCES)),
  "the plugin": () => pluginStack(simulator, { resources: RESOURCES }),
};

const KILLS: Record<string, (running: RunningCli, stack: Workspace) => Promise<void>> = {
  async "its provider"(running) {
    expect(await killProviders(running.pid)).toBeGreaterThan(0);
    await fails(running.result);
  },
  async "the whole up"(running, stack) {
    await running.kill();
    await stack.unlock();
  },
};

const POSTS = [/\/portins$/, /\/lsrorders$/, /\/instances$/];
const arrived = (path: RegExp) => simulator.requests.matching("POST", path).length;

/** Starts an up, and waits until a request that has acted is there, whose answer never comes. */
async function upUntil(stack: Workspace, path: RegExp): Promise<RunningCli> {
  const before = arrived(path);
  simulator.faults.on("POST", path, { kind: "silence", act: true });
  const running = stack.spawn("up", "--yes", "--skip-preview");
  for (const end = Date.now() + 180_000; arrived(path) === before; ) {
    if (Date.now() > end) throw new Error(`nothing came:\n${running.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return running;
}

/** The report is ready when somebody asks how it stands, who has taken it over. */
function finishReports(): void {
  simulator.faults.add({
    method: "GET",
    path: /\/instances\/\d+$/,
    fault: { kind: "delay", ms: 0 },
    onHit() {
      for (const one of simulator.account.reportInstances.values()) one.readyAt = 0;
    },
  });
}

/** Every front-end with every kill; each day one of each. */
const ALL = Object.entries(FRONT_ENDS).flatMap(([name, start], index) => {
  const kills = Object.entries(KILLS).map(([what, kill]) => [name, what, start, kill] as const);
  return index % 2 === 0 ? kills : kills.reverse();
});

test.each(
  todays(ALL, 2),
)("with %s, between each POST and its state, %s is killed: everything is asked for once", async (_name, _what, start, kill) => {
  const stack = await start();
  stacks.push(stack);
  for (const path of POSTS) {
    await kill(await upUntil(stack, path), stack);
    simulator.faults.clear();
  }
  finishReports();
  await ok(stack.up());
  expect(POSTS.map(arrived)).toEqual([1, 1, 1]);
  const { portIns, lsrOrders, reportInstances } = simulator.account;
  expect([portIns.size, lsrOrders.size, reportInstances.size]).toEqual([1, 1, 1]);
  await expectSettled(stack, simulator);
});
