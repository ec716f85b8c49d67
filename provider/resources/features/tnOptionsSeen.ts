import { isUnset, type NumberOptions, notAlwaysTold, told } from "../../bandwidth/features/optionGroups.js";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";
import type { Placement } from "../../bandwidth/numbers/peerNumbers.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";

/** Words of the API that ask for nothing visible. */
export const KEYWORDS = ["unchanged", "systemdefault"];

/** What the API shows of the options of one number. */
export interface ToldOptions {
  values: OptionValues;
  /** Nothing is known about other options. Absent: the list shows everything that it can. */
  only?: ReadonlySet<keyof NumberOptions>;
}

/** The shown options of a number, where it is. Undefined if none were shown. */
export function toldAt({ attributes: values, ownOptions }: Placement = nowhere): ToldOptions | undefined {
  if (values !== undefined) return { values };
  if (ownOptions === undefined) return undefined;
  // An answer about one number leaves out what is unset, and what it never shows.
  const named = (Object.keys(told) as (keyof NumberOptions)[]).filter(
    (name) => name in ownOptions && told[name]({ ...ownOptions, protected: false }) !== undefined,
  );
  return { values: { ...ownOptions, protected: false }, only: new Set(named) };
}

const nowhere: Placement = { siteId: "", sipPeerId: "" };

/** What was seen of the options of some numbers. */
export interface SeenOptions {
  /** In the declared words. If numbers differ, the first one that differs is shown. */
  found: NumberOptions;
  /** Options in which the numbers differ from each other. */
  uneven: (keyof NumberOptions)[];
  /** Options that not every answer contains, and that the API has shown for these numbers, now or earlier. */
  shown: (keyof NumberOptions)[];
}

/**
 * Compares what the API shows with what is declared. An option that an answer leaves out may be unset, or only not shown. It
 * counts as unset as soon as the API has shown it for one of these numbers.
 */
export function seenOptions(
  answers: readonly ToldOptions[],
  declared: NumberOptions,
  shownEarlier: readonly string[] = [],
): SeenOptions {
  const uneven: (keyof NumberOptions)[] = [];
  const tellingOf = (name: keyof NumberOptions) =>
    answers.flatMap(({ values, only }) => (only === undefined || only.has(name) ? [values] : []));
  const isShown = (name: keyof NumberOptions) =>
    notAlwaysTold.has(name) &&
    (shownEarlier.includes(name) || tellingOf(name).some((one) => told[name](one) !== undefined));
  const see = (name: keyof NumberOptions) => {
    const wanted = declared[name];
    const numbers = tellingOf(name);
    // Without an answer for any number, nothing is seen.
    if (numbers.length === 0 || (wanted !== undefined && KEYWORDS.includes(wanted))) return wanted;
    const untold = notAlwaysTold.has(name) && !isShown(name) ? wanted : undefined;
    const seen = (one: OptionValues) => (isUnset(name, told[name](one)) ? undefined : told[name](one));
    const values = numbers.map((one) => inWords(name, seen(one), wanted) ?? untold);
    if (values.some((one) => one !== values[0])) uneven.push(name);
    const differing = values.findIndex((one) => one !== (wanted ?? values[0]));
    if (differing < 0) return values[0];
    // An import declares nothing. Numbers that differ from each other have no common value to show.
    return wanted === undefined ? undefined : values[differing];
  };
  const names = Object.keys(told) as (keyof NumberOptions)[];
  const found = Object.fromEntries(names.map((name) => [name, see(name)]));
  return { found, uneven, shown: names.filter(isShown) };
}

/** The declared spelling if it means the same: a URI with and without `sip:`. */
function inWords(name: keyof NumberOptions, value: string | undefined, wanted: string | undefined) {
  const bare = (uri: string | undefined) => uri?.replace(/^sip:/, "");
  return name === "finalDestinationUri" && bare(value) === bare(wanted) ? wanted : value;
}

/**
 * Adds what only a look-up of each number shows: the final destination. It costs a request per number. So it is done only for a
 * declared option, and for an import, which declares nothing yet.
 */
export async function withDestinations(
  api: Call<Bandwidth>["api"],
  numbers: ReadonlyMap<string, ToldOptions>,
  declared: NumberOptions | undefined,
): Promise<ToldOptions[]> {
  const wanted = declared?.finalDestinationUri;
  const isLooked = declared === undefined || (wanted !== undefined && !KEYWORDS.includes(wanted));
  if (!isLooked) return [...numbers.values()];
  const details = await api.numberFeatures.of([...numbers.keys()]);
  return [...numbers].map(([number, { values, only }]) => {
    const destination = details.get(number)?.features?.options?.finalDestinationUri;
    return { values: { ...values, finalDestinationUri: destination ?? values.finalDestinationUri }, only };
  });
}
