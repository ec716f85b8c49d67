import { snake } from "../../pulumi/schema/languages/program.js";

/**
 * Names for resources, made from the names in the dashboard: readable, unique, and the same for the same account whatever the
 * order in which it is read. A name is part of the state, so it must not depend on what else the account has later.
 */
export class Names {
  readonly #wanted = new Map<string, number>();
  readonly #taken = new Set<string>();

  /** These names will be asked for. Those that occur twice get their ids. */
  expect(labels: Iterable<string>): void {
    for (const label of labels) {
      const slug = slugOf(label);
      this.#wanted.set(slug, (this.#wanted.get(slug) ?? 0) + 1);
    }
  }

  /** `Raleigh Office` → `raleigh-office`, or `raleigh-office-13606` if there are two of them. */
  of(label: string, kind: string, id: string): string {
    const slug = slugOf(label);
    const own =
      slug === "" ? `${kind}-${slugOf(id)}` : (this.#wanted.get(slug) ?? 0) > 1 ? `${slug}-${slugOf(id)}` : slug;
    let name = own;
    for (let count = 2; this.#taken.has(keyOf(name)); count++) name = `${own}-${count}`;
    this.#taken.add(keyOf(name));
    return name;
  }
}

/** Two names with different keys are different variables in every language. In Python, `mainRD` and `mainRd` are the same. */
const keyOf = (name: string): string => snake(variableOf(name));

/** Lower-case words of ASCII letters and digits. Empty for a name in another script. */
export function slugOf(label: string): string {
  return label
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}

/** Words that no language of programs takes as a variable, or that the programs use themselves. */
const RESERVED = new Set(
  (
    "abstract and any arguments as assert async await bandwidth base bool break case catch chan class conf config const context continue ctx def default defer del " +
    "delete do elif else enum err eval except export exports extends fallthrough false finally for fs func function global go goto if implements import in " +
    "interface is lambda let lines map module new nil none nonlocal not null numbers open or package pass path private protected public pulumi raise range require " +
    "return select self shared static string struct super switch this throw true try type typeof undefined var void while with yield"
  ).split(" "),
);

/** `raleigh-office` → `raleighOffice`. */
export function variableOf(name: string): string {
  const camel = name.replaceAll(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
  const letters = /^[0-9]/.test(camel) ? `n${camel}` : camel;
  return RESERVED.has(letters.toLowerCase()) ? `${letters}Resource` : letters;
}
