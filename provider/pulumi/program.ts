import type { Failure } from "./check.js";

/** Something that only one resource of a program may have: a termination address, a telephone number. */
export interface Claim {
  /** What it is, in words that fit "… is also declared by X". */
  what: string;
  property: string;
}

/** What one run of a program has shown so far: two resources that want the same thing, and ids that have a holder. */
export class Program {
  readonly #claims = new Map<string, string>();
  readonly #holders = new Map<string, string>();
  readonly #made = new Map<string, string>();

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

  /** Remembers what this run has made: a delete at the same place that comes after it is that of the one replaced. */
  made(type: string, id: string, urn: string): void {
    this.hold(type, id, urn);
    this.#made.set(`${type} ${urn}`, id);
  }

  madeAt(type: string, urn: string): string | undefined {
    return this.#made.get(`${type} ${urn}`);
  }

  hold(type: string, id: string, urn: string): void {
    this.#holders.set(`${type} ${id}`, urn);
  }

  /** Has the resource at this place had this id before, in this run? */
  heldBy(type: string, id: string, urn: string): boolean {
    return this.#holders.get(`${type} ${id}`) === urn;
  }

  /** Does another resource of this program have this id? */
  heldByAnother(type: string, id: string, urn: string): boolean {
    const holder = this.#holders.get(`${type} ${id}`);
    return holder !== undefined && holder !== urn;
  }
}

function nameOf(urn: string): string {
  const parts = urn.split("::");
  const type = parts[2]?.split(/[$:]/).at(-1);
  return `${type} "${parts.slice(3).join("::")}"`;
}
