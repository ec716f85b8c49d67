import type { Failure } from "./check.js";
import type { Values } from "./values.js";

/** Something that only one resource of a program may have: a termination address, a telephone number. */
export interface Claim {
  /** What it is, in words that fit "… is also declared by X". */
  what: string;
  property: string;
}

/** What stands in the place of a resource, and what is known of it. */
export interface Standing {
  readonly id: string;
  readonly state: Values;
}

/** What a run of a program knows of the place of one resource in it. */
export interface Place {
  /** Does another resource of the program have this id? Two with the same content must not become one. */
  heldByAnother(id: string): boolean;
  /** Has this resource had this id earlier in this run? Then it is what is being replaced. */
  hadBefore(id: string): boolean;
  /**
   * In a delete: what stands in the place of this one by now. Another run may have made it, and have ended before it came
   * to this delete.
   */
  readonly replacedBy?: Standing;
  /** In a create: what is to be deleted when this one has been made, as the program's diff said. */
  readonly replaces?: Standing;
  /** This is what stands here from now on: just made, about to be changed, changed, or found to need no change. */
  stands(id: string, state: Values): void;
  /** What stood here has been deleted: what is made after that gives it up no more. */
  gone(): void;
}

/** What one run of a program has shown so far: two resources that want the same thing, and ids that have a holder. */
export class Program {
  readonly #claims = new Map<string, string>();
  readonly #holders = new Map<string, string>();
  readonly #standing = new Map<string, Standing>();
  readonly #replaced = new Map<string, Standing>();

  /** Takes what a resource claims, in place of what it claimed before, and tells what another one has already. */
  claim(urn: string, claims: readonly Claim[]): Failure[] {
    for (const [what, holder] of this.#claims) if (holder === urn) this.#claims.delete(what);
    const failures: Failure[] = [];
    for (const { what, property } of claims) {
      const holder = this.#claims.get(what);
      if (holder === undefined) this.#claims.set(what, urn);
      else if (holder !== urn) failures.push({ property, reason: `${what} is also declared by ${nameOf(holder)}` });
    }
    return failures;
  }

  /** What is known by now of a resource's place, and where to write down what a step does there. */
  place(type: string, urn: string): Place {
    const place = `${type} ${urn}`;
    const holder = (id: string) => this.#holders.get(`${type} ${id}`);
    return {
      heldByAnother: (id) => ![undefined, urn].includes(holder(id)),
      hadBefore: (id) => holder(id) === urn,
      replacedBy: this.#standing.get(place),
      replaces: this.#replaced.get(place),
      stands: (id, state) => {
        this.hold(type, id, urn);
        this.#standing.set(place, { id, state });
      },
      gone: () => void this.#replaced.delete(place),
    };
  }

  /** Remembers what the program's diff of a resource said: what needs no change stands; what does may be replaced. */
  compared(type: string, urn: string, { id, state }: Standing, changes: readonly { replaces: boolean }[]): void {
    const place = `${type} ${urn}`;
    if (changes.length === 0) this.place(type, urn).stands(id, state);
    else this.#standing.delete(place);
    if (changes.some(({ replaces }) => replaces)) this.#replaced.set(place, { id, state });
    else this.#replaced.delete(place);
  }

  hold(type: string, id: string, urn: string): void {
    this.#holders.set(`${type} ${id}`, urn);
  }
}

function nameOf(urn: string): string {
  const parts = urn.split("::");
  const type = parts[2]?.split(/[$:]/).at(-1);
  return `${type} "${parts.slice(3).join("::")}"`;
}
