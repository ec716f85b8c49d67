import { Unfinished } from "../../provider/pulumi/definition.js";
import type { Values } from "../../provider/pulumi/values.js";
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

/** One after the other, or side by side where nothing depends on anything, which is what the engine does. */
export type Pace = "one by one" | "side by side";

/**
 * The state of one stack, and what the engine does with it: each step that returned is in it, a step that was killed
 * is not. It stops at the first error; what is under way by then comes to its end.
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
    const wanted = program.map((declaration, rank) => {
      return { declaration, rank, name: declaration.name, needs: needsOf(declaration, program.slice(0, rank)) };
    });
    await this.inTurn(
      wanted,
      ({ needs }, waiting) => !waiting.some(({ name }) => needs.includes(name)),
      async (one) => {
        await this.provide(process, one.declaration, one.rank, one.needs, forced.includes(one.name));
      },
    );
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

  private async provide(
    process: ProviderProcess,
    declaration: Declaration,
    rank: number,
    needs: readonly string[],
    forced: boolean,
  ) {
    const { type, name, inputs: wanted } = declaration;
    const inputs = process.check(type, name, wanted(this.outputs));
    const held = this.find(name);
    const fresh = { type, name, inputs, rank, needs };
    // By force, nothing is asked of a diff, so that its wish to delete first is not heard either.
    if (held === undefined || forced) return this.make(process, fresh, held);
    Object.assign(held, { rank, needs });
    const { changes, replaces, deleteBeforeReplace } = process.diff(type, name, held.id, held.state, inputs);
    if (replaces.length > 0) {
      if (deleteBeforeReplace) {
        await process.delete(type, name, held.id, held.state);
        this.forget(name);
      }
      return this.make(process, fresh, deleteBeforeReplace ? undefined : held);
    }
    if (changes.length === 0 && !held.unfinished) return;
    try {
      const state = await process.update(type, name, held.id, held.state, inputs);
      Object.assign(held, { state, inputs, unfinished: false });
    } catch (error) {
      if (error instanceof Unfinished) {
        Object.assign(held, { state: copy(error.done.outputs), inputs, unfinished: true });
      }
      throw error;
    }
  }

  private async make(
    process: ProviderProcess,
    fresh: Pick<Held, "type" | "name" | "inputs" | "rank" | "needs">,
    replaced?: Held,
  ) {
    const put = (id: string, state: Values, unfinished: boolean) => {
      if (replaced) this.condemned.push(replaced);
      this.put({ ...fresh, id, state, unfinished });
    };
    const declared = JSON.stringify([fresh.name, fresh.inputs]);
    try {
      const made = await process.create(fresh.type, fresh.name, fresh.inputs, this.advised.get(declared));
      this.advised.delete(declared);
      put(made.id, made.state, false);
    } catch (error) {
      this.heed(declared, error instanceof Error ? error.message : "");
      if (error instanceof Unfinished && error.done.id !== undefined) {
        put(error.done.id, copy(error.done.outputs), true);
      }
      throw error;
    }
  }

  /** What is not there can no longer be adopted. */
  private heed(declared: string, message: string): void {
    const [, advice] = /adopt: "([^"]+)"/.exec(message) ?? [];
    if (advice) this.advised.set(declared, advice);
    else if (message.includes("to adopt; expected is")) this.advised.delete(declared);
  }

  private put(held: Held): void {
    const at = this.held.findIndex(({ name }) => name === held.name);
    if (at >= 0) this.held[at] = held;
    else this.held.push(held);
  }
}
