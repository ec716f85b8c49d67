import { pulumiCommand, sightOf } from "./command.js";
import type { RunKnowledge } from "./program.js";
import { RunMemory } from "./runMemory.js";

let command: ReturnType<typeof pulumiCommand> | null = null;

/**
 * What the `pulumi` command that runs now, and its other provider processes, say about the program. Looked up once per process.
 */
export function knowledgeOf(name: string): RunKnowledge {
  if (command === null) command = pulumiCommand();
  const sight = sightOf(command);
  return { memory: sight.repeats ? undefined : RunMemory.open(name, command), sight };
}
