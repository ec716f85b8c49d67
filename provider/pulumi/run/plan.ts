/** How much of what settings limit a change would take, by the name of the setting. */
export type Amounts = Readonly<Record<string, number>>;

/** A plan that goes beyond a limit, which stops the run half-way. */
export interface PlanWarning {
  /** Name of the setting. */
  limit: string;
  message: string;
}

/**
 * What the changes of one run would take of what settings limit, added up as the engine asks for them, one resource
 * after another: nobody tells a provider which one is the last.
 */
export class Plan {
  readonly #byUrn = new Map<string, Amounts>();
  readonly #total = new Map<string, number>();
  readonly #told = new Set<string>();

  /**
   * Takes in what one resource's change would take, and gives the warnings that have not been given yet. A replacement
   * is asked about in two steps, as a change and as a create: what counts is the larger of what they tell.
   */
  add(urn: string, parts: readonly Amounts[], check: (planned: Amounts) => PlanWarning[]): string[] {
    const before = this.#byUrn.get(urn) ?? {};
    const now: Record<string, number> = { ...before };
    for (const [limit, amount] of Object.entries(sum(parts))) {
      const more = Math.max(0, amount - (before[limit] ?? 0));
      now[limit] = (before[limit] ?? 0) + more;
      this.#total.set(limit, (this.#total.get(limit) ?? 0) + more);
    }
    this.#byUrn.set(urn, now);
    const fresh = check(Object.fromEntries(this.#total)).filter(({ limit }) => !this.#told.has(limit));
    for (const { limit } of fresh) this.#told.add(limit);
    return fresh.map(({ message }) => message);
  }
}

function sum(parts: readonly Amounts[]): Amounts {
  const total: Record<string, number> = {};
  for (const part of parts) {
    for (const [limit, amount] of Object.entries(part)) total[limit] = (total[limit] ?? 0) + amount;
  }
  return total;
}
