import { audit, auditLedger, ownedNumbers } from "../audit.js";
import { numbersOf } from "../auditors/auditor.js";
import { Draw } from "../random.js";
import type { Told } from "../sequence.js";
import type { FrontEnd, Program } from "../stack.js";
import { firstWish, nextWish, programOf } from "../wishes.js";
import { disturbed, type Trouble } from "./disturbed.js";
import { EngineStack, failureOf } from "./engineStack.js";
import { engineMishaps } from "./mishaps.js";

const steps = 4;
/** So many runs of one step may meet mishaps; then nothing goes wrong any more, and it has to converge. */
const troubledRuns = 2;
const mostRuns = troubledRuns + 2;

/** Changes of mind, mishaps and other people's doings with the real engine; after each step the account is the program. */
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

  async run(): Promise<void> {
    let wish = firstWish;
    await this.step(programOf(wish), "first");
    for (let count = 0; count < steps && this.problems.length === 0; count += 1) {
      for (let more = this.draw.from(1, 3); more > 0; more -= 1) wish = nextWish(wish, this.draw);
      await this.step(programOf(wish), JSON.stringify(wish));
    }
    if (this.problems.length === 0) await this.step([], "destroy");
  }

  private async step(program: Program, name: string): Promise<void> {
    const { simulator } = this.stack;
    this.story.push(`— ${name}`);
    this.stack.declare(program);
    const [mark, before] = [simulator.ledger.entries.length, ownedNumbers(simulator)];
    const drifted = program.length > 0 && this.draw.chance(0.25) && (await this.somebody());
    const failed = await this.converge(program.length === 0, drifted);
    if (failed !== undefined) this.problems.push(`does not converge: ${failed}`);
    this.problems.push(...audit(simulator, await this.stack.held()), ...auditLedger(simulator, mark, before));
    this.problems.push(...(await this.stack.stillToDo()));
  }

  private async converge(destroys: boolean, drifted: boolean): Promise<string | undefined> {
    let failed: string | undefined;
    for (let run = 0; run < mostRuns; run += 1) {
      const troubles = run < troubledRuns && this.draw.chance(run === 0 ? 0.9 : 0.4) ? this.troubles() : [];
      const refreshes = !destroys && (drifted || this.draw.chance(0.3));
      const command = destroys ? "destroy" : refreshes ? "up --refresh" : "up";
      const { result } = await disturbed(this.stack, troubles, () => this.stack.start(command, {}));
      await this.stack.unlock();
      failed = failureOf(result);
      this.story.push(`${command}: ${failed ?? "done"}`);
      if (failed === undefined) return undefined;
    }
    return failed;
  }

  private troubles(): Trouble[] {
    return Array.from({ length: this.draw.from(1, 2) }, () => {
      const trouble = { mishap: this.draw.one(anywhere), index: this.draw.below(16) };
      this.story.push(`${trouble.mishap.name} at request ${trouble.index + 1}`);
      return trouble;
    });
  }

  /** Somebody else at the dashboard. */
  private async somebody(): Promise<boolean> {
    const { account } = this.stack.simulator;
    const stack = await this.stack.held();
    const mine = stack.held.filter(({ type }) => type === "PhoneNumberOrder").flatMap(({ state }) => numbersOf(state));
    if (mine.length === 0) return false;
    const number = this.draw.one(mine);
    const standby = stack.find("standby")?.state.sipPeerId;
    if (standby !== undefined && this.draw.chance(0.5)) account.moveNumber(number, String(standby));
    else account.disconnectNumber(number);
    this.story.push(`somebody took or moved ${number}`);
    return true;
  }
}

/** What can go wrong at a request of which nothing is known. */
const anywhere = engineMishaps.filter(({ fits }) => fits === undefined);
