import { createHash } from "node:crypto";
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PulumiCommand } from "./command.js";

/** What one resource has shown: what the program declares of it, and what it has and lets go. */
export interface Shown {
  declares?: readonly string[];
  /** Things that it holds and does not want any more. */
  lets?: readonly string[];
}

interface Line extends Shown {
  urn: string;
}

/** How long a look at the other processes holds. */
const FRESH_MS = 250;

/**
 * What the other provider processes of the same `pulumi` command have seen: that of its preview, and those of other providers of
 * the same program. A step may come before the registrations that follow it, as with `--parallel 1` and `dependsOn`; the preview
 * has seen them all.
 *
 * Each process appends to a file of its own, in a folder of the command, that only the user can read. Things are hashed. Whatever
 * goes wrong with these files, there is no memory, and nothing else.
 */
export class RunMemory {
  readonly #folder: string;
  readonly #own: string;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #declared = new Map<string, Set<string>>();
  #let = new Map<string, Set<string>>();
  #isEmpty = true;

  private constructor(parent: string, command: PulumiCommand) {
    this.#folder = join(parent, command.id);
    this.#own = `${process.pid}.jsonl`;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** Undefined where there is no safe place for it. `stale` are commands that have ended. */
  static open(name: string, command: PulumiCommand | undefined, parent = parentFolder(name)): RunMemory | undefined {
    if (!command) return undefined;
    try {
      mkdirSync(parent, { recursive: true, mode: 0o700 });
      const { uid, mode } = lstatSync(parent);
      const isOurs = lstatSync(parent).isDirectory() && uid === process.getuid?.() && (mode & 0o077) === 0;
      if (!isOurs) return undefined;
      removeEnded(parent, command);
      return new RunMemory(parent, command);
    } catch {
      return undefined;
    }
  }

  /** Remembers for the other processes what a resource shows now. */
  show(urn: string, { declares, lets }: Shown): void {
    const line: Line = { urn, declares: declares?.map(hashOf), lets: lets?.map(hashOf) };
    try {
      appendFileSync(join(this.#folder, this.#own), `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // The other processes know less.
    }
  }

  /** The resources that declare the thing, as other processes have seen it. */
  declarers(thing: string): Iterable<string> {
    this.#look();
    return this.#declared.get(hashOf(thing)) ?? [];
  }

  /** The resources that hold the thing and let it go, as other processes have seen it. */
  givers(thing: string): Iterable<string> {
    this.#look();
    return this.#let.get(hashOf(thing)) ?? [];
  }

  /** Whether another process of this command has seen anything: a preview has, before an update. */
  get knowsOthers(): boolean {
    this.#look();
    return !this.#isEmpty;
  }

  #look(): void {
    if (performance.now() - this.#lookedAt < FRESH_MS) return;
    this.#lookedAt = performance.now();
    const latest = new Map<string, Shown>();
    try {
      for (const file of readdirSync(this.#folder).filter((name) => name !== this.#own)) {
        for (const text of readFileSync(join(this.#folder, file), "utf8").split("\n").filter(Boolean)) {
          const { urn, ...shown } = JSON.parse(text) as Line;
          latest.set(urn, { ...latest.get(urn), ...shown });
        }
      }
    } catch {
      // A line that is being written is read the next time.
    }
    this.#isEmpty = latest.size === 0;
    this.#declared = index(latest, ({ declares }) => declares);
    this.#let = index(latest, ({ lets }) => lets);
  }
}

function index(shown: ReadonlyMap<string, Shown>, of: (one: Shown) => readonly string[] | undefined) {
  const found = new Map<string, Set<string>>();
  for (const [urn, one] of shown) {
    for (const thing of of(one) ?? []) found.set(thing, (found.get(thing) ?? new Set()).add(urn));
  }
  return found;
}

const hashOf = (thing: string) => createHash("sha256").update(thing).digest("base64url").slice(0, 16);

const parentFolder = (name: string) => join(tmpdir(), `pulumi-${name}-${process.getuid?.() ?? "user"}`);

/** Commands whose process is gone need no memory any more. */
function removeEnded(parent: string, current: PulumiCommand): void {
  for (const folder of readdirSync(parent)) {
    const pid = Number(folder.split("-")[0]);
    if (folder === current.id || isAlive(pid)) continue;
    rmSync(join(parent, folder), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
