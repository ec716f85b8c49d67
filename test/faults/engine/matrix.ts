import type { Between } from "../cell.js";
import { describeCell, type Reported } from "../matrix.js";
import { Draw } from "../random.js";
import type { FrontEnd } from "../stack.js";
import { Bench, type EngineOutcome, type EngineRehearsal } from "./cell.js";
import { EngineStack } from "./engineStack.js";
import { type EngineMishap, engineMishaps } from "./mishaps.js";
import { engineOperations } from "./operations.js";

/** One operation with one mishap at one request. */
interface EngineCell {
  rehearsal: EngineRehearsal;
  mishap: EngineMishap;
  index: number;
  between: Between;
}

export interface EngineResult extends Reported {
  outcome: EngineOutcome;
}

/** Which cells are run. */
export interface Choice {
  /** Operations and mishaps whose names begin so. */
  operation?: string;
  mishap?: string;
  /** So many, drawn from the seed; all of them when undefined. */
  cells?: number;
  seed: number;
  /** The first, second … of so many parts. */
  share?: { part: number; of: number };
}

const titles: Record<FrontEnd, string> = { plugin: "The plugin", dynamic: "A TypeScript class" };

/** Runs cells of one front-end, one after the other: each of them is several processes. */
export async function runEngineCells(
  frontEnd: FrontEnd,
  choice: Choice,
  onResult: (result: EngineResult) => void = () => {},
): Promise<EngineResult[]> {
  const stack = await EngineStack.start(frontEnd);
  try {
    const bench = new Bench(stack);
    const results: EngineResult[] = [];
    for (const cell of await planEngineCells(bench, choice)) {
      const outcome = await outcomeOf(bench, cell);
      const { operation } = cell.rehearsal;
      const named = { ...operation, group: titles[frontEnd] };
      const result = { ...cell, rehearsal: { operation: named, requests: outcome.requests }, outcome };
      results.push(result);
      onResult(result);
    }
    return results;
  } finally {
    await stack.close();
  }
}

async function planEngineCells(bench: Bench, choice: Choice): Promise<EngineCell[]> {
  const draw = new Draw(choice.seed);
  const named = engineOperations.filter(({ name }) => name.startsWith(choice.operation ?? ""));
  const chosen = choice.cells === undefined ? named : shuffled(named, draw).slice(0, choice.cells);
  const each: EngineCell[][] = [];
  for (const operation of chosen)
    each.push(cellsOf(await bench.rehearse(operation), bench.stack.frontEnd, choice.mishap));
  const planned = choice.cells === undefined ? each.flat() : drawn(each, choice.cells, draw);
  const { part, of } = choice.share ?? { part: 1, of: 1 };
  return planned.filter((_, index) => index % of === part - 1);
}

/** Every mishap at every request; what comes before the next `up` takes turns. */
function cellsOf(rehearsal: EngineRehearsal, frontEnd: FrontEnd, name = ""): EngineCell[] {
  const { operation, requests, known } = rehearsal;
  const place = { operation: { ...operation, command: "up" as const }, requests, known };
  return requests.flatMap((_, index) =>
    engineMishaps
      .filter((mishap) => mishap.name.startsWith(name) && (mishap.fits?.({ ...place, index }) ?? true))
      .map((mishap, turn) => ({ rehearsal, mishap, index, between: (turn + index) % 2 === 0 ? "nothing" : frontEnd })),
  );
}

/** The operations take turns, and a mishap comes again only when each other that fits has been. */
function drawn(each: readonly EngineCell[][], count: number, draw: Draw): EngineCell[] {
  const cells: EngineCell[] = [];
  const used = new Map<string, number>();
  const usesOf = ({ mishap }: EngineCell) => used.get(mishap.name) ?? 0;
  for (let turn = 0; cells.length < count; turn += 1) {
    const left = (each[turn % each.length] ?? []).filter((cell) => !cells.includes(cell));
    if (left.length === 0) break;
    const least = Math.min(...left.map(usesOf));
    const cell = draw.one(left.filter((one) => usesOf(one) === least));
    used.set(cell.mishap.name, usesOf(cell) + 1);
    cells.push(cell);
  }
  return cells;
}

function shuffled<Item>(items: readonly Item[], draw: Draw): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(draw.below(left.length), 1));
}

async function outcomeOf(bench: Bench, { rehearsal, mishap, index, between }: EngineCell): Promise<EngineOutcome> {
  try {
    return await bench.run(rehearsal, mishap, index, between);
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ups: 0, problems: [problem], requests: rehearsal.requests, reached: true };
  }
}

/** One line of a cell as it ends. */
export function engineLine(result: EngineResult): string {
  const { problems, ups, reached } = result.outcome;
  const how = problems.length > 0 ? "FAILED" : !reached ? "not reached" : ups === 0 ? "ok" : `${ups} more`;
  return `${how.padEnd(11)} ${describeCell(result)}`;
}
