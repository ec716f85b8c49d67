import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../simulator/index.js";
import type { StackState } from "../../test/engine/harness/workspace.js";
import { MemoryWatch } from "./memory.js";
import { type FrontEnd, type Make, noopFiles, type Runner } from "./pairs.js";
import { noopFolder, pairOf } from "./programs.js";
import type { Part, Row } from "./report.js";

export interface PeakOptions {
  orders?: number;
  quantity?: number;
  frontEnds?: readonly FrontEnd[];
}

/** The most memory of the provider's process in each command, with many numbers. */
export async function peak(
  make: Make,
  { orders = 20, quantity = 5_000, frontEnds = ["plugin", "dynamic"] }: PeakOptions = {},
): Promise<Part> {
  const rows: Row[] = [];
  for (const frontEnd of frontEnds) rows.push(...(await peakOf(make, frontEnd, orders, quantity)));
  const numbers = (orders * quantity).toLocaleString("en-US");
  return {
    title: "Memory",
    note: `Peak of the provider's process in MB, ${numbers} numbers in ${orders} orders, and bytes of state for each number.`,
    rows,
  };
}

async function peakOf(make: Make, frontEnd: FrontEnd, orders: number, quantity: number): Promise<Row[]> {
  const ours = await peakBeside(orders * quantity, (files, env) =>
    make(pairOf(frontEnd, orders, noopFolder(files), quantity), "ours", { ...env, ...noopFiles(files) }),
  );
  const noop = await peakBeside(orders * quantity, (files, env) =>
    make(pairOf(frontEnd, orders, noopFolder(files), quantity), "noop", { ...env, ...noopFiles(files, ours.state) }),
  );
  return [
    { what: frontEnd, figures: ours.figures },
    { what: `${frontEnd}, a provider that does nothing`, figures: noop.figures },
  ];
}

async function peakBeside(
  numbers: number,
  make: (files: string, env: Record<string, string>) => Promise<Runner>,
): Promise<{ figures: Record<string, number | undefined>; state: StackState }> {
  const simulator = await startSimulator({ orderLatencyMs: 0 });
  const files = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const runner = await make(files, simulator.environment());
    try {
      const figures: Record<string, number | undefined> = {};
      const watched = async (what: string, run: () => ReturnType<Runner["up"]>) => {
        const memory = new MemoryWatch();
        const { code, text } = await run().finally(() => memory.stop());
        if (code !== 0) throw new Error(`a run ended with ${code}:\n${text}`);
        figures[what] = memory.stop();
      };
      await watched("create", () => runner.up());
      await watched("no-op up", () => runner.up());
      await watched("refresh", () => runner.refresh());
      await watched("second refresh", () => runner.refresh());
      const state = await runner.stackExport();
      figures["bytes a number"] = JSON.stringify(state).length / numbers;
      return { figures, state };
    } finally {
      runner.cleanup();
    }
  } finally {
    rmSync(files, { recursive: true });
    await simulator.close();
  }
}
