import { audit, auditLedger, ownedNumbers } from "../audit.js";
import { interfere } from "../interference.js";
import { Draw } from "../random.js";
import type { Told } from "../sequence.js";
import type { FrontEnd } from "../stack.js";
import { type Aim, isInTheWay, walk } from "../walk.js";
import { disturbed, type Trouble } from "./disturbed.js";
import { EngineStack } from "./engineStack.js";
import { engineFaults } from "./faults.js";

const steps = 4;
/** So many runs of one step may meet faults; then nothing goes wrong any more, and it has to converge. */
const troubledRuns = 2;
const mostRuns = troubledRuns + 2;

/** Changes of mind, faults and other people's doings with the real engine; after each step the account is the program. */
export async function runEngineSequence(frontEnd: FrontEnd, seed: number): Promise<Told> {
  const stack = await EngineStack.start(frontEnd);
  const sequence = new EngineSequence(stack, seed);
  try {
    await sequence.run();
  } catch (error) {
    sequence.problems.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await stack.close();
  }
  return { seed, story: [`(${frontEnd})`, ...sequence.story], problems: sequence.problems };
}

class EngineSequence {
  readonly story: string[] = [];
  readonly problems: string[] = [];
  private readonly draw: Draw;

  constructor(
    private readonly stack: EngineStack,
    seed: number,
  ) {
    this.draw = new Draw(seed);
  }

  run(): Promise<void> {
    return walk(this.draw, steps, async (aim) => {
      const reached = await this.step(aim);
      return this.problems.length === 0 ? reached : undefined;
    });
  }

  private async step(aim: Aim): Promise<Aim> {
    const { simulator } = this.stack;
    this.story.push(`— ${aim.name}`);
    this.stack.declare(aim.program);
    const [mark, before] = [simulator.ledger.entries.length, ownedNumbers(simulator)];
    const drifted = aim.program.length > 0 && this.draw.chance(0.25) && (await this.somebody());
    const { failed, reached } = await this.converge(aim, drifted);
    if (failed !== undefined) this.problems.push(`does not converge: ${failed}`);
    this.problems.push(...audit(simulator, await this.stack.held()));
    if (reached === aim) this.problems.push(...auditLedger(simulator, mark, before));
    this.problems.push(...(await this.stack.stillToDo()));
    return reached;
  }

  private async converge(aim: Aim, drifted: boolean): Promise<{ failed?: string; reached: Aim }> {
    const destroys = aim.program.length === 0;
    let failed: string | undefined;
    let reached = aim;
    let refreshFirst = drifted;
    // Who is told to run the same command again does so.
    let forced = destroys ? [] : await this.force();
    for (let run = 0; run < mostRuns; run += 1) {
      const troubles = run < troubledRuns && this.draw.chance(run === 0 ? 0.9 : 0.4) ? this.troubles() : [];
      const refreshes = !destroys && (refreshFirst || this.draw.chance(0.3));
      const command = destroys ? "destroy" : refreshes ? "up --refresh" : "up";
      const { result } = await disturbed(this.stack, troubles, () => this.stack.start(command, {}, forced));
      await this.stack.unlock();
      failed = await this.stack.failureOf(command, result);
      this.story.push(`${command}: ${failed ?? "done"}`);
      if (failed === undefined) return { reached };
      if (isInTheWay(failed)) forced = [];
      const advised = reached.heed(failed);
      if (advised) {
        reached = advised;
        this.story.push(`— as advised ${reached.name}`);
        this.stack.declare(reached.program);
      }
      if (run < troubledRuns && this.draw.chance(0.3)) {
        reached = reached.revise(this.draw, "same");
        // Pulumi says that operations were cut short, and that a refresh is due.
        refreshFirst = true;
        this.story.push(`— no, rather ${reached.name}`);
        this.stack.declare(reached.program);
      }
      await this.stack.heed(failed, reached.program);
    }
    return { failed, reached };
  }

  /** Sometimes one of the resources is to be made anew, whatever it is like. */
  private async force(): Promise<string[]> {
    const { held } = await this.stack.held();
    if (held.length === 0 || !this.draw.chance(0.2)) return [];
    const { name } = this.draw.one(held);
    this.story.push(`${name} by force`);
    return [name];
  }

  private troubles(): Trouble[] {
    return Array.from({ length: this.draw.from(1, 2) }, () => {
      const trouble = { fault: this.draw.one(anywhere), index: this.draw.below(16) };
      this.story.push(`${trouble.fault.name} at request ${trouble.index + 1}`);
      return trouble;
    });
  }

  /** Whether somebody else did something. */
  private async somebody(): Promise<boolean> {
    const deed = interfere(this.stack.simulator, await this.stack.held(), this.draw);
    if (deed !== undefined) this.story.push(deed.what);
    return deed !== undefined;
  }
}

/** What can go wrong at a request of which nothing is known. */
const anywhere = engineFaults.filter(({ fits }) => fits === undefined);
