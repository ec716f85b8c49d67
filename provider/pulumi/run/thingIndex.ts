/** The URNs that have a thing. */
export class Index {
  /** Nearly every thing is one resource's alone, and a program can have a hundred thousand: then there is no set for it. */
  readonly #urns = new Map<string, string | Set<string>>();

  replace(urn: string, before: readonly string[] = [], after: readonly string[] = []): void {
    for (const thing of before) {
      const urns = this.#urns.get(thing);
      if (typeof urns === "object") urns.delete(urn);
      else if (urns === urn) this.#urns.delete(thing);
    }
    for (const thing of after) {
      const urns = this.#urns.get(thing);
      if (urns === undefined) this.#urns.set(thing, urn);
      else if (typeof urns === "object") urns.add(urn);
      else if (urns !== urn) this.#urns.set(thing, new Set([urns, urn]));
    }
  }

  of(thing: string): Iterable<string> {
    const urns = this.#urns.get(thing);
    return typeof urns === "string" ? [urns] : (urns ?? []);
  }
}
