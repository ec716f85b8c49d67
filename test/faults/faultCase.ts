import { Account } from "./account.js";
import { audit, auditLedger, ownedNumbers } from "./audit.js";
import type { InjectedFault, Place } from "./faults.js";
import type { Import, Operation } from "./operations/operation.js";
import type { ProviderProcess } from "./providerProcess.js";
import { countSideEffects, type SideEffects, settingOrders, unfindable } from "./sideEffects.js";
import { type FrontEnd, Stack } from "./stack.js";

/** What comes between a failure and the next `up`. */
export type Between = "nothing" | FrontEnd;

/** How one operation fared with one fault at one of its requests. */
export interface Outcome {
  /** How many further runs it took until all was well. */
  ups: number;
  /** What the user read when the command failed. */
  message?: string;
  /** What is wrong in the end; none is what we want. */
  problems: string[];
}

/** An operation, and what it does when nothing goes wrong. */
export interface Rehearsal {
  operation: Operation;
  requests: Place["requests"];
  /** What was asked for before, or is there by orders that are long over. */
  known: Place["known"];
  sideEffects: SideEffects;
}

export const mostUps = 3;

/** Runs an operation undisturbed, to know its requests and what it makes. */
export async function rehearse(operation: Operation): Promise<Rehearsal> {
  const { account, stack } = await prepare(operation);
  try {
    const mark = account.simulator.requests.mark();
    const owned = ownedNumbers(account.simulator);
    await run(operation, stack, account.process(), "first");
    const requests = account.simulator.requests.since(mark);
    const asked = account.simulator.requests.slice(0, mark).map(({ path }) => path);
    const known = new Set([...asked, ...owned.map((number) => `/tns/${number.slice(2)}`)]);
    if (operation.command !== "up") await stack.up(account.process(), operation.after);
    const problems = audit(account.simulator, stack);
    if (problems.length > 0) throw new Error(`${operation.group} ${operation.name}: ${problems.join("; ")}`);
    return { operation, requests, known, sideEffects: countSideEffects(account.simulator) };
  } finally {
    await account.close();
  }
}

/** Runs an operation with a fault, then what a user would run next, and compares the account with the program. */
export async function runCase(
  rehearsal: Rehearsal,
  fault: InjectedFault,
  index: number,
  between: Between,
): Promise<Outcome> {
  const { operation, requests, sideEffects } = rehearsal;
  const { account, stack, mark, before } = await prepare(operation);
  const { simulator } = account;
  try {
    const outcome: Outcome = { ups: 0, problems: [] };

    const process = account.process({ requestTimeoutMs: fault.requestTimeoutMs });
    const saved = fault.unheard ? stack.snapshot() : undefined;
    fault.arm({ account, process, index, request: requests[index] });
    outcome.message = await failure(run(operation, stack, process, "first"));
    if (saved) stack.restore(saved);
    simulator.faults.clear();
    simulator.account.scripts.length = 0;
    fault.mend?.(account);

    let failed: string | undefined = saved ? "killed" : outcome.message;
    let program = operation.after;
    while (failed !== undefined && outcome.ups < mostUps) {
      outcome.ups += 1;
      if (between !== "nothing") await stack.refresh(account.process(), between);
      failed = await failure(run(operation, stack, account.process(), "again"));
    }
    if (failed !== undefined) outcome.problems.push(`does not converge: ${failed}`);
    else if (operation.command !== "up") {
      program = operation.after;
      await stack.up(account.process(), program);
    }
    outcome.problems.push(...audit(simulator, stack), ...auditLedger(simulator, mark, before));
    const { inSequence = 1, mayRepeat } = operation;
    const again = (what: string) =>
      unfindable.includes(what) ? outcome.ups : mayRepeat && what === "option orders" ? inSequence * outcome.ups : 0;
    const more = (what: string) =>
      (fault.moreOrders ?? 0) * inSequence + again(what) + moreByForce(operation.command, what);
    outcome.problems.push(...repeated(sideEffects, countSideEffects(simulator), more));
    await stack.refresh(account.process(), between === "dynamic" ? "dynamic" : "plugin");
    outcome.problems.push(...stack.preview(account.process(), program).map((line) => `still to do: ${line}`));
    return outcome;
  } finally {
    await account.close();
  }
}

async function prepare(operation: Operation) {
  const account = await Account.start({ dialect: operation.dialect });
  const stack = new Stack();
  await stack.up(account.process(), operation.before);
  account.clock.pass(60_000);
  const { ledger } = account.simulator;
  const [mark, before] = [ledger.entries.length, ownedNumbers(account.simulator)];
  operation.somebody?.(account.simulator, stack);
  return { account, stack, mark, before };
}

async function run(
  { command, after }: Operation,
  stack: Stack,
  process: ProviderProcess,
  time: "first" | "again",
): Promise<void> {
  switch (command) {
    case "up":
      return stack.up(process, after);
    case "refresh":
      return stack.refresh(process, "plugin");
    case "up --refresh":
      await stack.refresh(process, "plugin");
      return stack.up(process, after);
    default:
      if ("id" in command) return takeBack(command, stack, process);
      if (command.refresh) await stack.refresh(process, "plugin");
      return stack.up(process, after, time === "first" ? command.forced : []);
  }
}

/** `pulumi state delete`, then `pulumi import`. */
async function takeBack({ name, id }: Import, stack: Stack, process: ProviderProcess): Promise<void> {
  const held = stack.find(name);
  if (held === undefined) throw new Error(`${name} is not in the state`);
  const importId = id(stack);
  stack.forget(name);
  await stack.import(process, held.type, name, importId).catch((error: unknown) => {
    // A user who could not import tries again, and still knows the id.
    stack.held.push(held);
    throw error;
  });
}

/** Writes that had acted and were sent again, in this run or in a later one. */
export function repeated(usual: SideEffects, made: SideEffects, more: (what: string) => number): string[] {
  return Object.keys(usual).flatMap((what) => {
    const most = (usual[what] ?? 0) + more(what);
    return (made[what] ?? 0) > most ? [`${made[what]} ${what}, not ${most}: a write that had acted was repeated`] : [];
  });
}

/** How many more a replacement by force may make than when nothing goes wrong. */
export function moreByForce(command: object | string, what: string): number {
  return typeof command === "object" && "forced" in command && settingOrders.includes(what) ? 1 : 0;
}

async function failure(work: Promise<void>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
