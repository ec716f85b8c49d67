import type { Between } from "../faultCase.js";
import { describeCase, type Reported } from "../matrix.js";
import { Draw } from "../random.js";
import type { FrontEnd } from "../stack.js";
import { EngineStack } from "./engineStack.js";
import { Bench, type EngineOutcome, type EngineRehearsal } from "./faultCase.js";
import { type EngineFault, engineFaults } from "./faults.js";
import { engineOperations } from "./operations.js";

/** One operation with one fault at one request. */
interface EngineCase {
  rehearsal: EngineRehearsal;
  fault: EngineFault;
  index: number;
  between: Between;
}

export interface EngineResult extends Reported {
  outcome: EngineOutcome;
}

/** Which cases are run. */
export interface Choice {
  /** Operations and faults whose names begin so. */
  operation?: string;
  fault?: string;
  /** So many, drawn from the seed; all of them when undefined. */
  cases?: number;
  seed: number;
  /** The first, second … of so many parts. */
  share?: { part: number; of: number };
}

const titles: Record<FrontEnd, string> = { plugin: "The plugin", dynamic: "A TypeScript class" };

/** Runs cases of one front-end, one after the other: each of them is several processes. */
export async function runEngineCells(
  frontEnd: FrontEnd,
  choice: Choice,
  onResult: (result: EngineResult) => void = () => {},
): Promise<EngineResult[]> {
  const stack = await EngineStack.start(frontEnd);
  try {
    const bench = new Bench(stack);
    const results: EngineResult[] = [];
    for (const faultCase of await planEngineCases(bench, choice)) {
      const outcome = await outcomeOf(bench, faultCase);
      const { operation } = faultCase.rehearsal;
      const named = { ...operation, group: titles[frontEnd] };
      const result = { ...faultCase, rehearsal: { operation: named, requests: outcome.requests }, outcome };
      results.push(result);
      onResult(result);
    }
    return results;
  } finally {
    await stack.close();
  }
}

async function planEngineCases(bench: Bench, choice: Choice): Promise<EngineCase[]> {
  const draw = new Draw(choice.seed);
  const named = engineOperations.filter(({ name }) => name.startsWith(choice.operation ?? ""));
  const chosen = choice.cases === undefined ? named : shuffled(named, draw).slice(0, choice.cases);
  const each: EngineCase[][] = [];
  for (const operation of chosen)
    each.push(casesOf(await bench.rehearse(operation), bench.stack.frontEnd, choice.fault));
  const planned = choice.cases === undefined ? each.flat() : drawn(each, choice.cases, draw);
  const { part, of } = choice.share ?? { part: 1, of: 1 };
  return planned.filter((_, index) => index % of === part - 1);
}

/** Every fault at every request; what comes before the next `up` takes turns. */
function casesOf(rehearsal: EngineRehearsal, frontEnd: FrontEnd, name = ""): EngineCase[] {
  const { operation, requests, known } = rehearsal;
  const place = { operation: { ...operation, command: "up" as const }, requests, known };
  return requests.flatMap((_, index) =>
    engineFaults
      .filter((fault) => fault.name.startsWith(name) && (fault.fits?.({ ...place, index }) ?? true))
      .map((fault, turn) => ({ rehearsal, fault, index, between: (turn + index) % 2 === 0 ? "nothing" : frontEnd })),
  );
}

/** The operations take turns, and a fault comes again only when each other that fits has been. */
function drawn(each: readonly EngineCase[][], count: number, draw: Draw): EngineCase[] {
  const cases: EngineCase[] = [];
  const used = new Map<string, number>();
  const usesOf = ({ fault }: EngineCase) => used.get(fault.name) ?? 0;
  for (let turn = 0; cases.length < count; turn += 1) {
    const left = (each[turn % each.length] ?? []).filter((faultCase) => !cases.includes(faultCase));
    if (left.length === 0) break;
    const least = Math.min(...left.map(usesOf));
    const faultCase = draw.one(left.filter((one) => usesOf(one) === least));
    used.set(faultCase.fault.name, usesOf(faultCase) + 1);
    cases.push(faultCase);
  }
  return cases;
}

function shuffled<Item>(items: readonly Item[], draw: Draw): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(draw.below(left.length), 1));
}

async function outcomeOf(bench: Bench, { rehearsal, fault, index, between }: EngineCase): Promise<EngineOutcome> {
  try {
    return await bench.run(rehearsal, fault, index, between);
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ups: 0, problems: [problem], requests: rehearsal.requests, reached: true };
  }
}

/** One line of a case as it ends. */
export function engineLine(result: EngineResult): string {
  const { problems, ups, reached } = result.outcome;
  const how = problems.length > 0 ? "FAILED" : !reached ? "not reached" : ups === 0 ? "ok" : `${ups} more`;
  return `${how.padEnd(11)} ${describeCase(result)}`;
}
