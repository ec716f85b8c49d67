import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PulumiCommand, sightOf } from "../../provider/pulumi/run/command.js";
import type { RunKnowledge } from "../../provider/pulumi/run/program.js";
import { RunMemory } from "../../provider/pulumi/run/runMemory.js";
import type { Account } from "./account.js";
import type { ProviderProcess } from "./providerProcess.js";
import { Draw } from "./random.js";
import type { Pace, Program, Stack } from "./stack.js";

/** No process has this id: the largest one of Linux is smaller. */
const ENDED = String(2 ** 22 + 7);

/** The process of a `pulumi up`, and what its preview does first, if it has one. Says whether it has. */
export interface Command {
  process: ProviderProcess;
  /** It does not know its whole program, and leaves something to the next one that does. */
  isBlind: boolean;
  preview(stack: Stack, program: Program): boolean;
}

/**
 * The commands of a sequence: `pulumi up` with or without its preview, whose process has ended before that of the update begins. What the
 * two know of each other and of the command is what the real ones know.
 */
export class Commands {
  private readonly folder = mkdtempSync(join(tmpdir(), "commands-"));
  private readonly draw: Draw;
  private count = 0;

  constructor(
    private readonly account: Account,
    private readonly pace: Pace,
    seed: number,
  ) {
    // A source of its own, so that the stories of the seeds stay what they are.
    this.draw = new Draw(seed + 1_000_003);
  }

  /** The next command. `foreseen`: it has a preview in any case. */
  next(foreseen = false): Command {
    this.count += 1;
    const isForeseen = this.draw.chance(0.7) || foreseen;
    const args = ["up", "--yes", "--parallel", this.pace === "one by one" ? "1" : "64"];
    if (!isForeseen) args.push("--skip-preview");
    const command = { id: `${process.pid}-${this.count}`, args };
    return {
      isBlind: !isForeseen && this.pace === "one by one",
      process: this.account.process({ knowledge: this.knowledge(command) }),
      preview: (stack, program) => {
        if (isForeseen) stack.foresee(this.account.process({ knowledge: this.knowledge(command, ENDED) }), program);
        return isForeseen;
      },
    };
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private knowledge(command: PulumiCommand, own?: string): RunKnowledge {
    return { memory: RunMemory.open("test", command, this.folder, own), sight: sightOf(command, {}) };
  }
}
