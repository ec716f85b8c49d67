import type { NumberGroup } from "../orders/numberGroups.js";
import { type Grouped, numbersElement, readGroups } from "../orders/orderedNumbers.js";
import { toE164 } from "../orders/report.js";
import { type Dialect, normalizeTelephoneNumber, wireNumber } from "../values/telephoneNumber.js";
import { text, type XmlDocument, type XmlElement } from "../xml/xml.js";
import { type A2pSettings, a2pIn, type MoreOptions, moreElements, moreIn, moreNames } from "./optionElements.js";

/** Line features of a number, in the API's own words (docs/maintainers/api.md#options). */
export interface NumberOptions extends MoreOptions {
  callingNameDisplay?: string;
  numberFormat?: string;
  rpidFormat?: string;
  rewriteUser?: string;
  /** A number in any format, or one of the API's words. */
  callForward?: string;
  protected?: string;
  sms?: string;
  finalDestinationUri?: string;
}

export { a2pNames } from "./optionElements.js";

/** Options that are one text each. */
export type TextOption = Exclude<keyof NumberOptions, keyof MoreOptions>;

/** The elements in the sequence of the reference's example. */
const elements: readonly (readonly [string, TextOption])[] = [
  ["NumberFormat", "numberFormat"],
  ["RPIDFormat", "rpidFormat"],
  ["RewriteUser", "rewriteUser"],
  ["CallForward", "callForward"],
  ["CallingNameDisplay", "callingNameDisplay"],
  ["Protected", "protected"],
  ["Sms", "sms"],
  ["FinalDestinationURI", "finalDestinationUri"],
];

/** The names of all options, in that sequence. */
export const optionNames: readonly (keyof NumberOptions)[] = [...elements.map(([, option]) => option), ...moreNames];

/** Equal for equal options. */
export function optionsKey(options: NumberOptions): string {
  const texts = elements.map(([, option]) => options[option] ?? null);
  const more = moreNames.map((option) => options[option] ?? null);
  // The ids of orders without the newer options stay what they were.
  return JSON.stringify(more.every((value) => value === null) ? texts : [...texts, ...more]);
}

/** The same without the passcode: an id is seen by everybody, and a hash of a short secret gives it away. */
export const publicOptionsKey = ({ portOutPasscode, ...others }: NumberOptions): string =>
  optionsKey({ ...others, ...(portOutPasscode !== undefined && { portOutPasscode: "set" }) });

/** The body of `POST tnoptions`. */
export function optionDocument(
  groups: readonly NumberGroup<NumberOptions>[],
  customerOrderId: string,
  dialect: Dialect,
): XmlDocument {
  return {
    root: "TnOptionOrder",
    content: {
      CustomerOrderId: customerOrderId,
      TnOptionGroups: { TnOptionGroup: groups.map((group) => groupElement(group, dialect)) },
    },
  };
}

function groupElement({ values, numbers }: NumberGroup<NumberOptions>, dialect: Dialect): XmlElement {
  const content: XmlElement = {};
  for (const [name, option] of elements) {
    const value = values[option];
    content[name] = option === "callForward" && value !== undefined ? forwardTo(value, dialect) : value;
  }
  Object.assign(content, moreElements(values, dialect));
  content.TelephoneNumbers = numbersElement(numbers, dialect);
  return content;
}

/** What an order sets, as look-ups show it. The port-out passcode isn't among it, because it is a secret. */
export interface ToldOptions extends Pick<NumberOptions, TextOption> {
  a2pSettings?: A2pSettings;
  originationRoutePlan?: NumberOptions["originationRoutePlan"];
  callVerificationEnabled?: boolean;
  pindropEnabled?: boolean;
  nnid?: string;
  espid?: string;
}

const groupPath = ["TnOptionOrder", "TnOptionGroups", "TnOptionGroup"] as const;

/** What an order sets for which numbers, with all its other data. */
export const toldGroups = (order: XmlElement): Grouped<ToldOptions>[] =>
  readGroups(order, groupPath, (group) => {
    const { portOutPasscode: _secret, campaignId: _id, messageClass: _class, a2pAction: _do, ...more } = moreIn(group);
    const a2pSettings = a2pIn(group);
    return { ...textsIn(group), ...more, ...(a2pSettings && { a2pSettings }) };
  });

/** What an order sets for which numbers, in the words of its request. */
export const optionGroups = (order: XmlElement): Grouped<NumberOptions>[] =>
  readGroups(order, groupPath, (group) => ({ ...textsIn(group), ...moreIn(group) }));

function textsIn(group: XmlElement): Pick<NumberOptions, TextOption> {
  const given = elements.flatMap(([name, option]) => {
    const value = text(group, name);
    return value === undefined ? [] : [[option, option === "callForward" ? toE164(value) : value] as const];
  });
  return Object.fromEntries(given);
}

/** A number is sent in the dialect's format (5080). A word such as `systemdefault` is sent as it is. */
function forwardTo(value: string, dialect: Dialect): string {
  const number = normalizeTelephoneNumber(value);
  return number === undefined ? value : wireNumber(number, dialect);
}
