/** A definition that is loaded when something is done with it: most runs use a few of them. */
export interface Deferred<Definition> {
  readonly name: string;
  /** Loads it once, for all who ask. */
  load(): Promise<Definition>;
}

export function deferred<Definition>(name: string, load: () => Promise<Definition>): Deferred<Definition> {
  let loading: Promise<Definition> | undefined;
  return {
    name,
    load: () => {
      loading ??= load();
      return loading;
    },
  };
}

/** Names a definition of a module that exports several, which are loaded together. */
export function roomOf<Room extends object>(load: () => Promise<Room>) {
  return <Name extends keyof Room & string>(name: Name): Deferred<Room[Name]> =>
    deferred(name, async () => (await load())[name]);
}

/** The definition of this name. Undefined if there is none. */
export async function definitionOf<Definition extends { readonly name: string }>(
  all: readonly (Definition | Deferred<Definition>)[],
  name: string,
): Promise<Definition | undefined> {
  const found = all.find((one) => one.name === name);
  return found !== undefined && "load" in found ? found.load() : found;
}
