import type { RequestRecord } from "../../../simulator/index.js";
import { killProviders } from "../../engine/harness/processes.js";
import type { RunningCli, RunResult } from "../../engine/harness/workspace.js";
import type { EngineStack } from "./engineStack.js";
import type { EngineFault } from "./faults.js";

/** What goes wrong in a run, and where. */
export interface Trouble {
  fault: EngineFault;
  index: number;
  request?: RequestRecord;
}

/** Runs a command in which something goes wrong; afterwards all is as it should be again. */
export async function disturbed(
  stack: EngineStack,
  troubles: readonly Trouble[],
  start: () => Promise<RunningCli>,
): Promise<{ result: RunResult; reached: boolean }> {
  const { faults, account } = stack.simulator;
  const hits = faults.hits;
  let running: RunningCli | undefined;
  const process = {
    kill: () => void (running && killProviders(running.pid)),
    cancel: () => running?.interrupt(),
    crash: () => void running?.kill(),
  };
  for (const { fault, ...place } of troubles) fault.arm({ account: stack, process, ...place });
  const [rules, scripts] = [faults.waiting.length, account.scripts.length];
  running = await start();
  const result = await running.result;
  // A fault that lies in the account, not in an answer, is there from the beginning.
  const reached = rules + scripts === 0 || faults.hits > hits || account.scripts.length < scripts;
  faults.clear();
  account.scripts.length = 0;
  for (const { fault } of troubles) fault.mend?.(stack);
  return { result, reached };
}
