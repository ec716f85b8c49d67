import { Account } from "./account.js";
import { audit } from "./audit.js";
import { numbersOf } from "./auditors/auditor.js";
import { auditLaw, beforeRun } from "./auditors/law.js";
import { type DesiredOfTwo, firstOfTwo, heededOfTwo, nextOfTwo, programOfTwo } from "./desiredOfTwo.js";
import { anywhere } from "./faults.js";
import { Draw } from "./random.js";
import type { Told } from "./sequence.js";
import { type Program, Stack } from "./stack.js";

const steps = 5;
/** So many runs of a step may meet faults; then it has to converge. */
const troubledRuns = 2;
const mostRuns = troubledRuns + 6;

/** One of the stacks: its state, what it wants, and what its program says. */
interface Side {
  name: string;
  stack: Stack;
  desired: DesiredOfTwo;
  program: Program;
}

/**
 * Two stacks of one program on one account, in turn or at once, with changes of mind and faults. They want numbers, port-ins and
 * PONs out of the same few. Nobody disconnects or cancels what the other one has, nothing is bought twice, and a destroy of one
 * leaves the other whole.
 */
export async function runTwoStacks(seed: number): Promise<Told> {
  const account = await Account.start({ seed });
  const two = new TwoStacks(account, seed);
  try {
    await two.run();
  } catch (error) {
    two.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await account.close();
  }
  return { seed, story: two.story, problems: two.problems };
}

class TwoStacks {
  readonly story: string[] = [];
  readonly problems: string[] = [];
  private readonly draw: Draw;
  private readonly sides: Side[];
  private atOnce = false;

  constructor(
    private readonly account: Account,
    seed: number,
  ) {
    this.draw = new Draw(seed);
    this.sides = ["dev", "prod"].map((name) => {
      return { name, stack: new Stack(), desired: firstOfTwo, program: [] };
    });
  }

  async run(): Promise<void> {
    for (let step = 0; step <= steps && this.problems.length === 0; step += 1) {
      for (const side of this.sides) {
        // What is in no state and not declared any more, nobody finds again.
        if (this.draw.chance(0.3)) this.forget(side);
        else if (step > 0) side.desired = nextOfTwo(side.desired, this.draw);
      }
      // Who looks at the same moment sees a number that neither has yet. The API then refuses the second order.
      this.atOnce = this.draw.chance(0.4);
      const mark = this.account.simulator.ledger.entries.length;
      if (this.atOnce) await Promise.all(this.sides.map((side) => this.reach(side)));
      else for (const side of this.sides) await this.reach(side);
      this.problems.push(...this.taken(mark));
      this.lookAtBoth();
    }
    if (this.problems.length > 0) return;
    this.atOnce = false;
    const [gone, whole] = this.draw.chance(0.5) ? this.sides : [...this.sides].reverse();
    if (!gone || !whole) return;
    this.story.push(`— ${gone.name} is destroyed`);
    gone.desired = {};
    await this.reach(gone);
    this.lookAtBoth();
    const process = this.account.process({ stack: whole.name });
    await whole.stack.refresh(process, "plugin");
    this.problems.push(
      ...whole.stack.preview(process, whole.program).map((line) => `${whole.name} still has to do: ${line}`),
    );
    this.story.push(`— ${whole.name} is destroyed`);
    whole.desired = {};
    await this.reach(whole);
    this.lookAtBoth();
  }

  /** `pulumi state delete` of what the program still declares. */
  private forget({ name, stack }: Side): void {
    const held = stack.held.filter(({ type }) => ["PhoneNumberOrder", "Site", "SipPeer"].includes(type));
    if (held.length === 0) return;
    const one = this.draw.one(held);
    this.story.push(`— ${name} has lost ${one.name} from its state`);
    stack.forget(one.name);
  }

  private async reach(side: Side): Promise<void> {
    const { name, stack } = side;
    this.story.push(`— ${name}: ${JSON.stringify(side.desired)}`);
    for (let run = 0; run < mostRuns; run += 1) {
      const process = this.account.process({ stack: name });
      if (run < troubledRuns && this.draw.chance(0.6)) {
        const fault = this.draw.one(quick);
        const index = this.draw.below(12);
        this.story.push(`${fault.name} at request ${index + 1}`);
        fault.arm({ account: this.account, process, index });
      }
      side.program = programOfTwo(side.desired);
      const before = beforeRun(this.account.simulator, stack);
      const failed = await this.command(stack, side.program, process, run > 0 && this.draw.chance(0.5));
      this.account.simulator.faults.clear();
      this.story.push(`${name}: ${failed ?? "done"}`);
      // What the other one does at the same moment is not this run's doing.
      const broken = this.atOnce
        ? []
        : [
            ...auditLaw(this.account.simulator, stack, side.program, before, new Set()),
            ...this.taken(before.entries, stack),
          ];
      this.problems.push(...broken);
      if (failed === undefined || broken.length > 0) return;
      side.desired = heededOfTwo(side.desired, failed, stack) ?? side.desired;
    }
    this.problems.push(`${name} does not converge`);
  }

  /** What was disconnected since, although a state has it. The state of a run that failed may have what it gave up itself. */
  private taken(mark: number, by?: Stack): string[] {
    const entries = this.account.simulator.ledger.entries.slice(mark);
    const released = entries.filter(({ kind }) => kind === "disconnect").map(({ number }) => number);
    const others = this.sides.filter(({ stack }) => stack !== by);
    const held = others.flatMap(({ name, stack }) => numbersIn(stack).map((number) => ({ name, number })));
    return held
      .filter(({ number }) => released.includes(number) && !this.account.simulator.account.heldNumber(number))
      .map(({ name, number }) => `disconnected ${number}, which ${name} has`);
  }

  private async command(stack: Stack, program: Program, process: ReturnType<Account["process"]>, refreshes: boolean) {
    try {
      if (refreshes) await stack.refresh(process, this.draw.one(["plugin", "dynamic"] as const));
      await stack.up(process, program);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** What the account has is what both states have together, and no number is in both. */
  private lookAtBoth(): void {
    if (this.problems.length > 0) return;
    const both = { held: this.sides.flatMap(({ stack }) => stack.held) } as Stack;
    this.problems.push(...audit(this.account.simulator, both));
    const [mine = [], theirs = []] = this.sides.map(({ stack }) => numbersIn(stack));
    const shared = mine.filter((number) => theirs.includes(number));
    if (shared.length > 0) this.problems.push(`in both states: ${shared.join(", ")}`);
  }
}

const numbersIn = ({ held }: Stack) =>
  held.filter(({ type }) => type !== "LsrOrder").flatMap(({ state }) => numbersOf(state));

/** The others wait in real time. */
const quick = anywhere.filter(({ requestTimeoutMs }) => requestTimeoutMs === undefined);
