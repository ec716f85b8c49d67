import { connect } from "../../provider/connect.js";
import { bandwidth } from "../../provider/package.js";
import type { Sight } from "../../provider/pulumi/run/command.js";
import type { RunMemory } from "../../provider/pulumi/run/runMemory.js";
import { isObject, Secret, type Values } from "../../provider/pulumi/values/values.js";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.js";
import { attributed } from "../attributed.js";
import { FastClock } from "../faults/fastClock.js";
import { Turns } from "./turns.js";

/** Accounts and providers of these tests share a time in which nobody waits. */
const time = new FastClock(Date.now());

/** A simulated account in that time. */
export const startAccount = (options: SimulatorOptions = {}): Promise<Simulator> =>
  startSimulator({ now: time.now, ...options });

const turns = new Turns();

/** A pause in which the engine asks for nothing. */
export const pause = (ms: number): Promise<void> => turns.sleep(ms);

/** What both front-ends serve, in that time. */
export const quick: typeof bandwidth = attributed({
  ...bandwidth,
  connect: (given) => connect(given, { clock: time.forProcess() }),
  clock: turns,
});

export interface Made {
  id: string;
  state: Values;
}

/** One run of the engine with one of the front-ends: the process it starts, and what it asks for. */
export interface Run {
  /** What reached the user's screen. */
  readonly lines: { severity: number; message: string; urn: string; ephemeral: boolean }[];
  /** What a preview asks for. With something made before, it is about a change. */
  preview(type: string, name: string, inputs: Values, before?: Made): Promise<void>;
  create(type: string, name: string, inputs: Values): Promise<Made>;
  /** Whether the engine would see a difference, and so ask for an update. */
  differs(type: string, name: string, made: Made, inputs: Values): Promise<boolean>;
  /** What a refresh asks for; undefined when it is gone. */
  read(type: string, name: string, made: Made): Promise<Made | undefined>;
  update(type: string, name: string, made: Made, inputs: Values): Promise<Made>;
  remove(type: string, name: string, made: Made): Promise<void>;
  /** What the engine asks for when a program registers a resource: a check, and a diff where there is something already. */
  register(type: string, name: string, inputs: Values, before?: Made): Promise<Registered>;
  /** The steps that follow a registration. */
  createChecked(type: string, name: string, checked: Values): Promise<Made>;
  updateChecked(type: string, name: string, made: Made, checked: Values): Promise<Made>;
  /** What an import asks for: a read by an id alone. */
  import(type: string, name: string, id: string): Promise<Made>;
}

/** What the engine knows of a resource once it is registered. */
export interface Registered {
  checked: Values;
  changes: boolean;
  replaces: boolean;
  deleteBeforeReplace: boolean;
}

export function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isObject(value) && Object.values(value).some(holdsSecret);
}

/** What the engine does for a provider that takes no secrets (`annotateSecrets` in `pkg/resource/plugin/provider_plugin.go`). */
export function annotate(outs: Values, ins: Values): Values {
  const entries = Object.entries(outs).map(([key, out]) => {
    const given = ins[key];
    if (isObject(out) && isObject(given)) return [key, annotate(out, given)];
    return [key, !(out instanceof Secret) && holdsSecret(given) ? new Secret(out) : out];
  });
  return Object.fromEntries(entries);
}

/** Whose run it is: the name of the stack, and what its state alone has. */
export interface Owner {
  stack?: string;
  key?: string;
  /** What the command shows of the run. */
  sight?: Sight;
  /** What the other provider processes of the command tell this one. */
  memory?: RunMemory;
}

/** Settings come from the environment, and from the configuration that the engine hands over. */
export type Start = (
  environment: Record<string, string>,
  configuration?: Record<string, string>,
  owner?: Owner,
) => Promise<Run>;

/** What a check refuses. */
export class Refusals extends Error {
  constructor(readonly failures: readonly { property: string; reason: string }[]) {
    super(failures.map(({ property, reason }) => [property, reason].filter(Boolean).join(" ")).join("\n"));
  }
}

/** Refusals of a check, as the engine would end the run with. */
export function refuse(failures: readonly { property: string; reason: string }[]): void {
  if (failures.length > 0) throw new Refusals(failures);
}
