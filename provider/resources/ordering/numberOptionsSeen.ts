import { a2pNames, type NumberOptions, optionNames } from "../../bandwidth/features/optionGroups.js";
import { haveNone, isUnset, notAlwaysTold, type Told, told } from "../../bandwidth/features/toldOptions.js";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";
import type { PeerPlace, Placement } from "../../bandwidth/numbers/peerNumbers.js";
import { isSamePlan } from "../../bandwidth/values/routePlan.js";
import type { Call } from "../../pulumi/definition/definition.js";
import type { Bandwidth } from "../define.js";
import { KEYWORDS } from "../properties/numberOptionInputs.js";
import { isSame, type SettledOption } from "./numberOptionChanges.js";

/** What the API shows of the options of one number. */
export interface ToldOptions {
  telephoneNumber: string;
  values: OptionValues;
  /** Nothing is known about other options. Absent: the list shows everything that it can. */
  only?: ReadonlySet<keyof NumberOptions>;
}

/** The shown options of a number, where it is. Undefined if none were shown. */
export function toldAt(
  telephoneNumber: string,
  { attributes: values, ownOptions }: Placement = nowhere,
): ToldOptions | undefined {
  if (values !== undefined) return { telephoneNumber, values };
  if (ownOptions === undefined) return undefined;
  // An answer about one number leaves out what is unset, and what it never shows.
  const named = optionNames.filter(
    (name) => name in ownOptions && told[name]({ ...ownOptions, protected: false }) !== undefined,
  );
  return { telephoneNumber, values: { ...ownOptions, protected: false }, only: new Set(named) };
}

const nowhere: Placement = { siteId: "", sipPeerId: "" };

/** What was seen of the options of some numbers. */
export interface SeenOptions {
  /** In the declared words. If numbers differ, the first one that differs is shown. */
  found: NumberOptions;
  /** Options in which the numbers differ from each other. */
  uneven: (keyof NumberOptions)[];
  /** For these options, the numbers that have what is declared. Without the passcode, which is a secret. */
  settled: SettledOption[];
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
  const settled: SettledOption[] = [];
  const tellingOf = (name: keyof NumberOptions) => answers.filter(({ only }) => only === undefined || only.has(name));
  const isShown = (name: keyof NumberOptions) =>
    notAlwaysTold.has(name) &&
    (shownEarlier.includes(name) || tellingOf(name).some((one) => told[name](one.values) !== undefined));
  const see = (name: keyof NumberOptions): Told => {
    const wanted = declared[name];
    const numbers = tellingOf(name);
    // Without an answer for any number, nothing is seen.
    if (numbers.length === 0 || KEYWORDS.includes(wanted)) return wanted;
    const untold = notAlwaysTold.has(name) && !isShown(name) ? wanted : undefined;
    const values = numbers.map((one) => inWords(name, one.values, wanted) ?? untold);
    if (values.some((one) => !isSame(one, values[0]))) {
      uneven.push(name);
      const having = numbers.filter((_number, index) => isSame(values[index], wanted));
      const telephoneNumbers = having.map(({ telephoneNumber }) => telephoneNumber);
      if (wanted !== undefined && name !== "portOutPasscode")
        settled.push({ option: name, value: JSON.stringify(wanted), telephoneNumbers });
    }
    const differing = values.findIndex((one) => !isSame(one, wanted ?? values[0]));
    if (differing < 0) return values[0];
    // An import declares nothing. Numbers that differ from each other have no common value to show.
    return wanted === undefined ? undefined : values[differing];
  };
  const found = Object.fromEntries(optionNames.map((name) => [name, see(name)])) as NumberOptions;
  return { found, uneven, settled, shown: optionNames.filter(isShown) };
}

/** What is seen, in the declared spelling if it means the same. Undefined: it isn't set. */
function inWords(name: keyof NumberOptions, one: OptionValues, wanted: Told): Told {
  const value = told[name](one);
  // A number without its own campaign can be shown with the one that applies to it.
  if (isCampaign(name) && wanted !== undefined && one.a2p?.[name] === wanted && one.a2p.state !== "off") return wanted;
  if (name === "a2pAction" && wanted === "delete" && value === null && !one.a2p?.campaignId) return wanted;
  if (isUnset(name, value)) return wanted === false ? false : undefined;
  const bare = (uri: Told) => String(uri).replace(/^sip:/, "");
  if (name === "finalDestinationUri" && bare(value) === bare(wanted)) return wanted;
  if (typeof value === "object" && typeof wanted === "object")
    return isSamePlan(value ?? [], wanted ?? []) ? wanted : value;
  // An import needs no word for what every number has that was never touched.
  return value === false && wanted === undefined ? undefined : value;
}

const isCampaign = (name: string): name is "campaignId" | "messageClass" =>
  a2pNames.some((one) => one === name) && name !== "a2pAction";

/**
 * Adds what the lists of peers don't show. A look-up of each number is done only for a declared option, and for an import, which
 * declares nothing yet.
 */
export async function withDetails(
  api: Call<Bandwidth>["api"],
  numbers: readonly ToldOptions[],
  declared: NumberOptions | undefined,
): Promise<ToldOptions[]> {
  const listed = new Map(numbers.map(({ telephoneNumber, values }) => [telephoneNumber, values]));
  const completed = await api.optionReads.complete(listed, declared);
  return numbers.map(({ telephoneNumber, values, only }) => {
    const { nnid, ...seen } = completed.get(telephoneNumber) ?? values;
    const more = optionNames.filter((name) => name in seen && !(name in values));
    const campaign = seen.a2p === undefined ? [] : a2pNames;
    return {
      telephoneNumber,
      // Whether the route is the number's own or the account's isn't told.
      values: declared === undefined || nnid === undefined ? seen : { ...seen, nnid },
      only: only && new Set([...only, ...more, ...campaign]),
    };
  });
}

/** Which of the numbers may still have what these options take away. */
export async function stillHaving(
  api: Call<Bandwidth>["api"],
  numbers: string[],
  taken: NumberOptions,
  hints: PeerPlace[] = [],
): Promise<string[]> {
  const names = Object.keys(taken) as (keyof NumberOptions)[];
  if (names.length === 0) return [];
  const places = await api.numbers.locate(numbers, hints);
  return numbers.filter((number) => !haveNone(names, places.get(number)?.attributes));
}
