import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PulumiCommand } from "./command.js";
import { isPrivateFolder, temporaryFolder } from "./privateFolder.js";
import { Index } from "./thingIndex.js";

/** What one resource has shown: what the program declares for it, what it has, and what it releases. */
export interface Shown {
  declares?: readonly string[];
  /** The program declares things for it that were not known yet. */
  isOpen?: boolean;
  /** Things that it holds and no longer wants. */
  lets?: readonly string[];
  /** What stands there from now on, after a step or a diff without changes: its type and id. Empty: what stood there is replaced. */
  stands?: string;
  /** Things that it has then. */
  holds?: readonly string[];
}

interface ResourceLine extends Shown {
  urn: string;
}

/** A key of the stack's state, and where its things live. */
interface KeyLine {
  key: string;
  world?: string;
}

type Line = ResourceLine | KeyLine;

/** How long a look at the other processes stays valid. */
const FRESH_MS = 250;

/**
 * What the other provider processes of the same `pulumi` command have seen: the process of its preview, and those of other
 * providers of the same program. A step may come before the registrations that follow it, as with `--parallel 1` and
 * `dependsOn`. The preview has seen them all.
 *
 * Each process appends to its own file, in a folder of the command that only the user can read. Things are hashed. State keys
 * are not: they are no secret, and orders are looked for under them. If anything goes wrong with these files, there is no memory, but no error either.
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
  readonly #held = new Index();
  readonly #standing = new Index();
  /** Resources whose things were not all known. */
  readonly #open = new Set<string>();
  readonly #keys = new Map<string, string | undefined>();
  #knowsEnded = false;

  private constructor(parent: string, command: PulumiCommand, own: string) {
    this.#folder = join(parent, command.id);
    this.#own = `${own}.jsonl`;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** Undefined if there is no safe place for it. `stale` are commands that have ended. */
  static open(
    name: string,
    command: PulumiCommand | undefined,
    parent = temporaryFolder(name),
    own = String(process.pid),
  ): RunMemory | undefined {
    if (!command) return undefined;
    try {
      if (!isPrivateFolder(parent)) return undefined;
      removeEnded(parent, command);
      return new RunMemory(parent, command, own);
    } catch {
      return undefined;
    }
  }

  /** Records what a resource shows now, for the other processes. */
  show(urn: string, { declares, isOpen, lets, stands, holds }: Shown): void {
    this.#append({
      urn,
      isOpen,
      declares: declares?.map(hashOf),
      lets: lets?.map(hashOf),
      stands: stands && hashOf(stands),
      holds: holds?.map(hashOf),
    });
  }

  /** Records a key of the stack's state. */
  showKey(key: string, world: string | undefined): void {
    this.#append({ key, world });
  }

  /** Whether more than one provider resource of the stack may take part. */
  get hasKeys(): boolean {
    this.#look();
    return this.#keys.size > 0;
  }

  #append(line: Line): void {
    try {
      appendFileSync(join(this.#folder, this.#own), `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch {
      // The other processes know less.
    }
  }

  /** The keys of the stack's state that other processes know. What lives in another account or environment has others. */
  keys(world: string | undefined): string[] {
    this.#look();
    return [...this.#keys].filter(([, where]) => where === world).map(([key]) => key);
  }

  /** The resources that declare the thing, as other processes have seen it. */
  declarers(thing: string): Iterable<string> {
    this.#look();
    return this.#declared.of(hashOf(thing));
  }

  /** The resources for which the program declares things that the other processes did not know. */
  get open(): Iterable<string> {
    this.#look();
    return this.#open;
  }

  /** The resources that hold the thing and release it, as other processes have seen it. */
  givers(thing: string): Iterable<string> {
    this.#look();
    return this.#let.of(hashOf(thing));
  }

  /** The resources that have the thing, as other processes have left it. */
  holders(thing: string): Iterable<string> {
    this.#look();
    return this.#held.of(hashOf(thing));
  }

  /** Whether another process has left this standing, by its type and id. */
  stands(what: string): boolean {
    this.#look();
    return [...this.#standing.of(hashOf(what))].length > 0;
  }

  /**
   * Whether a process of this command that has ended has seen the program. Before an update, that is the process of the
   * preview.
   */
  get knowsPreview(): boolean {
    this.#look();
    return this.#knowsEnded;
  }

  /** How many provider processes of this command run now, this one included. */
  get processes(): number {
    this.#look();
    return 1 + [...this.#read.keys()].filter((file) => isAlive(Number.parseInt(file, 10))).length;
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
      const line = JSON.parse(text) as Line;
      if ("key" in line) {
        this.#keys.set(line.key, line.world);
        continue;
      }
      const { urn, ...shown } = line;
      const before = this.#latest.get(urn) ?? {};
      const now = { ...before, ...shown };
      this.#latest.set(urn, now);
      if (now.isOpen) this.#open.add(urn);
      else this.#open.delete(urn);
      this.#declared.replace(urn, before.declares, now.declares);
      this.#let.replace(urn, before.lets, now.lets);
      this.#held.replace(urn, before.holds, now.holds);
      this.#standing.replace(urn, listOf(before.stands), listOf(now.stands));
    }
    this.#knowsEnded ||= from + end > 0 && !isAlive(Number.parseInt(file, 10));
  }
}

const listOf = (stands?: string): string[] => (stands ? [stands] : []);

const hashOf = (thing: string) => createHash("sha256").update(thing).digest("base64url").slice(0, 16);

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
