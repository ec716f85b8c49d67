import { z } from "zod";
import { a2pNames, type NumberOptions, optionNames } from "../../bandwidth/features/optionGroups.js";
import { KEYWORDS, type NumberOptionInputs } from "../properties/numberOptionInputs.js";

const settledOption = z.object({
  option: z.string(),
  /** The declared value, as JSON. */
  value: z.string(),
  /** Those that have it. */
  telephoneNumbers: z.array(z.string()),
});

/** What a look found of an option in which the numbers of a resource differ. */
export type SettledOption = z.infer<typeof settledOption>;

/** An output: such options. Without the passcode, which is a secret. */
export const settledOptions = z.array(settledOption).optional().meta({ internal: true });

/** Options of a state, and what is doubtful in it. */
export type HeldOptions = Partial<NumberOptionInputs> & {
  __uneven?: string[];
  __settled?: SettledOption[];
  __tried?: string[];
};

/** The options among these values, such as the inputs of a resource. */
export function optionsOf(values: Partial<NumberOptionInputs>): NumberOptions {
  const entries = optionNames.filter((name) => values[name] !== undefined).map((name) => [name, values[name]] as const);
  return Object.fromEntries(entries);
}

type Name = keyof NumberOptions;

/** Whether numbers of a state may lack what is wanted. */
function differingIn(state: HeldOptions, wanted: Partial<NumberOptionInputs>): (name: Name) => boolean {
  const doubtful = [...(state.__uneven ?? []), ...(state.__tried ?? [])];
  return (name) => !isSame(wanted[name], state[name]) || doubtful.includes(name);
}

/** Only what differs. Options that are no longer declared go back to their defaults. */
export function changedOptions(state: HeldOptions, wanted: Partial<NumberOptionInputs>): NumberOptions {
  const differs = differingIn(state, wanted);
  // One element holds a campaign and its class. Whether half of it keeps the other half isn't known.
  const isChanged = (name: keyof NumberOptions) => (isA2p(name) ? a2pNames.some(differs) : differs(name));
  const changed = optionNames.filter((name) => wanted[name] !== undefined && isChanged(name));
  return {
    ...undeclared(state, wanted),
    ...optionsOf(Object.fromEntries(changed.map((name) => [name, wanted[name]]))),
  };
}

/** Numbers, and the options that they get. */
export interface OptionPart {
  numbers: string[];
  options: NumberOptions;
}

/**
 * A change, number by number: what a look has found a number to have already is not sent to it again. After a change that
 * failed, nobody knows who has what.
 */
export function changeByNumber(
  state: HeldOptions,
  wanted: Partial<NumberOptionInputs>,
  numbers: readonly string[],
): OptionPart[] {
  const changed = changedOptions(state, wanted);
  const differs = differingIn(state, wanted);
  const found = (state.__settled ?? []).filter(
    ({ option, value }) => !state.__tried?.includes(option) && JSON.stringify(wanted[option as Name]) === value,
  );
  if (found.length === 0) return [{ numbers: [...numbers], options: changed }];
  const having = new Map(found.map(({ option, telephoneNumbers }) => [option, new Set(telephoneNumbers)]));
  const lacks = (name: Name, number: string) => differs(name) && !having.get(name)?.has(number);
  const parts = new Map<string, OptionPart>();
  for (const number of numbers) {
    const needs = (name: Name) => (isA2p(name) ? a2pNames.some((one) => lacks(one, number)) : lacks(name, number));
    const options: NumberOptions = Object.fromEntries(Object.entries(changed).filter(([name]) => needs(name as Name)));
    const key = Object.keys(options).join();
    const part = parts.get(key) ?? { numbers: [], options };
    part.numbers.push(number);
    parts.set(key, part);
  }
  return [...parts.values()];
}

/** What the state has set and the other one doesn't want. */
export function undeclared(state: HeldOptions, wanted: Partial<NumberOptionInputs>): NumberOptions {
  const isWanted = (name: keyof NumberOptions) =>
    isA2p(name) ? a2pNames.some((one) => wanted[one] !== undefined) : wanted[name] !== undefined;
  const reset = Object.entries(resetOptions(state)).filter(([name]) => !isWanted(name as keyof NumberOptions));
  return Object.fromEntries(reset);
}

/** What takes away everything that the state has set. SMS has no default and stays. */
export function resetOptions(state: HeldOptions): NumberOptions {
  const isTried = (name: string) => state.__tried?.includes(name) === true;
  const isSet = (name: keyof NumberOptions) => state[name] !== undefined && state[name] !== "unchanged";
  const names = optionNames.filter(
    (name) => name !== "sms" && (isTried(name) || (isSet(name) && state[name] !== false)),
  );
  return Object.fromEntries(
    names.map((name) => (isA2p(name) ? ["a2pAction", "systemDefault"] : [name, defaultOf(name)])),
  );
}

/**
 * Orders that have to follow each other. A campaign is taken away before its class stays alone. A route plan and call forwarding
 * or another user part exclude each other, and an order that changes both might be refused.
 */
export function inSequence(state: HeldOptions, changed: NumberOptions): NumberOptions[] {
  const losesCampaign = state.campaignId !== undefined && changed.campaignId === undefined;
  const first: NumberOptions =
    losesCampaign && changed.messageClass !== undefined ? { a2pAction: "systemDefault" } : {};
  const { callForward, rewriteUser, originationRoutePlan, ...others } = changed;
  const texts = {
    ...(callForward !== undefined && { callForward }),
    ...(rewriteUser !== undefined && { rewriteUser }),
  };
  const gone = Object.entries(texts).filter(([, value]) => KEYWORDS.includes(value));
  const setsText = gone.length < Object.keys(texts).length;
  const whole = Object.keys(first).length > 0 ? [first, changed] : [changed];
  if (originationRoutePlan === undefined) return whole;
  if (originationRoutePlan.length === 0 && setsText)
    return [
      { ...first, originationRoutePlan },
      { ...others, ...texts },
    ];
  if (originationRoutePlan.length > 0 && gone.length > 0)
    return [
      { ...first, ...texts },
      { ...others, originationRoutePlan },
    ];
  return whole;
}

const isA2p = (name: string): boolean => a2pNames.some((one) => one === name);

function defaultOf(name: keyof NumberOptions): NumberOptions[keyof NumberOptions] {
  if (name === "originationRoutePlan") return [];
  if (name === "callVerificationEnabled" || name === "pindropEnabled") return false;
  return name === "portOutPasscode" || name === "nnid" || name === "espid" ? "systemDefault" : "systemdefault";
}

/** Lists are compared by content. The check has brought them into one form. */
export const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (Array.isArray(one) && Array.isArray(other) && keyOf(one) === keyOf(other));

const keyOf = (list: readonly unknown[]): string => JSON.stringify(list.map((item) => JSON.stringify(item)).sort());
