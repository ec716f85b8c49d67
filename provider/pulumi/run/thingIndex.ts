/** The URNs that have a thing. */
export class Index {
  readonly #urns = new Map<string, Set<string>>();

  replace(urn: string, before: readonly string[] = [], after: readonly string[] = []): void {
    for (const thing of before) this.#urns.get(thing)?.delete(urn);
    for (const thing of after) {
      const urns = this.#urns.get(thing);
      if (urns) urns.add(urn);
      else this.#urns.set(thing, new Set([urn]));
    }
  }

  of(thing: string): Iterable<string> {
    return this.#urns.get(thing) ?? [];
  }
}
