import type { Fault } from "../../../simulator/index.js";
import { faults, type InjectedFault, nothing, placesOrder, type Scene, script } from "../faults.js";
import { orderTimeoutMs } from "./engineStack.js";

/** Where a fault is laid out: a running command of the real engine. */
export interface EngineScene extends Scene {
  process: Scene["process"] & {
    /** SIGKILL to the engine and everything that it started, as when the machine goes down. */
    crash(): void;
  };
}

export interface EngineFault extends Omit<InjectedFault, "arm"> {
  arm: (scene: EngineScene) => void;
}

const api = /^\/accounts/;

const at =
  (fault: Fault, onHit: (process: EngineScene["process"]) => void): EngineFault["arm"] =>
  ({ account, process, index }) =>
    account.simulator.faults.add({ path: api, nth: index + 1, fault, onHit: () => onHit(process) });

/** When a process ends, as the account sees it. */
const moments: readonly [name: string, fault: Fault, delayMs: number][] = [
  ["before it acted", { kind: "silence", act: false }, 0],
  ["after it acted", { kind: "silence" }, 0],
  ["with half an answer", { kind: "trickle", bytes: 60, intervalMs: 60_000 }, 50],
  ["right after the answer", nothing, 20],
];

const deaths = moments.flatMap(([moment, fault, delayMs]): EngineFault[] => [
  { name: `provider killed ${moment}`, arm: at(fault, ({ kill }) => setTimeout(kill, delayMs)) },
  { name: `up killed ${moment}`, arm: at(fault, ({ crash }) => setTimeout(crash, delayMs)) },
]);

/** Between the key and the answer that comes after it. */
const slowMs = 800;
const againMs = 300;
const slow: Fault = { kind: "delay", ms: slowMs };

/** Ctrl-C at a request whose answer comes later; at the second one nothing is waited for. */
const interruptions: readonly EngineFault[] = [
  { name: "Ctrl-C", arm: at(slow, ({ cancel }) => cancel()) },
  {
    name: "Ctrl-C twice",
    arm: at(slow, ({ cancel }) => {
      cancel();
      setTimeout(cancel, againMs);
    }),
  },
];

const tooSlow = "order slower than the time allowed";

/** An order that needs this run and the next one. */
const orders: readonly EngineFault[] = [
  { name: tooSlow, fits: placesOrder, arm: script({ outcome: "slow", latencyMs: orderTimeoutMs + 2_000 }) },
];

/** Those that happen in another way here, or wait for a time limit that no setting makes short. */
const simulatedOnly = ({ name, requestTimeoutMs, unheard }: InjectedFault) =>
  requestTimeoutMs !== undefined || unheard || name.startsWith("killed ") || name === tooSlow;

/** Everything that goes wrong with real processes. */
export const engineFaults: readonly EngineFault[] = [
  ...faults.filter((fault) => !simulatedOnly(fault)),
  ...deaths,
  ...interruptions,
  ...orders,
];
