import DataLoader from "dataloader";
import type { Following } from "./follow.js";

/** Calls within this time share a request. */
const gatherMs = 25;

/** Collects the calls of one moment and passes them on as one list. Each caller gets the answer at its own index. */
export function batch<Call, Result>(
  together: (calls: readonly Call[]) => Promise<(Result | Error)[]>,
): (call: Call) => Promise<Result> {
  const loader = new DataLoader<Call, Result>(together, {
    cache: false,
    batchScheduleFn: (dispatch) => void setTimeout(dispatch, gatherMs),
  });
  return (call) => loader.load(call);
}

/** Aborts when all callers have given up: one caller alone must not end the wait of the others. */
function allAborted(signals: readonly (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  if (given.length === 0 || given.length < signals.length) return undefined;
  if (given.length === 1) return given[0];
  const controller = new AbortController();
  const check = () => {
    if (given.every(({ aborted }) => aborted)) controller.abort(given[0]?.reason);
  };
  for (const signal of given) signal.addEventListener("abort", check, { once: true });
  check();
  return controller.signal;
}

/** One `Following` for several callers. It waits as long as any of them would, and reports to all of them. */
export function together(options: readonly Following[]): Following {
  const limits = options.map(({ timeoutMs }) => timeoutMs);
  return {
    signal: allAborted(options.map(({ signal }) => signal)),
    timeoutMs: limits.includes(undefined) ? undefined : Math.max(...limits.map((limit) => limit ?? 0)),
    onStatus: (...news) => {
      for (const { onStatus } of options) onStatus?.(...news);
    },
  };
}
