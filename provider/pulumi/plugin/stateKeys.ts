import { randomUUID } from "node:crypto";
import { type Home, homeUnder, keysIn } from "../run/homes.js";
import type { RunMemory } from "../run/runMemory.js";
import type { Values } from "../values/values.js";

/** What the calls of one resource get of this. */
export interface Provenance extends Home {
  readonly ownerId: string;
  readonly formerHomes: readonly Home[];
  provenance(): string[];
  goOnUnder(home: { providerId?: string }): void;
}

/**
 * The keys that ids of orders and marks of this state are made of: ids of provider resources
 * (docs/maintainers/money.md#state-key). An upgrade of the SDK makes another default provider, and who renames an explicit one
 * makes another too. So the states say which key they came from, and what the other processes of the command know counts as
 * well: what a killed run has ordered, and what is replaced by force, is found under each of them.
 */
export class StateKeys {
  /** Before Configure says it, as in a preview that creates the provider: nothing is ordered there. */
  #own: string = randomUUID();
  /** What states of this stack remember. */
  readonly #carried = new Set<string>();

  constructor(
    private readonly packageName: string,
    private readonly memory: () => RunMemory | undefined,
    private readonly world: () => string | undefined,
  ) {}

  /** The id of this process' provider resource. */
  configure(id: string): void {
    this.#own = id;
    this.#carried.clear();
    this.memory()?.showKey(id, this.world());
  }

  /** A state of this stack came by. */
  see(state: Values): void {
    for (const key of keysIn(state)) {
      if (this.#carried.has(key)) continue;
      this.#carried.add(key);
      this.memory()?.showKey(key, this.world());
    }
  }

  /**
   * Without a memory of the command, nobody tells the process of an earlier provider resource what has been adopted before it
   * deletes that. So nothing is looked for under its key.
   */
  of(urn: string): Provenance {
    const home = (key: string) => homeUnder(key, this.packageName, urn);
    const memory = this.memory();
    const carried = memory ? [...this.#carried].sort() : [];
    const known = new Set([...carried, ...(memory?.keys(this.world()) ?? [])]);
    // One that a state of the stack remembers outlives this provider resource.
    const [first = this.#own] = carried;
    const former = [...new Set([this.#own, ...known])].filter((key) => key !== first).sort();
    // Nothing is ordered under the own one where there is another.
    known.delete(this.#own);
    const own = home(this.#own);
    let provenance = first;
    return {
      ...home(first),
      provenance: () => [provenance, first, ...known],
      goOnUnder: ({ providerId = provenance }) => {
        provenance = providerId;
      },
      formerHomes: former.map(home),
      // Another provider process of this run, which deletes what was replaced, must not take a claim of this one for its own.
      ownerId: `${own.stateKey} ${own.originUrn}`,
    };
  }
}
