import { audit, auditLedger, ownedNumbers } from "../audit.js";
import { type Between, moreByForce, mostUps, type Outcome, rehearse, repeated } from "../faultCase.js";
import type { Place } from "../faults.js";
import { countSideEffects, type SideEffects } from "../sideEffects.js";
import type { Held } from "../stack.js";
import { disturbed } from "./disturbed.js";
import { type EngineStack, failureOf, type Saved } from "./engineStack.js";
import type { EngineFault } from "./faults.js";
import type { EngineOperation } from "./operations.js";
import type { ImportIds } from "./programs.js";

/** An operation, and what it does when nothing goes wrong. */
export interface EngineRehearsal {
  operation: EngineOperation;
  requests: Place["requests"];
  /** What was asked for before. */
  known: Place["known"];
  /** As the simulated engine makes them, one resource after the other: the most that should be needed. */
  sideEffects: SideEffects;
}

export interface EngineOutcome extends Outcome {
  /** What was really asked; resources are worked on side by side, so the order is not always the same one. */
  requests: Place["requests"];
  /** Whether the run came to the request where something should go wrong. */
  reached: boolean;
}

/** Where a run begins. */
interface Begin {
  known: Place["known"];
  /** What it takes over. */
  ids: ImportIds;
  /** A place in the ledger. */
  mark: number;
  /** The numbers that were owned. */
  before: readonly string[];
}

/** Runs the cases of one stack, one after the other. */
export class Bench {
  private readonly begins = new Map<string, Promise<Saved>>();
  private readonly fresh: Saved;

  constructor(readonly stack: EngineStack) {
    this.fresh = stack.save();
  }

  /** Runs an operation undisturbed, to know its requests. */
  async rehearse(operation: EngineOperation): Promise<EngineRehearsal> {
    const begin = await this.prepare(operation);
    const { result } = await this.stack.start(operation.command, begin.ids);
    const failed = await this.stack.failureOf(operation.command, await result);
    const requests = this.requests();
    const { sideEffects } = await rehearse({ ...operation, command: simulated(operation.command) });
    const rehearsal = { operation, requests, known: begin.known, sideEffects };
    const problems = await this.compare(rehearsal, begin, failed);
    if (problems.length > 0) throw new Error(`${operation.name} (${this.stack.frontEnd}): ${problems.join("; ")}`);
    return rehearsal;
  }

  /** Runs an operation with a fault, then what a user would run next, and compares the account with the program. */
  async run(rehearsal: EngineRehearsal, fault: EngineFault, index: number, between: Between): Promise<EngineOutcome> {
    const { operation } = rehearsal;
    const { stack } = this;
    const begin = await this.prepare(operation);
    const trouble = { fault, index, request: rehearsal.requests[index] };
    const { result, reached } = await disturbed(stack, [trouble], () => stack.start(operation.command, begin.ids));
    const [message, requests] = [await stack.failureOf(operation.command, result), this.requests()];
    let [failed, ups, { ids }] = [message, 0, begin];
    while (failed !== undefined && ups < mostUps) {
      ups += 1;
      await stack.unlock();
      ids = await stack.heed(failed, operation.after, ids);
      if (between !== "nothing") await stack.workspace.refresh();
      const command = repeatedly(operation.command);
      failed = await stack.failureOf(command, await (await stack.start(command, ids)).result);
    }
    const problems = await this.compare(rehearsal, begin, failed, fault.moreOrders);
    return { ups, message, requests, reached, problems };
  }

  /** What is wrong when all should be well; `failed` is what the last run told. */
  private async compare(
    { operation, sideEffects }: EngineRehearsal,
    { mark, before }: Begin,
    failed?: string,
    moreOrders = 0,
  ) {
    const { stack } = this;
    const { simulator } = stack;
    const finished = failed === undefined ? await this.finish(operation) : [`does not converge: ${failed}`];
    return [
      ...finished,
      ...audit(simulator, await stack.held()),
      ...auditLedger(simulator, mark, before),
      ...repeated(
        sideEffects,
        countSideEffects(simulator),
        (what) => moreOrders + moreByForce(operation.command, what),
      ),
      ...(await stack.stillToDo()),
    ];
  }

  /** The state and the account from which the operation begins. */
  private async prepare(operation: EngineOperation): Promise<Begin> {
    const { stack } = this;
    const { simulator } = stack;
    const saved = await this.begin(operation);
    stack.restore(saved);
    const held = await stack.held();
    const takesOver = operation.command === "take over";
    if (takesOver) stack.restore({ ...saved, files: this.fresh.files });
    const ids = takesOver ? Object.fromEntries(held.held.map(importId)) : {};
    stack.declare(operation.after, ids);
    const [mark, before] = [simulator.ledger.entries.length, ownedNumbers(simulator)];
    operation.somebody?.(simulator, held);
    return { ids, mark, before, known: saved.known };
  }

  private begin({ before }: EngineOperation): Promise<Saved> {
    const key = before.map(({ name }) => name).join();
    const known = this.begins.get(key);
    if (known) return known;
    const built = this.build(before);
    this.begins.set(key, built);
    return built;
  }

  private async build(program: EngineOperation["before"]): Promise<Saved> {
    const { stack } = this;
    stack.restore(this.fresh);
    if (program.length === 0) return this.fresh;
    stack.declare(program);
    const failed = failureOf(await stack.workspace.up());
    if (failed !== undefined) throw new Error(failed);
    return stack.save();
  }

  /** After a refresh or an import comes an `up`; what was imported is declared as the import shows it. */
  private async finish({ command }: EngineOperation): Promise<string[]> {
    if (command === "up" || command === "destroy" || typeof command === "object") return [];
    if (command === "take over" && this.stack.frontEnd === "plugin") {
      const { held } = await this.stack.held();
      this.stack.declare(held.map(({ type, name, inputs }) => ({ type, name, inputs: () => inputs })));
    }
    const failed = failureOf(await this.stack.workspace.up());
    return failed === undefined ? [] : [`the up after it fails: ${failed}`];
  }

  private requests(): Place["requests"] {
    return [...this.stack.simulator.requests];
  }
}

/** How the simulated engine comes to the same account; what is taken over is not made, as in a refresh. */
function simulated(command: EngineOperation["command"]) {
  return command === "destroy" ? "up" : command === "take over" ? "refresh" : command;
}

/** What is run after a failure: nobody forces a second time. */
function repeatedly(command: EngineOperation["command"]): EngineOperation["command"] {
  return typeof command === "object" ? "up" : command;
}

function importId({ type, name, id, state }: Held): [string, { type: string; id: string }] {
  return [name, { type, id: type === "TnOptions" ? (state.telephoneNumbers as string[]).join(",") : id }];
}
