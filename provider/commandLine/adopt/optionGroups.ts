import { type NumberOptions, optionNames } from "../../bandwidth/features/optionGroups.js";
import { isUnset, type Told, told } from "../../bandwidth/features/toldOptions.js";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";

/** Numbers of a SIP peer that have the same options. */
export interface OptionGroup {
  options: NumberOptions;
  telephoneNumbers: string[];
}

/** Options that every number has, one way or the other. What most numbers of the peer have is left out of the program. */
const ALWAYS: ReadonlySet<keyof NumberOptions> = new Set(["callingNameDisplay", "sms", "protected"]);

/**
 * Numbers by equal options. Options that are not set are left out, and so is what most numbers of the peer have: a program says
 * what is special. What a program leaves out stays as it is.
 */
export function optionGroups(numbers: ReadonlyMap<string, OptionValues>): OptionGroup[] {
  // Whether a messaging route is the number's own isn't told.
  const names = optionNames.filter((name) => name !== "nnid");
  const usual = new Map(
    names.filter((name) => ALWAYS.has(name)).map((name) => [name, usualOf(name, numbers.values())]),
  );
  const groups = new Map<string, OptionGroup>();
  for (const [number, values] of numbers) {
    const entries = names.flatMap((name): [keyof NumberOptions, Told][] => {
      const value = told[name](values);
      return value === undefined || isUnset(name, value) || usual.get(name) === value ? [] : [[name, value]];
    });
    if (entries.length === 0) continue;
    const key = JSON.stringify(entries);
    const group: OptionGroup = groups.get(key) ?? { options: Object.fromEntries(entries), telephoneNumbers: [] };
    group.telephoneNumbers.push(number);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function usualOf(name: keyof NumberOptions, numbers: Iterable<OptionValues>): Told {
  const counts = new Map<Told, number>();
  for (const values of numbers) counts.set(told[name](values), (counts.get(told[name](values)) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
