import { PartialFailure } from "../../provider/pulumi/definition/errors.js";
import { UNKNOWN, type Values } from "../../provider/pulumi/values/values.js";
import { copy, type ProviderProcess } from "./providerProcess.js";

/** What the resources of a program have to show, by name. */
export type Outputs = Readonly<Record<string, Values>>;

/** One resource of a program; what it wants may come out of those above it. */
export interface Declaration {
  type: string;
  name: string;
  inputs: (outputs: Outputs) => Values;
  /** What has to be there before it, though no input tells so. */
  after?: string;
  /** What exists already and is taken over in place of a create: by the input `adopt`, or by the resource option `import`. */
  takeOver?: { by: "adopt" | "import"; id: string };
}

/** In the order of dependence. */
export type Program = readonly Declaration[];

/** One resource as the state holds it. */
export interface Held {
  type: string;
  name: string;
  id: string;
  /** What the program said when it was last written, or what a read showed. */
  inputs: Values;
  state: Values;
  /** Its creation or change came back with an error and a state: the engine updates it whatever the diff says. */
  unfinished: boolean;
  /** Where it stood in the program: what it depends on stands above it. */
  rank: number;
  /** The names of what it depends on. */
  needs: readonly string[];
}

type Fresh = Pick<Held, "type" | "name" | "inputs" | "rank" | "needs">;

/** What the engine says of the resource option `import` when the program declares something else. */
export const MISMATCH = "inputs to import do not match the existing resource";

/** The names of what has to be there before it: what its inputs look at, and what it says itself. */
function needsOf(declaration: Declaration, earlier: Program): string[] {
  const seen = new Set<string>();
  const watched = (name: string) => new Proxy<Values>({}, { get: () => void seen.add(name) });
  declaration.inputs(Object.fromEntries(earlier.map(({ name }) => [name, watched(name)])));
  const before = declaration.after ?? peerBefore(declaration, earlier);
  return before === undefined ? [...seen] : [...seen.add(before)];
}

/** The first peer of a site is its default one, so the others wait for it. */
export function peerBefore({ type }: Declaration, earlier: Program): string | undefined {
  return type === "SipPeer" ? earlier.find((one) => one.type === "SipPeer")?.name : undefined;
}

/** How a front-end reads: the plugin gets the inputs beside the state, a dynamic resource has only the state. */
export type FrontEnd = "plugin" | "dynamic";

/** How many steps run at once: one, or all that are free. The program is registered beside them in any case. */
export type Pace = "one by one" | "side by side";

/** One resource of a program, as the engine has it before it is registered. */
interface Wanted {
  declaration: Declaration;
  rank: number;
  needs: readonly string[];
}

/** What has to be done for a resource that was registered. */
type Step = () => Promise<void>;

/**
 * The state of one stack, and what the engine does with it: it registers a resource as soon as all that it needs is done, and does
 * the steps beside that; deletes come last. Each step that returned is in the state, a step that was killed is not. The engine
 * stops at the first error; what is under way by then comes to its end.
 */
export class Stack {
  held: Held[] = [];
  /** Replaced, and still to be deleted. */
  condemned: Held[] = [];
  /** What an error told the user to adopt, by what was declared: the next run does so, unless something else is declared by then. */
  private readonly advised = new Map<string, string>();

  constructor(private readonly pace: Pace = "one by one") {}

  /** `forced` are those that `--replace` names. */
  async up(process: ProviderProcess, program: Program, forced: readonly string[] = []): Promise<void> {
    await this.provide(process, program, forced);
    // Advice that was not followed by now is given up: the program does without, and whose the thing is may change.
    this.advised.clear();
    const declared = new Set(program.map(({ name }) => name));
    const leaving = [...this.condemned, ...this.held.filter(({ name }) => !declared.has(name))];
    // What depends on another goes first.
    leaving.sort((one, other) => other.rank - one.rank);
    await this.inTurn(
      leaving,
      ({ name }, waiting) => !waiting.some(({ needs }) => needs.includes(name)),
      async (old) => {
        await process.delete(old.type, old.name, old.id, old.state);
        this.condemned = this.condemned.filter((one) => one !== old);
        this.held = this.held.filter((one) => one !== old);
      },
    );
  }

  /** Registers whatever is free and does the steps, until nothing is left or something has gone wrong. */
  private async provide(process: ProviderProcess, program: Program, forced: readonly string[]): Promise<void> {
    const done = new Set<string>();
    const failures: unknown[] = [];
    const steps: { name: string; step: Step }[] = [];
    const running = new Set<Promise<void>>();
    let unregistered: Wanted[] = program.map((declaration, rank) => {
      return { declaration, rank, needs: needsOf(declaration, program.slice(0, rank)) };
    });
    const most = this.pace === "one by one" ? 1 : Number.POSITIVE_INFINITY;
    const isFree = ({ needs }: Wanted) => needs.every((name) => done.has(name));
    const attempt = async (name: string, step: Step) => {
      await step().then(
        () => done.add(name),
        (error: unknown) => failures.push(error),
      );
    };
    do {
      for (let next = unregistered.find(isFree); next && failures.length === 0; next = unregistered.find(isFree)) {
        const { declaration } = next;
        unregistered = unregistered.filter((one) => one !== next);
        try {
          const step = this.register(process, next, forced.includes(declaration.name));
          if (step) steps.push({ name: declaration.name, step });
          else done.add(declaration.name);
        } catch (error) {
          failures.push(error);
        }
      }
      while (steps.length > 0 && running.size < most && failures.length === 0) {
        const [{ name, step }] = steps.splice(0, 1) as [{ name: string; step: Step }];
        const work = attempt(name, step).finally(() => running.delete(work));
        running.add(work);
      }
      if (running.size > 0) await Promise.race(running);
    } while (running.size > 0 || (failures.length === 0 && (steps.length > 0 || unregistered.some(isFree))));
    if (failures.length > 0) throw failures[0];
  }

  /** All of them, each when nothing that still waits keeps it from being done. */
  private async inTurn<One>(
    all: readonly One[],
    isFree: (one: One, waiting: readonly One[]) => boolean,
    act: (one: One) => Promise<void>,
  ): Promise<void> {
    for (let waiting = all; waiting.length > 0; ) {
      const free = this.pace === "one by one" ? waiting.slice(0, 1) : waiting.filter((one) => isFree(one, waiting));
      const ended = await Promise.allSettled(free.map(act));
      const failed = ended.find((one) => one.status === "rejected");
      if (failed) throw failed.reason;
      waiting = waiting.filter((one) => !free.includes(one));
    }
  }

  async refresh(process: ProviderProcess, frontEnd: FrontEnd): Promise<void> {
    for (const held of [...this.held]) {
      const declared = frontEnd === "plugin" ? held.inputs : undefined;
      const found = await process.read(held.type, held.name, held.id, held.state, declared);
      if (found === undefined) this.forget(held.name);
      else Object.assign(held, { ...found, unfinished: false });
    }
  }

  async import(process: ProviderProcess, type: string, name: string, id: string): Promise<void> {
    const found = await process.read(type, name, id);
    if (found === undefined) throw new Error(`nothing to import: ${type} ${id}`);
    this.put({ type, name, unfinished: false, rank: this.held.length, needs: [], ...found });
  }

  /** The preview of a command: it registers the whole program, in which nothing is known of what is yet to be made. */
  foresee(process: ProviderProcess, program: Program): void {
    const unknown = new Proxy<Values>({}, { get: () => UNKNOWN });
    const outputs = new Proxy(this.outputs, { get: (known, name: string) => known[name] ?? unknown });
    for (const { type, name, inputs } of program) {
      const held = this.find(name);
      const wanted = process.check(type, name, inputs(outputs));
      if (held) process.diff(type, name, held.id, held.state, wanted);
    }
  }

  /** What `up` would do, as `name: paths` lines. */
  preview(process: ProviderProcess, program: Program): string[] {
    const lines: string[] = [];
    for (const { type, name, inputs } of program) {
      const held = this.find(name);
      if (held === undefined) {
        lines.push(`${name}: create`);
        continue;
      }
      const wanted = process.check(type, name, inputs(this.outputs));
      const { changes } = process.diff(type, name, held.id, held.state, wanted);
      if (changes.length > 0) lines.push(`${name}: ${changes.map(({ path }) => path).join(", ")}`);
      if (held.unfinished) lines.push(`${name}: unfinished`);
    }
    const declared = new Set(program.map(({ name }) => name));
    const leaving = [...this.condemned, ...this.held.filter(({ name }) => !declared.has(name))];
    return [...lines, ...leaving.map(({ name }) => `${name}: delete`)];
  }

  /** `pulumi state delete`. */
  forget(name: string): void {
    this.held = this.held.filter((held) => held.name !== name);
  }

  find(name: string): Held | undefined {
    return this.held.find((held) => held.name === name);
  }

  get outputs(): Outputs {
    return Object.fromEntries(this.held.map(({ name, id, state }) => [name, { ...state, id }]));
  }

  snapshot(): { held: Held[]; condemned: Held[] } {
    const copies = (list: Held[]) => list.map((one) => ({ ...one, inputs: copy(one.inputs), state: copy(one.state) }));
    return { held: copies(this.held), condemned: copies(this.condemned) };
  }

  restore(snapshot: { held: Held[]; condemned: Held[] }): void {
    Object.assign(this, snapshot);
  }

  /** A check, and a diff where there is something already; gives what has to be done, if anything has. */
  private register(process: ProviderProcess, { declaration, rank, needs }: Wanted, forced: boolean): Step | undefined {
    const { type, name, takeOver } = declaration;
    const held = this.find(name);
    // The engine asks about an import only when it makes it, but the preview of the same command has made it too.
    if (held === undefined && takeOver?.by === "import") {
      process.check(type, name, declaration.inputs(this.outputs));
      return () => this.takeIn(process, declaration, takeOver.id, { rank, needs });
    }
    const inputs = process.check(type, name, declaration.inputs(this.outputs));
    const fresh = { type, name, inputs, rank, needs };
    // By force, nothing is asked of a diff, so that its desired to delete first is not heard either.
    if (held === undefined || forced) return () => this.make(process, fresh, held, takeOver?.id);
    Object.assign(held, { rank, needs });
    const { changes, replaces, deleteBeforeReplace } = process.diff(type, name, held.id, held.state, inputs);
    if (replaces.length > 0) return () => this.replace(process, fresh, held, deleteBeforeReplace, takeOver?.id);
    if (changes.length === 0 && !held.unfinished) return undefined;
    return () => this.change(process, held, inputs);
  }

  private async replace(process: ProviderProcess, fresh: Fresh, held: Held, deletesFirst: boolean, adopt?: string) {
    if (deletesFirst) {
      await process.delete(held.type, held.name, held.id, held.state);
      this.forget(held.name);
    }
    await this.make(process, fresh, deletesFirst ? undefined : held, adopt);
  }

  private async change(process: ProviderProcess, held: Held, inputs: Values): Promise<void> {
    try {
      const state = await process.update(held.type, held.name, held.id, held.state, inputs);
      Object.assign(held, { state, inputs, unfinished: false });
    } catch (error) {
      if (error instanceof PartialFailure) {
        Object.assign(held, { state: copy(error.done.outputs), inputs, unfinished: true });
      }
      throw error;
    }
  }

  /** The resource option `import`: what is there has to be what the program declares. */
  private async takeIn(
    process: ProviderProcess,
    { type, name, inputs: wanted }: Declaration,
    id: string,
    where: Pick<Held, "rank" | "needs">,
  ) {
    const found = await process.read(type, name, id);
    if (found === undefined) throw new Error(`nothing to import: ${type} ${id}`);
    const inputs = process.check(type, name, wanted(this.outputs));
    const different = process.importedChanges(type, name, found, inputs);
    if (different.length > 0) throw new Error(`${MISMATCH}: ${different.join(", ")}`);
    this.put({ type, name, unfinished: false, ...where, ...found, inputs });
  }

  private async make(process: ProviderProcess, fresh: Fresh, replaced?: Held, adopt?: string) {
    const put = (id: string, state: Values, unfinished: boolean) => {
      if (replaced) this.condemned.push(replaced);
      this.put({ ...fresh, id, state, unfinished });
    };
    const declared = JSON.stringify([fresh.name, fresh.inputs]);
    try {
      const made = await process.create(fresh.type, fresh.name, fresh.inputs, adopt ?? this.advised.get(declared));
      this.advised.delete(declared);
      put(made.id, made.state, false);
    } catch (error) {
      this.heed(declared, error instanceof Error ? error.message : "");
      if (error instanceof PartialFailure && error.done.id !== undefined) {
        put(error.done.id, copy(error.done.outputs), true);
      }
      throw error;
    }
  }

  /** What is not there can no longer be adopted. */
  private heed(declared: string, message: string): void {
    const [, advice] = /adopt: "([^"]+)"/.exec(message) ?? [];
    if (advice) this.advised.set(declared, advice);
    else if (message.includes("to adopt; expected:")) this.advised.delete(declared);
  }

  private put(held: Held): void {
    const at = this.held.findIndex(({ name }) => name === held.name);
    if (at >= 0) this.held[at] = held;
    else this.held.push(held);
  }
}
