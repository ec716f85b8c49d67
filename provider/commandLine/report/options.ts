import type { NumberOptions } from "../../bandwidth/features/optionGroups.js";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";
import { isSame } from "../../resources/ordering/numberOptionChanges.js";
import { seenOptions, type ToldOptions, toldAt } from "../../resources/ordering/numberOptionsSeen.js";
import type { FoundPeer } from "./inventory.js";
import type { Difference } from "./model.js";
import type { Declared, Stack } from "./states.js";

/**
 * Numbers that have other options than their stack declares, by what the lists of SIP peers show. It is the comparison that a
 * refresh makes. An option that no answer shows counts as what is declared.
 */
export function optionDifferences(peers: readonly FoundPeer[], stacks: readonly Stack[]): Difference[] {
  const told = new Map<string, OptionValues>();
  for (const { numbers } of peers)
    for (const [number, options] of numbers ?? []) if (options) told.set(number, options);
  return stacks.flatMap(({ declared }) => declared.flatMap((one) => differing(one, told)));
}

function differing(one: Declared, told: ReadonlyMap<string, OptionValues>): Difference[] {
  const { stack, type, name, options, optionNumbers, optionsShown, isLeaving } = one;
  const declared = Object.keys(options) as (keyof NumberOptions)[];
  if (isLeaving || declared.length === 0) return [];
  const answers = optionNumbers.flatMap((number) => {
    const attributes = told.get(number);
    return (attributes && toldAt(number, { siteId: "", sipPeerId: "", attributes })) ?? [];
  });
  const { shown } = seenOptions(answers, options, optionsShown);
  // Most numbers of a SIP peer share what was read of their options.
  const known = new Map<OptionValues, Pick<Difference, "found" | "declared"> | undefined>();
  const compare = (answer: ToldOptions) => {
    const { found } = seenOptions([answer], options, shown);
    const changed = declared.filter((option) => !isSame(found[option], options[option]));
    if (changed.length === 0) return undefined;
    const words = (values: NumberOptions) =>
      changed.map((option) => `${option} ${values[option] === undefined ? "none" : String(values[option])}`).join(", ");
    return { found: words(found), declared: words(options) };
  };
  return answers.flatMap((answer): Difference[] => {
    if (!known.has(answer.values)) known.set(answer.values, compare(answer));
    const seen = known.get(answer.values);
    const holders = [{ stack, type, name }];
    return seen ? [{ kind: "changed", type: "TelephoneNumber", id: answer.telephoneNumber, holders, ...seen }] : [];
  });
}
