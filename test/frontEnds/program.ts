import type { Values } from "../../provider/pulumi/values/values.js";
import type { Made, Registered, Run } from "./support.js";

/** One resource of a program. */
export interface Declared {
  type: string;
  name: string;
  inputs: Values | ((made: ReadonlyMap<string, Made>) => Values);
  /** It is registered when these are done, as one that uses their outputs. */
  after?: readonly string[];
  /** The resource option `import`. */
  import?: string;
}

interface Held extends Made {
  type: string;
  name: string;
}

export interface UpOptions {
  /** How many steps run at once: what `--parallel` says. */
  parallel?: number;
  refresh?: boolean;
  /** The run dies before the step of this resource. */
  killBefore?: string;
  /** What `--replace` names. */
  force?: readonly string[];
  /** What has the resource option `deleteBeforeReplace`. */
  deleteFirst?: readonly string[];
  /** The run dies when this resource is deleted, before it is made anew. */
  killAfterDelete?: string;
}

/**
 * A stack as the engine keeps it: it registers what a program declares as soon as all that it depends on is done, one after the
 * other; does the steps beside that, as many at once as `parallel` says; and deletes at the end what is no longer declared, or was
 * replaced. The first error ends it before the deletes.
 */
export class EngineModel {
  held = new Map<string, Held>();
  /** Replaced, and still to be deleted. */
  condemned: Held[] = [];

  async up(
    run: Run,
    program: readonly Declared[],
    { parallel = 16, refresh = false, killBefore, force = [], deleteFirst = [], killAfterDelete }: UpOptions = {},
  ): Promise<string[]> {
    if (refresh) await this.refresh(run);
    const changed: string[] = [];
    const slot = slots(parallel);
    const turn = slots(1);
    const done = new Map<string, Promise<void>>();
    for (const declared of program) {
      const before = (declared.after ?? []).map((name) => done.get(name));
      const work = (async () => {
        await Promise.all(before);
        const old = this.held.get(declared.name);
        if (declared.import !== undefined && old?.id !== declared.import) await this.import(run, declared, slot);
        const held = this.held.get(declared.name);
        const inputs = typeof declared.inputs === "function" ? declared.inputs(this.held) : declared.inputs;
        const forced = held !== undefined && force.includes(declared.name);
        // By force, nothing is asked of a diff.
        const registered = await turn(() =>
          run.register(declared.type, declared.name, inputs, forced ? undefined : held),
        );
        registered.replaces ||= forced;
        registered.deleteBeforeReplace ||= deleteFirst.includes(declared.name);
        if (!registered.changes) return;
        changed.push(declared.name);
        await slot(async () => {
          if (declared.name === killBefore) throw new Error("killed");
          await this.step(run, declared, registered, killAfterDelete);
        });
      })();
      work.catch(() => {});
      done.set(declared.name, work);
    }
    const ended = await Promise.allSettled(done.values());
    const failed = ended.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
    const names = new Set(program.map(({ name }) => name));
    const leaving = [...this.condemned, ...[...this.held.values()].filter(({ name }) => !names.has(name))].reverse();
    for (const one of leaving) changed.push(`-${one.name}`);
    await this.delete(run, leaving);
    return changed;
  }

  async refresh(run: Run): Promise<void> {
    for (const held of [...this.held.values()]) {
      const found = await run.read(held.type, held.name, held);
      if (found) Object.assign(held, found);
      else this.held.delete(held.name);
    }
  }

  destroy(run: Run): Promise<void> {
    return this.delete(run, [...this.condemned, ...[...this.held.values()].reverse()]);
  }

  /** `pulumi state delete`. */
  forget(name: string): Held {
    const held = this.held.get(name);
    if (!held) throw new Error(`nothing in the state is called ${name}`);
    this.held.delete(name);
    return held;
  }

  numbers(name: string): string[] {
    return [...((this.held.get(name)?.state.telephoneNumbers ?? []) as string[])].sort();
  }

  private async import(run: Run, { type, name, import: id = "" }: Declared, slot: Slots): Promise<void> {
    const old = this.held.get(name);
    const made = await slot(() => run.import(type, name, id));
    if (old) this.condemned.push(old);
    this.held.set(name, { type, name, ...made });
  }

  private async step(
    run: Run,
    { type, name }: Declared,
    { checked, replaces, deleteBeforeReplace }: Registered,
    killAfterDelete?: string,
  ) {
    const held = this.held.get(name);
    if (held && !replaces) return void Object.assign(held, await run.updateChecked(type, name, held, checked));
    if (held && deleteBeforeReplace) await this.delete(run, [held]);
    if (name === killAfterDelete) throw new Error("killed");
    const made = await run.createChecked(type, name, checked);
    const replaced = this.held.get(name);
    if (replaced) this.condemned.push(replaced);
    this.held.set(name, { type, name, ...made });
  }

  private async delete(run: Run, leaving: readonly Held[]): Promise<void> {
    for (const one of leaving) {
      await run.remove(one.type, one.name, one);
      this.condemned = this.condemned.filter((other) => other !== one);
      if (this.held.get(one.name) === one) this.held.delete(one.name);
    }
  }
}

type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Runs so many at once; the others wait in the order in which they came. */
function slots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
