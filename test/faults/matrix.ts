import PQueue from "p-queue";
import { type Between, type Outcome, type Rehearsal, rehearse, runCell } from "./cell.js";
import { type Mishap, mishaps } from "./faults.js";
import type { Operation } from "./operations/operation.js";

/** One operation with one mishap at one request. */
export interface Cell {
  rehearsal: Rehearsal;
  mishap: Mishap;
  index: number;
  between: Between;
}

export interface Result extends Cell {
  outcome: Outcome;
}

/** What a report tells of a cell, whatever ran it. */
export interface Described {
  rehearsal: { operation: Pick<Operation, "group" | "name">; requests: Rehearsal["requests"] };
  mishap: Pick<Mishap, "name">;
  index: number;
  between: Between;
}

export interface Reported extends Described {
  outcome: Outcome;
}

/** Most of a cell is waiting for the loopback address. */
const atOnce = 8;
const betweens: readonly Between[] = ["nothing", "plugin", "dynamic"];

/** Every mishap at every request of every operation; what comes before the next `up` takes turns. */
export async function planCells(operations: readonly Operation[], all = false): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const operation of operations) {
    const rehearsal = await rehearse(operation);
    const { requests, known } = rehearsal;
    for (const [index] of requests.entries()) {
      for (const mishap of mishaps) {
        if (mishap.fits && !mishap.fits({ operation, requests, known, index })) continue;
        const turn = betweens[cells.length % betweens.length] ?? "nothing";
        for (const between of all ? betweens : [turn]) cells.push({ rehearsal, mishap, index, between });
      }
    }
  }
  return cells;
}

export async function runCells(
  cells: readonly Cell[],
  onResult: (result: Result) => void = () => {},
): Promise<Result[]> {
  const queue = new PQueue({ concurrency: atOnce });
  return queue.addAll(
    cells.map((cell) => async () => {
      const result = { ...cell, outcome: await outcomeOf(cell) };
      onResult(result);
      return result;
    }),
  );
}

async function outcomeOf({ rehearsal, mishap, index, between }: Cell): Promise<Outcome> {
  try {
    return await runCell(rehearsal, mishap, index, between);
  } catch (error) {
    return { ups: 0, problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}

/** One cell in words. */
export function describeCell({ rehearsal: { operation, requests }, mishap, index, between }: Described): string {
  const { method, path } = requests[index] ?? { method: "", path: "" };
  const where = `${index + 1} (${method} ${path.replace(/^\/accounts\/\d+/, "")})`;
  const refreshed = between === "nothing" ? "" : `, then refreshed (${between})`;
  return `${operation.group} ${operation.name}: ${mishap.name} at request ${where}${refreshed}`;
}
