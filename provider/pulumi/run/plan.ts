/** How much of each limit a change would use, by the name of the setting. */
export type Amounts = Readonly<Record<string, number>>;

/** A plan that exceeds a limit, which would stop the run half-way. */
export interface PlanWarning {
  /** Name of the setting. */
  limit: string;
  message: string;
}

/**
 * How much of each limit the changes of one run would use. It adds up as the engine asks for one resource after another. Nobody
 * tells a provider which one is the last.
 */
export class Plan {
  readonly #byUrn = new Map<string, Amounts>();
  readonly #total = new Map<string, number>();
  readonly #told = new Set<string>();

  /**
   * Adds what one resource's change would use, and returns the warnings that haven't been given yet. The engine asks about a
   * replacement in two steps, as a change and as a create. The larger one counts.
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
