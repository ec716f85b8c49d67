import type { Other, Others } from "../../pulumi/run/program.js";

/** The name of a telephone number when resources of one program ask who has it; the words of `claims`. */
export const numberThing = (telephoneNumber: string) => `the number ${telephoneNumber}`;
/** The options that are set on a number. */
export const optionsThing = (telephoneNumber: string) => `the options of ${telephoneNumber}`;
/** The same for what brings a number to the account in another way than an order for new numbers. */
export const portInThing = (telephoneNumber: string) => `the port-in of ${telephoneNumber}`;
export const importThing = (telephoneNumber: string) => `the import of ${telephoneNumber}`;

/** Another resource of the program that declares or holds the number, however it came. Then nobody disconnects it. */
export function keeperOf(others: Others | undefined, telephoneNumber: string): Other | undefined {
  for (const thing of [numberThing, portInThing, importThing]) {
    const keeper = others?.keeper(thing(telephoneNumber));
    if (keeper) return keeper;
  }
  return undefined;
}

/** Numbers by the resource that has them, in the words of a message. */
export function byKeeper(others: Others | undefined, telephoneNumbers: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const number of telephoneNumbers) {
    const name = keeperOf(others, number)?.name;
    if (name !== undefined) found.set(name, [...(found.get(name) ?? []), number]);
  }
  return found;
}

/** Numbers grouped by what they have in common. */
export function grouped(numbers: readonly string[], keyOf: (number: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const number of numbers) groups.set(keyOf(number), [...(groups.get(keyOf(number)) ?? []), number]);
  return groups;
}
