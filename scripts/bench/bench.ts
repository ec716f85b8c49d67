// `npm run bench`: the cost of the main jobs in requests, time and memory, on the simulated account with the real
// engine.

import { type Simulator, startSimulator } from "../../simulator/index.js";
import prepare from "../../test/engine/harness/globalSetup.js";
import { createWorkspace, type Workspace } from "../../test/engine/harness/workspace.js";
import { type Figures, measure, total } from "./measure.js";
import { idle, ordering, several } from "./programs.js";

const ORDER_LATENCY_MS = 300;
const REPEATS = 3;

type Row = readonly [what: string, figures: Figures];

/** Gives `job` its own account and stack. */
async function on(program: string, job: (simulator: Simulator, workspace: Workspace) => Promise<Row[]>): Promise<void> {
  const simulator = await startSimulator({ orderLatencyMs: ORDER_LATENCY_MS });
  try {
    const workspace = await createWorkspace({ program, env: simulator.environment(), timeoutMs: 600_000 });
    try {
      for (const row of await job(simulator, workspace)) print(row);
    } finally {
      workspace.cleanup();
    }
  } finally {
    await simulator.close();
  }
}

/** Orders in an existing site and peer, then a refresh of everything. */
async function createAndRefresh(count: number, quantity: number): Promise<void> {
  await on(ordering([]), async (simulator, workspace) => {
    await measure(simulator, workspace, () => workspace.up());
    workspace.setProgram(ordering(several(count, quantity)));
    const what = `${count} ${count === 1 ? "order" : "orders"} of ${quantity}`;
    const created = await measure(simulator, workspace, () => workspace.up());
    const refreshed = await measure(simulator, workspace, () => workspace.refresh());
    return [
      [`create ${what}`, created],
      [`refresh ${what} (and site, peer)`, refreshed],
    ];
  });
}

/**
 * The same number of resources, once as orders and once as no-ops. They alternate, so that both run on the same machine
 * load.
 */
async function besideTheEngine(count: number): Promise<void> {
  for (let turn = 1; turn <= REPEATS; turn++) {
    await on(ordering([]), async (simulator, workspace) => {
      await measure(simulator, workspace, () => workspace.up());
      workspace.setProgram(ordering(several(count, 1)));
      return [[`up ${count} orders, turn ${turn}`, await measure(simulator, workspace, () => workspace.up())]];
    });
    await on(idle(0), async (simulator, workspace) => {
      await measure(simulator, workspace, () => workspace.up());
      workspace.setProgram(idle(count));
      return [[`up ${count} no-ops, turn ${turn}`, await measure(simulator, workspace, () => workspace.up())]];
    });
  }
}

function print([what, figures]: Row): void {
  line(what, figures.seconds.toFixed(1), String(total(figures)), String(figures.memoryMb ?? "?"));
  for (const [kind, count] of figures.requests) line("", "", String(count), "", kind);
}

function line(what: string, seconds: string, requests: string, memory: string, kind = ""): void {
  const cells = [what.padEnd(44), seconds.padStart(8), requests.padStart(9), memory.padStart(8), `  ${kind}`];
  console.log(cells.join("").trimEnd());
}

await prepare();
console.log(`Orders take ${ORDER_LATENCY_MS} ms. Memory is the peak of the provider's process.\n`);
line("", "seconds", "requests", "MB");
await createAndRefresh(1, 1);
await createAndRefresh(1, 5_000);
await createAndRefresh(200, 25);
await besideTheEngine(100);
