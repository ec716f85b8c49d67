import type { Values } from "../../../provider/pulumi/values/values.js";
import type { Simulator } from "../../../simulator/index.js";
import type { Declaration, Outputs, Program, Stack } from "../stack.js";

/** One thing that a user does with a stack, from a state in which all is well. */
export interface Operation {
  /** Where it stands in the report. */
  group: string;
  name: string;
  /** What was there before. */
  before: Program;
  /** What the command works towards. */
  after: Program;
  command: "up" | "up --refresh" | "refresh" | Replacement | Import;
  /** What somebody else did in between. */
  somebody?: (simulator: Simulator, stack: Stack) => void;
  dialect?: "classic" | "universal";
  /** So many orders that follow each other about one number: what is refused for it is sent again with each. */
  inSequence?: number;
  /**
   * Each further run may place the orders of the sequence again: the second hides the first, and no answer shows whether what it took
   * away is gone. It does no harm.
   */
  mayRepeat?: boolean;
}

/** The resource that left the state, and the id under which it is taken back. */
export interface Import {
  name: string;
  id: (stack: Stack) => string;
}

/** `up --replace`, of the resources with these names; whatever is run after it goes without. */
export interface Replacement {
  forced: readonly string[];
  /** `up --refresh --replace`: nothing else tells what is being replaced. */
  refresh?: boolean;
}

type DesiredState = Values | ((outputs: Outputs) => Values);

/** Declares a resource of this type: by its name, and by what it wants. */
export const declare =
  (type: string) =>
  (name: string, desired: DesiredState): Declaration => ({
    type,
    name,
    inputs: typeof desired === "function" ? desired : () => desired,
  });

export const up = (
  group: string,
  name: string,
  before: Program,
  after: Program,
  more: Partial<Operation> = {},
): Operation => ({ group, name, before, after, command: "up", ...more });

export const refresh = (group: string, program: Program, more: Partial<Operation> = {}): Operation => ({
  group,
  name: "refresh",
  before: program,
  after: program,
  command: "refresh",
  ...more,
});

export const importing = (
  group: string,
  name: string,
  what: string,
  id: Import["id"],
  program: Program,
): Operation => ({
  group,
  name,
  before: program,
  after: program,
  command: { name: what, id },
});

/** Nothing is to change, and yet these resources of the program are to be made anew. */
export const forcing = (
  group: string,
  forced: readonly string[],
  program: Program,
  more: Partial<Operation> = {},
): Operation => ({
  group,
  name: "replace by force",
  before: program,
  after: program,
  command: { forced },
  ...more,
});

/** The same after a refresh, of what has no mark that tells who made it. */
export const forcingRefreshed = (group: string, forced: readonly string[], program: Program): Operation =>
  forcing(group, forced, program, { command: { forced, refresh: true } });

/** What the state holds of a resource. */
export const state = (stack: Stack, name: string): Values => stack.find(name)?.state ?? {};

/** The id of a resource in the state. */
export const idOf = (stack: Stack, name: string): string => stack.find(name)?.id ?? "";
