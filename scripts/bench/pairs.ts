import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Simulator, startSimulator } from "../../simulator/index.js";
import type { StackState, Workspace } from "../../test/engine/harness/workspace.js";
import { cpuOfChildren } from "./cpu.js";
import { noopFolder, type Pair, pairOf, REPOSITORY } from "./programs.js";
import { median, type Part, type Row } from "./report.js";

export type FrontEnd = "plugin" | "dynamic";
/** A workspace of the harness, or what a test has in its place. */
export type Runner = Pick<Workspace, "up" | "preview" | "refresh" | "destroy" | "stackExport" | "cleanup">;
export type Make = (pair: Pair, side: "ours" | "noop", env: Record<string, string>) => Promise<Runner>;

const STEPS = ["create", "no-op up", "preview", "refresh", "destroy"] as const;
type Step = (typeof STEPS)[number];
interface Cost {
  cpu: number;
  wall: number;
}

/** An account that takes its time: for each answer, and for each order. */
const SLOW = { answerMs: 100, orderMs: 300 };

export interface PairOptions {
  /** The account takes its time, and the provider that does nothing sleeps as long in a create and a delete. */
  slow?: boolean;
  sizes?: readonly number[];
  frontEnds?: readonly FrontEnd[];
  repeats?: number;
  /** Called with each row as soon as it is there: all of them take long. */
  told?: (row: Row) => void;
}

/**
 * Runs of the real engine, each beside the same run with a provider that does nothing: the same resources, and a state of the same
 * size. The two alternate, so that a busy machine slows both.
 */
export async function pairs(
  make: Make,
  { sizes = [1, 50, 300], frontEnds = ["plugin", "dynamic"], repeats = 3, slow = false, told }: PairOptions = {},
): Promise<Part> {
  const rows: Row[] = [];
  for (const frontEnd of frontEnds) {
    for (const size of sizes) {
      // A large stack takes minutes, and its figures differ less.
      const turns = size > 100 ? 1 : repeats;
      const ours: Record<Step, Cost>[] = [];
      const noop: Record<Step, Cost>[] = [];
      for (let turn = 0; turn < turns; turn++) {
        const { costs, state } = await besides(frontEnd, size, slow, (pair, env) => make(pair, "ours", env));
        ours.push(costs);
        noop.push((await besides(frontEnd, size, slow, (pair, env) => make(pair, "noop", env), state)).costs);
      }
      for (const step of STEPS) {
        const row = rowOf(`${frontEnd}, ${size} orders: ${step}`, step, ours, noop);
        rows.push(row);
        told?.(row);
      }
    }
  }
  return {
    title: slow ? "Waiting, beside a provider that sleeps as long" : "Beside a provider that does nothing",
    note: `CPU seconds of the CLI and all that it starts, and seconds on the clock; medians. ${slow ? `An answer takes ${SLOW.answerMs} ms, an order ${SLOW.orderMs} ms.` : "API and orders take no time."}`,
    rows,
  };
}

function rowOf(what: string, step: Step, ours: Record<Step, Cost>[], noop: Record<Step, Cost>[]): Row {
  const of = (all: Record<Step, Cost>[], kind: keyof Cost) => median(all.map((costs) => costs[step][kind]));
  return {
    what,
    figures: {
      "CPU, no-op": of(noop, "cpu"),
      "CPU, ours": of(ours, "cpu"),
      "CPU ratio": of(ours, "cpu") / of(noop, "cpu"),
      "wall, no-op": of(noop, "wall"),
      "wall, ours": of(ours, "wall"),
      "wall ratio": of(ours, "wall") / of(noop, "wall"),
    },
  };
}

/** One stack from its creation to its end. With the state of ours, the no-op's is as large. */
async function besides(
  frontEnd: FrontEnd,
  size: number,
  slow: boolean,
  make: (pair: Pair, env: Record<string, string>) => Promise<Runner>,
  like?: StackState,
): Promise<{ costs: Record<Step, Cost>; state: StackState }> {
  const simulator: Simulator = await startSimulator({ orderLatencyMs: slow ? SLOW.orderMs : 0 });
  if (slow) simulator.faults.add({ fault: { kind: "delay", ms: SLOW.answerMs }, times: Number.POSITIVE_INFINITY });
  const files = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const pair = pairOf(frontEnd, size, noopFolder(files));
    // A create and a delete are a request, the order, and a look at it.
    const sleep: Record<string, string> = slow ? { NOOP_SLEEP_MS: String(2 * SLOW.answerMs + SLOW.orderMs) } : {};
    const env = { ...simulator.environment(), ...noopFiles(files, like), ...sleep };
    const runner = await make(pair, env);
    try {
      const costs = {} as Record<Step, Cost>;
      costs.create = await cost(() => runner.up());
      costs["no-op up"] = await cost(() => runner.up());
      costs.preview = await cost(() => runner.preview());
      costs.refresh = await cost(() => runner.refresh());
      const state = await runner.stackExport();
      costs.destroy = await cost(() => runner.destroy());
      return { costs, state };
    } finally {
      runner.cleanup();
    }
  } finally {
    rmSync(files, { recursive: true });
    await simulator.close();
  }
}

async function cost(run: () => ReturnType<Runner["up"]>): Promise<Cost> {
  const before = cpuOfChildren();
  const started = performance.now();
  const { code, text } = await run();
  if (code !== 0) throw new Error(`a run ended with ${code}:\n${text}`);
  return { cpu: (cpuOfChildren() - before) / 1000, wall: (performance.now() - started) / 1000 };
}

/** The environment in which a provider that does nothing makes a state like this one. */
export function noopFiles(folder: string, like?: StackState): Record<string, string> {
  const outputs = join(folder, "outputs.json");
  writeFileSync(outputs, JSON.stringify(like ? outputsIn(like) : {}));
  const schema = join(folder, "schema.json");
  writeFileSync(schema, smallSchema());
  return { NOOP_OUTPUTS: outputs, NOOP_SCHEMA: schema };
}

/** What a resource of each type has beside its inputs. */
function outputsIn({ deployment }: StackState): Record<string, unknown> {
  const entries = (deployment.resources ?? []).map(({ type, inputs = {}, outputs = {} }) => {
    const own = Object.entries(outputs).filter(([name]) => !(name in inputs) && name !== "id");
    return [type.split(":").at(-1) ?? "", Object.fromEntries(own)] as const;
  });
  return Object.fromEntries(entries);
}

/** The part of the schema that the program needs: a provider that does nothing has no larger one. */
function smallSchema(): string {
  const schema = JSON.parse(readFileSync(join(REPOSITORY, "dist/schema.json"), "utf8"));
  const needed = ["Site", "SipPeer", "PhoneNumberOrder"].map((name) => `bandwidth:index:${name}`);
  const resources = Object.fromEntries(needed.map((token) => [token, schema.resources[token]]));
  return JSON.stringify({ ...schema, resources, functions: {} });
}
