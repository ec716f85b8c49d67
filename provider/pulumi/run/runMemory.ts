import { createHash } from "node:crypto";
import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PulumiCommand } from "./command.js";
import { Index } from "./thingIndex.js";

/** What one resource has shown: what the program declares for it, what it has, and what it releases. */
export interface Shown {
  declares?: readonly string[];
  /** Things that it holds and no longer wants. */
  lets?: readonly string[];
}

interface Line extends Shown {
  urn: string;
}

/** How long a look at the other processes stays valid. */
const FRESH_MS = 250;

/**
 * What the other provider processes of the same `pulumi` command have seen: the process of its preview, and those of other
 * providers of the same program. A step may come before the registrations that follow it, as with `--parallel 1` and
 * `dependsOn`. The preview has seen them all.
 *
 * Each process appends to its own file, in a folder of the command that only the user can read. Things are hashed. If anything
 * goes wrong with these files, there is no memory, but no error either.
 */
export class RunMemory {
  readonly #folder: string;
  readonly #own: string;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** How far each file of another process has been read. */
  readonly #read = new Map<string, number>();
  readonly #latest = new Map<string, Shown>();
  readonly #declared = new Index();
  readonly #let = new Index();
  #knowsEnded = false;

  private constructor(parent: string, command: PulumiCommand) {
    this.#folder = join(parent, command.id);
    this.#own = `${process.pid}.jsonl`;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** Undefined if there is no safe place for it. `stale` are commands that have ended. */
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

  /** Records what a resource shows now, for the other processes. */
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
    return this.#declared.of(hashOf(thing));
  }

  /** The resources that hold the thing and release it, as other processes have seen it. */
  givers(thing: string): Iterable<string> {
    this.#look();
    return this.#let.of(hashOf(thing));
  }

  /**
   * Whether a process of this command that has ended has seen the program. Before an update, that is the process of the
   * preview.
   */
  get knowsPreview(): boolean {
    this.#look();
    return this.#knowsEnded;
  }

  #look(): void {
    if (performance.now() - this.#lookedAt < FRESH_MS) return;
    try {
      for (const file of readdirSync(this.#folder).filter((name) => name !== this.#own)) this.#readOn(file);
    } catch {
      // What can't be read is unknown.
    }
    // Set it after the look, so that a slow look isn't repeated at once.
    this.#lookedAt = performance.now();
  }

  /** Reads the complete lines that a process has written since the last look. */
  #readOn(file: string): void {
    const from = this.#read.get(file) ?? 0;
    const fresh = readFileSync(join(this.#folder, file)).subarray(from);
    const end = fresh.lastIndexOf("\n") + 1;
    this.#read.set(file, from + end);
    for (const text of fresh.subarray(0, end).toString("utf8").split("\n").filter(Boolean)) {
      const { urn, ...shown } = JSON.parse(text) as Line;
      const before = this.#latest.get(urn) ?? {};
      const now = { ...before, ...shown };
      this.#latest.set(urn, now);
      this.#declared.replace(urn, before.declares, now.declares);
      this.#let.replace(urn, before.lets, now.lets);
    }
    this.#knowsEnded ||= from + end > 0 && !isAlive(Number.parseInt(file, 10));
  }
}

const hashOf = (thing: string) => createHash("sha256").update(thing).digest("base64url").slice(0, 16);

const parentFolder = (name: string) => join(tmpdir(), `pulumi-${name}-${process.getuid?.() ?? "user"}`);

/** Commands whose process is gone need no memory. */
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
