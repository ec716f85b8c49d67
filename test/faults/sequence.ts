import PQueue from "p-queue";
import { isOpen } from "../../simulator/account/portIns.js";
import { Account } from "./account.js";
import { audit, auditLedger, ownedNumbers } from "./audit.js";
import { numbersOf } from "./auditors/auditor.js";
import { auditLaw, beforeRun, boughtBySomebodyElse } from "./auditors/law.js";
import { type Command, Commands } from "./commands.js";
import { anywhere } from "./faults.js";
import { hiddenPurchases, interfere, strangersLeave } from "./interference.js";
import { scripts } from "./orderScripts.js";
import type { ProviderProcess } from "./providerProcess.js";
import { Draw } from "./random.js";
import { type Held, type Program, Stack } from "./stack.js";
import { type Aim, isInDoubt, isInTheWay, isOfOthers, isOrderly, type Known, nothing, walk } from "./walk.js";

/** What a sequence did, line by line, and what is wrong in the end. */
export interface Told {
  seed: number;
  story: string[];
  problems: string[];
}

const steps = 6;
/** So many runs of one step may meet further faults; then nothing goes wrong any more, and it has to converge. */
const troubledRuns = 3;
const mostRuns = troubledRuns + 5;

/** Changes of mind, faults and other people's doings, drawn from a seed; after each step the account is the program. */
export async function runSequence(seed: number): Promise<Told> {
  const account = await Account.start({ seed });
  const sequence = new Sequence(account, seed);
  try {
    await sequence.run();
  } catch (error) {
    sequence.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    sequence.commands.close();
    await account.close();
  }
  return { seed, story: sequence.story, problems: sequence.problems };
}

/** Some at once: most of a sequence is waiting for the loopback address. */
export async function runSequences(
  seeds: readonly number[],
  run: (seed: number) => Promise<Told> = runSequence,
): Promise<Told[]> {
  const queue = new PQueue({ concurrency: 8 });
  return queue.addAll(seeds.map((seed) => () => run(seed)));
}

/** The sequences that ended badly, with their seeds and stories. */
export function describeSequences(told: readonly Told[]): string {
  return told
    .filter(({ problems }) => problems.length > 0)
    .map(({ seed, story, problems }) =>
      [`seed ${seed}`, ...story, ...problems.map((one) => `FAILED: ${one}`)].join("\n    "),
    )
    .join("\n");
}

class Sequence {
  readonly story: string[] = [];
  readonly problems: string[] = [];
  private readonly draw: Draw;
  /** For changes of mind in the middle of a step. */
  private readonly fickle: Draw;
  private readonly stack: Stack;
  readonly commands: Commands;
  private backup?: ReturnType<Stack["snapshot"]>;
  /** What was reached last. */
  private last: Aim = nothing("nothing");
  /** Whether each step begins with a refresh after drift, and ends with one; else nobody looks for some steps. */
  private readonly looks: boolean;
  /** Something was done, or found, that the state may not have heard of. */
  private unseen = false;
  /** Numbers that somebody else had bought, until the program took them over. */
  private readonly adopted = new Set<string>();

  constructor(
    private readonly account: Account,
    seed: number,
  ) {
    this.draw = new Draw(seed);
    this.fickle = new Draw(-seed);
    this.looks = this.fickle.chance(0.5);
    // Side by side the requests come in another order each time, so that such a sequence cannot be told again exactly.
    const pace = seed % 2 === 0 ? "one by one" : "side by side";
    this.stack = new Stack(pace);
    this.commands = new Commands(account, pace, seed);
  }

  run(): Promise<void> {
    return walk(
      this.draw,
      steps,
      async (aim) => {
        await this.step(aim);
        return this.problems.length === 0 ? this.last : undefined;
      },
      this.known(),
    );
  }

  private known(): Known {
    const { stack, account } = this;
    return {
      get outputs() {
        return stack.outputs;
      },
      get condemned() {
        return stack.condemned;
      },
      find: (name) => stack.find(name),
      boughtBy(orderId) {
        const order = account.simulator.account.orders.get(orderId);
        return order?.kind === "orders" ? order.completed : [];
      },
    };
  }

  private async step(aim: Aim): Promise<void> {
    // With a state that does not know everything, nothing is forgotten: nobody could find it again.
    if (!this.unseen && this.fickle.chance(0.2)) await this.forget();
    if (!this.unseen && this.fickle.chance(0.2)) await this.restore();
    if (this.fickle.chance(0.4)) this.backup = this.stack.snapshot();
    if (this.problems.length === 0) await this.reach(aim);
  }

  /** `pulumi state delete`, and the same program again: what is there is taken over, and nothing is made twice. */
  private async forget(): Promise<void> {
    // A reservation that has done its work has left nothing to take over; a new one is refused, and the error says why.
    const isHidden = (one: Held) => isOfOthers(one) || this.wasList(one);
    const held = this.stack.held.filter((one) => one.type !== "TnReservation" && !isHidden(one));
    if (held.length === 0) return;
    const { name } = this.fickle.one(held);
    this.stack.forget(name);
    await this.reach({ ...this.last, name: `${name} forgotten` }, true);
  }

  /** Whether a search has numbers that it ordered when it was a list. No search finds such an order again. */
  private wasList({ state }: Held): boolean {
    const isListed = (orderId: string) => {
      const order = this.account.simulator.account.orders.get(orderId);
      return order?.kind === "orders" && "numbers" in order.requested;
    };
    return state.search !== undefined && ((state.orderIds ?? []) as string[]).some(isListed);
  }

  /** A state from an old backup, a refresh, and the same program again. */
  private async restore(): Promise<void> {
    if (!this.backup) return;
    const reservation = ({ held }: Pick<Stack, "held">) => held.find(({ name }) => name === "held")?.inputs.reservedTn;
    if (reservation(this.stack) !== reservation(this.backup)) return;
    this.stack.restore(this.backup);
    this.backup = undefined;
    await this.reach({ ...this.last, name: "an old backup restored" }, true);
  }

  /** With a state that does not know everything, nobody does anything else before it does again. */
  private async reach(aim: Aim, ignorant = false): Promise<void> {
    const { simulator } = this.account;
    this.story.push(`— ${aim.name}`);
    this.account.clock.pass(60_000);
    const mark = simulator.ledger.entries.length;
    const before = ownedNumbers(simulator);
    const destroys = aim.program.length === 0;
    if (destroys) strangersLeave(simulator, this.adopted);
    const drifted = !ignorant && !destroys && this.draw.chance(0.25) && this.somebody();
    this.unseen ||= drifted || ignorant;
    const looks = this.looks || ignorant;
    const seen = !this.unseen;
    const { failed, isBlind, ...end } = await this.converge(aim, looks && this.unseen, ignorant);
    let { reached } = end;
    this.last = reached;
    if (failed !== undefined) this.problems.push(`does not converge: ${failed}`);
    if (!looks && !destroys) {
      this.unseen = true;
      if (this.fickle.chance(0.6)) return;
      reached = await this.look(reached);
    } else if (isBlind) {
      const left = await this.command(this.commands.next(true), reached.program, false, []);
      this.story.push(`what a blind run has left: ${left ?? "done"}`);
    }
    this.problems.push(...audit(simulator, this.stack));
    // Who changes his mind in the middle may buy what he gives up again.
    if (reached === aim && looks && (seen || this.looks)) this.problems.push(...auditLedger(simulator, mark, before));
    const process = this.account.process();
    await this.stack.refresh(process, "plugin");
    this.problems.push(...this.stack.preview(process, reached.program).map((line) => `still to do: ${line}`));
    this.unseen = false;
  }

  /** A refresh, and what comes of it. */
  private async look(aim: Aim): Promise<Aim> {
    this.story.push("— somebody looks");
    let reached = aim;
    for (let run = 0; run < mostRuns; run += 1) {
      const failed = await this.command(this.commands.next(true), reached.program, true, []);
      this.story.push(failed ?? "done");
      this.last = reached;
      if (failed === undefined) return reached;
      reached = this.advised(reached, failed, true) ?? reached;
    }
    this.problems.push("does not converge after a look");
    return reached;
  }

  /** What the failure says is to be done; numbers that nobody is known to have are looked for first. */
  private advised(aim: Aim, failed: string, looked: boolean): Aim | undefined {
    const advised =
      aim.heed(failed) ?? (looked || this.fickle.chance(0.5) ? aim.doubt(failed, this.fickle) : undefined);
    if (advised) this.story.push(`— as advised ${advised.name}`);
    for (const { takeOver } of advised?.program ?? []) {
      for (const number of takeOver?.id.split(",") ?? []) this.adopted.add(number);
    }
    if (advised) this.leaveNothing(aim, advised);
    return advised;
  }

  /** Who gives a number up that no state knows disconnects it at the dashboard. */
  private leaveNothing(before: Aim, after: Aim): void {
    const { simulator } = this.account;
    const known = new Set(this.stack.held.flatMap(({ state }) => numbersOf(state)));
    const wanted = new Set(listedIn(after));
    for (const number of listedIn(before)) {
      if (wanted.has(number) || known.has(number) || boughtBySomebodyElse(simulator, number)) continue;
      if (simulator.account.heldNumber(number)) simulator.account.disconnectNumber(number);
    }
  }

  private async converge(
    aim: Aim,
    drifted: boolean,
    steadfast: boolean,
  ): Promise<{ failed?: string; isBlind?: boolean; reached: Aim }> {
    let failed: string | undefined;
    let reached = aim;
    let refreshFirst = drifted;
    // Who is told to run the same command again does so.
    let forced = this.force(aim.program);
    for (let run = 0; run < mostRuns; run += 1) {
      const next = this.commands.next();
      const troubled = run < troubledRuns && this.draw.chance(run === 0 ? 0.9 : 0.4);
      if (troubled) this.trouble(next.process);
      const refreshes = refreshFirst || (this.looks && this.draw.chance(0.3));
      failed = await this.command(next, reached.program, refreshes, forced);
      this.story.push(failed ?? "done");
      this.calm();
      if (failed === undefined) return { reached, isBlind: next.isBlind };
      if (this.unseen) strangersLeave(this.account.simulator, this.adopted);
      if (isInTheWay(failed)) forced = [];
      const advised = this.advised(reached, failed, refreshes);
      reached = advised ?? reached;
      if (isInDoubt(failed) || run + 1 >= troubledRuns) refreshFirst = true;
      const kind = isOrderly(failed) ? "any" : "same";
      // What was being made in a place that is then replaced once more, nobody can find.
      const steady = steadfast || (forced.length > 0 && kind === "same");
      if (run < troubledRuns && !steady && this.fickle.chance(0.3)) {
        // What was deleted in part, or ordered by a run that was killed, is known after a refresh; of the latter Pulumi warns.
        refreshFirst ||= this.looks && (kind === "any" || failed.includes("killed"));
        this.unseen = true;
        reached = reached.revise(this.fickle, kind);
        this.story.push(`— no, rather ${reached.name}`);
      }
    }
    return { failed, reached };
  }

  /** Sometimes one of the resources is to be made anew, whatever it is like: `--replace`. */
  private force(program: Program): string[] {
    if (program.length === 0 || !this.fickle.chance(0.15)) return [];
    const { name } = this.fickle.one(program);
    // Bandwidth deletes no peer that an open port-in brings numbers to.
    const { sipPeerId } = this.stack.find(name)?.state ?? {};
    const portIns = [...this.account.simulator.account.portIns.values()];
    if (portIns.some((portIn) => portIn.sipPeerId === sipPeerId && isOpen(portIn))) return [];
    this.story.push(`${name} by force`);
    return [name];
  }

  private async command({ process, preview }: Command, program: Program, refreshFirst: boolean, forced: string[]) {
    const { simulator } = this.account;
    const before = beforeRun(simulator, this.stack);
    try {
      if (preview(this.stack, program)) this.story.push("with a preview");
      if (refreshFirst) await this.stack.refresh(process, this.draw.one(["plugin", "dynamic"] as const));
      await this.stack.up(process, program, forced);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      this.problems.push(...auditLaw(simulator, this.stack, program, before, this.adopted));
      for (const number of hiddenPurchases(simulator)) this.adopted.add(number);
    }
  }

  private trouble(process: ProviderProcess): void {
    for (let count = this.draw.from(1, 2); count > 0; count -= 1) {
      if (this.draw.chance(0.3)) {
        const script = this.draw.one(scripts);
        this.story.push(`the next ${script.kind} order: ${script.outcome}`);
        this.account.simulator.account.script({ ...script });
        continue;
      }
      const fault = this.draw.one(quick);
      const index = this.draw.below(16);
      this.story.push(`${fault.name} at request ${index + 1}`);
      fault.arm({ account: this.account, process, index });
    }
  }

  /** The weather clears, and somebody at Bandwidth looks after what hangs. */
  private calm(): void {
    const { simulator } = this.account;
    simulator.faults.clear();
    simulator.account.scripts.length = 0;
    for (const order of simulator.account.orders.values())
      if (order.script?.outcome === "stuck") simulator.account.resume(order);
  }

  /** Whether somebody else did something. */
  private somebody(): boolean {
    const deed = interfere(this.account.simulator, this.stack, this.draw);
    if (deed) this.story.push(deed.what);
    this.adopted.delete(deed?.buys ?? "");
    return deed !== undefined;
  }
}

const listedIn = ({ desired: { chosen, second } }: Aim) => [...(chosen?.numbers ?? []), ...(second?.numbers ?? [])];

/** The others wait in real time. */
const quick = anywhere.filter(({ requestTimeoutMs }) => requestTimeoutMs === undefined);
