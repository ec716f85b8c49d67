import PQueue from "p-queue";
import { type Between, type Outcome, type Rehearsal, rehearse, runCase } from "./faultCase.js";
import { faults, type InjectedFault } from "./faults.js";
import type { Operation } from "./operations/operation.js";

/** One operation with one fault at one request. */
export interface FaultCase {
  rehearsal: Rehearsal;
  fault: InjectedFault;
  index: number;
  between: Between;
}

export interface Result extends FaultCase {
  outcome: Outcome;
}

/** What a report tells of a case, whatever ran it. */
export interface Described {
  rehearsal: { operation: Pick<Operation, "group" | "name">; requests: Rehearsal["requests"] };
  fault: Pick<InjectedFault, "name">;
  index: number;
  between: Between;
}

export interface Reported extends Described {
  outcome: Outcome;
}

/** Most of a case is waiting for the loopback address. */
const atOnce = 8;
const betweens: readonly Between[] = ["nothing", "plugin", "dynamic"];

/** Every fault at every request of every operation; what comes before the next `up` takes turns. */
export async function planCases(operations: readonly Operation[], all = false): Promise<FaultCase[]> {
  const cases: FaultCase[] = [];
  for (const operation of operations) {
    const rehearsal = await rehearse(operation);
    const { requests, known } = rehearsal;
    for (const [index] of requests.entries()) {
      for (const fault of faults) {
        if (fault.fits && !fault.fits({ operation, requests, known, index })) continue;
        const turn = betweens[cases.length % betweens.length] ?? "nothing";
        for (const between of all ? betweens : [turn]) cases.push({ rehearsal, fault, index, between });
      }
    }
  }
  return cases;
}

export async function runCases(
  cases: readonly FaultCase[],
  onResult: (result: Result) => void = () => {},
): Promise<Result[]> {
  const queue = new PQueue({ concurrency: atOnce });
  return queue.addAll(
    cases.map((faultCase) => async () => {
      const result = { ...faultCase, outcome: await outcomeOf(faultCase) };
      onResult(result);
      return result;
    }),
  );
}

async function outcomeOf({ rehearsal, fault, index, between }: FaultCase): Promise<Outcome> {
  try {
    return await runCase(rehearsal, fault, index, between);
  } catch (error) {
    return { ups: 0, problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}

/** One case in words. */
export function describeCase({ rehearsal: { operation, requests }, fault, index, between }: Described): string {
  const { method, path } = requests[index] ?? { method: "", path: "" };
  const where = `${index + 1} (${method} ${path.replace(/^\/accounts\/\d+/, "")})`;
  const refreshed = between === "nothing" ? "" : `, then refreshed (${between})`;
  return `${operation.group} ${operation.name}: ${fault.name} at request ${where}${refreshed}`;
}
