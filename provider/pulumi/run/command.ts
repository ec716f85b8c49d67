import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename } from "node:path";

/** The `pulumi` command that started this provider. */
export interface PulumiCommand {
  /** Distinguishes this run of the command from any other. */
  readonly id: string;
  /** Without the program itself. */
  readonly args: readonly string[];
}

interface Process {
  parent: number;
  started: string;
  args: string[];
}

/** A shell and a language host may be between the command and a provider. */
const MOST_BETWEEN = 6;

/**
 * Finds the command among the processes that started this one. The protocol doesn't name it. Undefined if the system doesn't
 * show it (Windows), and if an engine was attached to a provider that runs by itself.
 */
export function pulumiCommand(pid = process.ppid): PulumiCommand | undefined {
  let next = pid;
  for (let depth = 0; depth < MOST_BETWEEN && next > 1; depth++) {
    const found = processOf(next);
    if (!found) return undefined;
    const [program = "", ...args] = found.args;
    if (basename(program) === "pulumi") return { id: `${next}-${found.started}`, args };
    next = found.parent;
  }
  return undefined;
}

function processOf(pid: number): Process | undefined {
  try {
    return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
  } catch {
    return undefined;
  }
}

function fromProc(pid: number): Process {
  const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, -1);
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name before these fields, in parentheses, may contain anything. See proc(5): 4 is the parent, 22 the start.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { parent: Number(fields[1]), started: fields[19] ?? "", args };
}

function fromPs(pid: number): Process | undefined {
  if (process.platform === "win32") return undefined;
  const fields = ["-o", "ppid=,lstart=,args=", "-p", String(pid)];
  const line = execFileSync("ps", fields, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  const [parent, ...rest] = line.split(/\s+/);
  // "Mon Nov 30 12:00:00 2026"
  return { parent: Number(parent), started: rest.slice(0, 5).join("-"), args: rest.slice(5) };
}

/** What the command shows a provider of a program. */
export interface Sight {
  /** Only some resources are registered: `--target`, `--exclude`, `pulumi do`. */
  readonly partial: boolean;
  /** Only one is, the one that `pulumi do` names. Others of the stack may want what it lets go. */
  readonly single?: boolean;
  /** It destroys a stack, and runs no program. */
  readonly destroys: boolean;
  /** How many steps run at once: `--parallel`. One: each resource is registered after the one before it is done. */
  readonly steps: number;
  /** It runs one update after the other, each of another program. What an earlier one has seen says nothing about this one. */
  readonly repeats: boolean;
  /** It is an update that had no preview: `--skip-preview`. */
  readonly unannounced?: boolean;
}

const DESTROYS = ["destroy", "down", "dn"];
const UPDATES = ["up", "update"];
const COMMANDS = ["up", "update", "preview", "pre", "refresh", "import", "watch", "do", ...DESTROYS];

/** Options that let a run see only a part of the program. Pulumi takes each of them from the environment too. */
const PARTS = ["target", "exclude", "target-replace"];

export function sightOf(command: PulumiCommand | undefined, environment: NodeJS.ProcessEnv = process.env): Sight {
  const args = command?.args ?? [];
  const short = shortOptions(args);
  const told = (name: string) => environment[`PULUMI_OPTION_${name.toUpperCase().replace("-", "_")}`] ?? "";
  const isSet = (name: string) =>
    args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)) || told(name) !== "";
  const single = operationOfDo(args);
  const partial = single !== undefined || PARTS.some(isSet) || short.has("t") || short.has("x");
  const word = args.find((arg) => COMMANDS.includes(arg));
  const destroys = DESTROYS.includes(word ?? "") || single === "delete";
  const skips =
    short.has("f") ||
    ["--skip-preview", "--skip-preview=true"].some((arg) => args.includes(arg)) ||
    isYes(told("skip-preview"));
  const unannounced = UPDATES.includes(word ?? "") && skips;
  return {
    partial,
    destroys,
    steps: stepsAtOnce(optionIn(args, "--parallel") ?? short.get("p"), environment),
    repeats: word === "watch",
    ...(single !== undefined && { single: true }),
    ...(unannounced && { unannounced }),
  };
}

const isYes = (text: string) => ["true", "1"].includes(text.toLowerCase());

/** How many steps the engine runs at once, as it finds out itself: four for each CPU, if nobody says. */
function stepsAtOnce(
  option: string | undefined,
  { PULUMI_OPTION_PARALLEL, PULUMI_PARALLEL, GOMAXPROCS }: NodeJS.ProcessEnv,
) {
  const [said] = [option, PULUMI_OPTION_PARALLEL, PULUMI_PARALLEL].filter((text) => /^-?\d+$/.test(text ?? ""));
  if (said !== undefined) return Math.max(1, Number(said));
  const most = Number(GOMAXPROCS);
  return 4 * Math.min(availableParallelism(), most >= 1 ? most : Number.POSITIVE_INFINITY);
}

const OPERATIONS_OF_DO = ["create", "upsert", "patch", "delete"];

/**
 * What `pulumi do TYPE OPERATION NAME` does with one resource of a stack. Undefined for other commands, for what only reads, and
 * without a stack: there nobody else wants anything, and no later run goes on.
 */
function operationOfDo(args: readonly string[]): string | undefined {
  const word = args.findIndex((arg) => COMMANDS.includes(arg));
  const stateless = ["--stateless", "--stateless=true"].some((arg) => args.includes(arg));
  return args[word] === "do" && !stateless
    ? args.slice(word + 1).find((arg) => OPERATIONS_OF_DO.includes(arg))
    : undefined;
}

function optionIn(args: readonly string[], name: string): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === name) return args[index + 1];
    if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
  }
  return undefined;
}

/** Short options with a value. What follows the letter is its value. */
const WITH_VALUE = "cCmpstvx";

/** The short options, which can stand together, as in `-yf` or `-p1`, with their values. */
function shortOptions(args: readonly string[]): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const [index, arg] of args.entries()) {
    if (!/^-[A-Za-z]/.test(arg)) continue;
    for (const [at, letter] of [...arg.slice(1)].entries()) {
      const takesValue = WITH_VALUE.includes(letter);
      const rest = arg.slice(at + 2).replace(/^=/, "");
      found.set(letter, takesValue ? rest || args[index + 1] : undefined);
      if (takesValue) break;
    }
  }
  return found;
}
