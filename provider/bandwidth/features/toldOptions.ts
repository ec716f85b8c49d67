import type { OptionValues } from "../numbers/optionValues.js";
import { freshMs } from "../orders/earlierOrders.js";
import { isSamePlan, type TnRoute } from "../values/routePlan.js";
import { normalizeTelephoneNumber } from "../values/telephoneNumber.js";
import { a2pNames, type NumberOptions, optionNames } from "./optionGroups.js";

/** The value of an option. Null: told as not set. Undefined: not told. */
export type Told = string | boolean | readonly TnRoute[] | null | undefined;

/** A number's own campaign. The peer's applies in the state `system_default`, and none in `off`. */
const ownCampaign = ({ a2p }: OptionValues, name: "campaignId" | "messageClass"): string | null | undefined =>
  a2p === undefined ? undefined : a2p.state === "system_default" || a2p.state === "off" ? null : (a2p[name] ?? null);

/** The API's data about options, in the words in which they are ordered. */
export const told: { readonly [Name in keyof NumberOptions]-?: (attributes: OptionValues) => Told } = {
  callingNameDisplay: ({ callingNameDisplay }) => (callingNameDisplay ? "on" : "off"),
  callForward: ({ callForward }) => callForward,
  protected: (attributes) => String(attributes.protected === true),
  sms: ({ smsEnabled }) => (smsEnabled ? "on" : "off"),
  numberFormat: ({ numberFormat }) => numberFormat?.toLowerCase(),
  rpidFormat: ({ rpidFormat }) => rpidFormat?.toLowerCase(),
  rewriteUser: ({ rewriteUser }) => rewriteUser,
  finalDestinationUri: ({ finalDestinationUri }) => finalDestinationUri,
  campaignId: (attributes) => ownCampaign(attributes, "campaignId"),
  messageClass: (attributes) => ownCampaign(attributes, "messageClass"),
  a2pAction: ({ a2p }) => (a2p === undefined ? undefined : a2p.state === "off" ? "off" : null),
  portOutPasscode: ({ portOutPasscode }) => portOutPasscode,
  originationRoutePlan: ({ originationRoutePlan }) => originationRoutePlan,
  callVerificationEnabled: ({ callVerificationEnabled }) => callVerificationEnabled,
  pindropEnabled: ({ pindropEnabled }) => pindropEnabled,
  nnid: ({ nnid }) => nnid,
  // No answer shows it.
  espid: () => undefined,
};

const alwaysTold: ReadonlySet<keyof NumberOptions> = new Set(["callingNameDisplay", "callForward", "protected", "sms"]);

/** Not every answer has these. A missing option may be unset, or just not shown. */
export const notAlwaysTold: ReadonlySet<keyof NumberOptions> = new Set(
  optionNames.filter((name) => !alwaysTold.has(name)),
);

/** Whether a number has no value of its own for an option: the schema of some answers has the word `false` for that. */
export const isUnset = (name: keyof NumberOptions, value: Told): boolean =>
  value === undefined || value === null || (value === "false" && (notAlwaysTold.has(name) || name === "callForward"));

/** Whether answers say that a number has none of these options of its own. */
export const haveNone = (names: readonly (keyof NumberOptions)[], attributes: OptionValues | undefined): boolean =>
  attributes !== undefined &&
  names
    .flatMap((name) => (name === "a2pAction" ? a2pNames : name))
    .every((name) => {
      const value = told[name](attributes);
      return value === null || (value === undefined && alwaysTold.has(name));
    });

const keywords: ReadonlySet<unknown> = new Set(["unchanged", "systemdefault", "systemDefault"]);

/**
 * Whether a number still has the options that an order set this long ago. Options that answers show must match. An
 * option that answers don't show counts as set only if the order is recent, and only next to an option that answers
 * show. Otherwise the number may have been given up and bought again since, which no option order shows.
 */
export function optionsHold(options: NumberOptions, attributes: OptionValues | undefined, ageMs: number): boolean {
  const given = optionNames.flatMap((name) => {
    const value = options[name];
    if (value === undefined) return [];
    const isTold = !notAlwaysTold.has(name) || (attributes !== undefined && told[name](attributes) !== undefined);
    return [{ value, see: keywords.has(value) || !isTold ? undefined : told[name] }];
  });
  const seen = given.filter(({ see }) => see !== undefined);
  const blind = given.filter(({ value, see }) => see === undefined && !keywords.has(value));
  const all = seen.every(({ value, see }) => attributes !== undefined && isSame(see?.(attributes), value));
  return all && (seen.length === given.length || ageMs < freshMs) && (seen.length > 0 || blind.length === 0);
}

function isSame(seen: Told, ordered: Told): boolean {
  if (isNothing(seen) || isNothing(ordered)) return isNothing(seen) && isNothing(ordered);
  if (typeof seen !== "object" || typeof ordered !== "object") return normalForm(seen) === normalForm(ordered);
  return isSamePlan(seen ?? [], ordered ?? []);
}

const isNothing = (value: Told): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === "" ||
  (typeof value === "object" && value.length === 0);

const normalForm = (value: Told): string =>
  normalizeTelephoneNumber(String(value)) ?? String(value).replace(/^sip:/, "");
