import type { RequestRecord, Simulator } from "../../simulator/index.js";
import type { RunResult } from "../../test/engine/harness/workspace.js";
import { MemoryWatch } from "./memory.js";

/** The cost of one run of the CLI. */
export interface Figures {
  seconds: number;
  memoryMb: number | undefined;
  /** How often each kind of request was sent, in sequence of first appearance. */
  requests: Map<string, number>;
}

/** Runs a CLI command that must succeed, and measures it. */
export async function measure(simulator: Simulator, run: () => Promise<RunResult>): Promise<Figures> {
  const mark = simulator.requests.mark();
  const memory = new MemoryWatch();
  const result = await run().finally(() => memory.stop());
  if (result.code !== 0) throw new Error(`a run ended with ${result.code}:\n${result.text}`);
  return {
    seconds: result.milliseconds / 1000,
    memoryMb: memory.stop(),
    requests: byKind(simulator.requests.since(mark)),
  };
}

function byKind(requests: RequestRecord[]): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const { method, path } of requests) {
    const kind = `${method} ${path.replace(/^\/accounts\/\w+/, "").replaceAll(/\/(\+?\d+|[0-9a-f-]{36})(?=\/|$)/g, "/{}")}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}

export function total({ requests }: Figures): number {
  return [...requests.values()].reduce((sum, count) => sum + count, 0);
}
