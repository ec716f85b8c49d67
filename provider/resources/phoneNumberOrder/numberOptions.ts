import { tnOptionErrors } from "../../bandwidth/errorCodes/tnOptions.js";
import type { NumberOptions } from "../../bandwidth/features/optionGroups.js";
import { type Applied, allEnded } from "../../bandwidth/features/tnOptions.js";
import type { Placement } from "../../bandwidth/numbers/numbers.js";
import { detailNames } from "../../bandwidth/numbers/optionReads.js";
import type { PropertyFailure } from "../../pulumi/definition/check.js";
import type { Call } from "../../pulumi/definition/definition.js";
import { PartialFailure } from "../../pulumi/definition/errors.js";
import type { Others } from "../../pulumi/run/program.js";
import type { Bandwidth } from "../define.js";
import { describeFailures } from "../ordering/failures.js";
import { following } from "../ordering/following.js";
import {
  changeByNumber,
  changedOptions,
  type HeldOptions,
  inSequence,
  isSame,
  type OptionPart,
  optionsOf,
  type SettledOption,
  undeclared,
} from "../ordering/numberOptionChanges.js";
import { seenOptions, stillHaving, toldAt, withDetails } from "../ordering/numberOptionsSeen.js";
import { warnOfSilence } from "../ordering/silentNumbers.js";
import { optionsThing } from "../ordering/things.js";
import { KEYWORDS, type NumberOptionInputs } from "../properties/numberOptionInputs.js";
import { optionFailures } from "../properties/numberOptionRules.js";
import { AGAIN, bareOf, type NumberCall, type NumberInputs, type NumberState, partialFailure } from "./call.js";
import type { Holdings } from "./holdings.js";

type Declared = Partial<NumberOptionInputs>;

interface OptionState {
  __bare?: string[];
  __uneven?: string[];
  __settled?: SettledOption[];
  __shown?: string[];
  __tried?: string[];
  __found?: { options?: Declared };
}

/** What is wrong with the declared options. */
export function checkOptions(inputs: Partial<NumberInputs>, given: (path: string) => boolean): PropertyFailure[] {
  if (!given("options")) return [];
  const failures = optionFailures(inputs.options ?? {}, (name) => given(`options.${name}`), inputs.telephoneNumbers);
  const own = failures.map(({ property, reason }) => ({ property: `options.${property}`, reason }));
  if (given("protected") && given("options.protected"))
    own.push({ property: "options.protected", reason: "cannot be given together with protected: declare one of them" });
  return own;
}

/** A state with its options. After an import nothing is declared yet: what the import has found of the wanted ones counts. */
export function withFoundOptions<Held extends { options?: Declared; __found?: { options?: Declared } }>(
  state: Held,
  wanted: Declared | undefined,
): Held {
  const { options, __found } = state;
  if (options !== undefined || wanted === undefined || __found?.options === undefined) return state;
  const found = Object.entries(__found.options).filter(([name]) => wanted[name as keyof Declared] !== undefined);
  return found.length > 0 ? { ...state, options: Object.fromEntries(found) } : state;
}

/** Which options the next run has to order although the declared ones are those of the state. */
export function doubtfulOptions(
  state: OptionState & { options?: Declared; telephoneNumbers?: string[] },
  wanted: Declared | undefined,
  others?: Others,
): string[] {
  // The resource that has the options may have changed what an import found.
  const isTheirs = (number: string) => others?.holder(optionsThing(number)) !== undefined;
  if (state.options === undefined && state.__found && wanted !== undefined && state.telephoneNumbers?.some(isTheirs))
    return ["options"];
  const { __bare = [], __uneven = [], __tried = [], options = {} } = state;
  const doubtful = [...new Set([...__uneven, ...__tried])] as (keyof Declared)[];
  const hidden = doubtful.filter((name) => name !== "sms" || wanted?.[name] !== undefined);
  const paths = hidden.filter((name) => isSame(wanted?.[name], options[name])).map((name) => `options.${name}`);
  return wanted !== undefined && __bare.length > 0 ? ["options", ...paths] : paths;
}

/**
 * Gives the numbers their options. Numbers that came in this run get all of them, the others what has changed. `dressed`: numbers
 * that have them from an earlier call in this run.
 */
export async function setOptions(
  call: NumberCall,
  holdings: Holdings,
  dressed: ReadonlySet<string> = new Set(),
): Promise<OptionState> {
  const wanted: Declared = call.inputs.options ?? {};
  const state: Partial<NumberState> = call.state ?? {};
  const { __uneven, __settled, __tried } = state;
  const held: HeldOptions = { ...withFoundOptions(state, call.inputs.options).options, __uneven, __settled, __tried };
  const had = new Set(state.telephoneNumbers);
  const bare = new Set(call.inputs.options === undefined ? [] : bareOf(call, holdings));
  const here = holdings.numbers.filter((number) => !dressed.has(number));
  const stayed = dressed.size > 0 ? [] : here.filter((number) => had.has(number) && !bare.has(number));
  const changed = changedOptions(held, wanted);
  const set = optionsOf(wanted);
  const lost = undeclared(held, wanted);
  const { free, kept } = await sorted(call, stayed, Object.keys(lost).length > 0);
  const sequences = changeByNumber(held, wanted, free).map(async ({ numbers, options }) => {
    const [first = {}, then] = inSequence(held, options);
    // A run that was interrupted behind this step has done it.
    const due = then === undefined ? numbers : await stillHaving(call.api, numbers, first, holdings.placement);
    return [
      { numbers: due, options: first },
      { numbers, options: then ?? {} },
    ] as const;
  });
  const steps = await Promise.all(sequences);
  const parts: OptionPart[] = [
    { numbers: here.filter((number) => bare.has(number) && !had.has(number)), options: set },
    // A change of an earlier run may have reached them half-way.
    { numbers: here.filter((number) => bare.has(number) && had.has(number)), options: { ...lost, ...set } },
    ...steps.map(([first]) => first),
    // What another resource sets on a number stays.
    ...kept.map(({ number, theirs }) => ({
      numbers: [number],
      options: { ...changed, ...cleared(lost), ...undeclared(held, { ...theirs, ...wanted }) },
    })),
  ];
  const done = await apply(call, parts);
  // What a number still has makes Bandwidth refuse the second step, so an open first step is waited for in the next run.
  const late = new Set(unsettledIn(done));
  const then = steps.map(([, { numbers, options }]) => ({ numbers: numbers.filter((one) => !late.has(one)), options }));
  done.push(...(await apply(call, then)));
  const failed = done.flatMap(({ result }) => result.failed);
  const open = done.filter(({ result }) => result.open);
  if (failed.length === 0 && open.length === 0) {
    const same = (name: string) => isSame(state.options?.[name as keyof Declared], wanted[name as keyof Declared]);
    return { __shown: some(state.__shown?.filter(same)) };
  }
  const unsettled = new Set(unsettledIn(done));
  const overdue = open.map(({ result }) => ({
    description: `the order did not finish in time (${result.orderIds.join(", ")}, ${result.status})`,
  }));
  const words = "the numbers are there, but options were refused";
  const message = describeFailures(words, [...failed, ...overdue], AGAIN, tnOptionErrors);
  const { id, outputs } = partialFailure(holdings, call, message).done;
  const left: OptionState = {
    __bare: some([...bare].filter((number) => unsettled.has(number))),
    __tried: some([...new Set([...(state.__tried ?? []), ...(call.state ? Object.keys(changed) : [])])]),
  };
  throw new PartialFailure(message, { id, outputs: { ...outputs, ...left } });
}

/** Numbers whose order is open or refused. */
const unsettledIn = (done: readonly { numbers: string[]; result: Applied }[]): (string | undefined)[] =>
  done.flatMap(({ numbers, result: { failed, open } }) =>
    open ? numbers : failed.map(({ telephoneNumber }) => telephoneNumber),
  );

/** Warns of numbers that stay silent although the program declares messages for them. It goes by the place that it declares. */
export async function warnOfSilent(call: NumberCall, { numbers }: Holdings): Promise<void> {
  const { siteId, sipPeerId, options } = call.inputs;
  if (sipPeerId !== undefined)
    await warnOfSilence(call, numbers, options && optionsOf(options), () => ({ siteId, sipPeerId }));
}

async function apply(
  call: NumberCall,
  parts: readonly OptionPart[],
): Promise<{ numbers: string[]; result: Applied }[]> {
  const waiting = following(call, "PhoneNumberOrder");
  const due = parts.filter(({ numbers, options }) => numbers.length > 0 && Object.keys(options).length > 0);
  // Together, so that they share an order.
  return allEnded(
    due.map(async ({ numbers, options }) => ({
      numbers,
      result: await call.api.tnOptions.apply(numbers, options, waiting),
    })),
  );
}

/** Before anything is taken away: which numbers have options of another resource of the program. */
async function sorted(call: NumberCall, numbers: string[], takesAway: boolean) {
  if (!takesAway || numbers.length === 0) return { free: numbers, kept: [] };
  await call.others.atRest({ signal: call.signal, limitMs: call.timeoutMs ?? call.api.orderTimeoutMs });
  const kept = numbers.flatMap((number) => {
    const keeper = call.others.keeper(optionsThing(number));
    return keeper ? [{ number, theirs: (keeper.inputs ?? keeper.state ?? {}) as Declared }] : [];
  });
  const theirs = new Set(kept.map(({ number }) => number));
  return { free: numbers.filter((number) => !theirs.has(number)), kept };
}

/** Leaves these options alone. */
const cleared = (options: NumberOptions): NumberOptions =>
  Object.fromEntries(Object.keys(options).map((name) => [name, undefined]));

/** What a refresh sees of the declared options. */
export async function seeOptions(
  { api, state }: Pick<Call<Bandwidth>, "api"> & { state: NumberState },
  numbers: readonly string[],
  places: ReadonlyMap<string, Placement>,
): Promise<{ options?: NumberOptions; outputs: OptionState }> {
  const { options = state.__found?.options, __bare = [], __shown, __tried, telephoneNumbers = [] } = state;
  if (options === undefined) return { outputs: { __tried } };
  const told = numbers.flatMap((number) => {
    return toldAt(number, places.get(number)) ?? [];
  });
  const declared = optionsOf(options);
  const { found, uneven, settled, shown } = seenOptions(await withDetails(api, told, declared), declared, __shown);
  // Whether the program declares any of them, only the program knows.
  if (state.options === undefined)
    return { options: found, outputs: { __found: { options: found as Declared }, __tried } };
  const fresh = numbers.filter((number) => !telephoneNumbers.includes(number));
  const bare = [...new Set([...__bare.filter((number) => numbers.includes(number)), ...fresh])];
  const outputs = {
    __bare: some(bare),
    __uneven: some(uneven),
    __settled: some(settled),
    __shown: some(shown),
    __tried,
  };
  return { options: found, outputs };
}

/**
 * What an import compares because the program declares it, and only the details of each number show. A number that doesn't show an
 * option has it not.
 */
export async function completeFound(
  api: Call<Bandwidth>["api"],
  { telephoneNumbers = [], options, __found }: Partial<NumberState>,
  wanted: Declared | undefined,
): Promise<OptionState | undefined> {
  const known = __found?.options ?? {};
  const names = detailNames.filter((name) => isWanted(wanted?.[name]) && known[name] === undefined);
  if (options !== undefined || names.length === 0) return undefined;
  const declared: NumberOptions = optionsOf(Object.fromEntries(names.map((name) => [name, wanted?.[name]])));
  const bare = telephoneNumbers.map((number) => ({ telephoneNumber: number, values: { protected: false } }));
  const { found } = seenOptions(await withDetails(api, bare, declared), declared, names);
  const seen = Object.fromEntries(names.map((name) => [name, found[name]]));
  return { __found: { options: { ...known, ...seen } } };
}

const isWanted = (value: unknown): boolean => value !== undefined && !KEYWORDS.includes(value);

/** An import of so many numbers at most reads their passcodes: one request. */
const mostPasscodes = 2_500;

/** What an import finds without a look at each number. Where numbers differ, nothing. */
export async function foundOptions(
  api: Call<Bandwidth>["api"],
  numbers: readonly string[],
  places: ReadonlyMap<string, Placement>,
): Promise<OptionState> {
  const told = numbers.flatMap((number) => toldAt(number, places.get(number)) ?? []);
  if (told.length === 0) return {};
  const asked = numbers.length <= mostPasscodes ? { portOutPasscode: "any" } : {};
  const { found } = seenOptions(await withDetails(api, told, asked), {});
  const options: Declared = Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
  return Object.keys(options).length > 0 ? { __found: { options } } : {};
}

const some = <T>(list: T[] | undefined): T[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list;
