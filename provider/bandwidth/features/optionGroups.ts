import type { Placement } from "../numbers/peerNumbers.js";
import { freshMs } from "../orders/earlierOrders.js";
import type { NumberGroup } from "../orders/numberGroups.js";
import { type Grouped, numbersElement, readGroups } from "../orders/orderedNumbers.js";
import { toE164 } from "../orders/report.js";
import { type Dialect, normalizeTelephoneNumber, wireNumber } from "../values/telephoneNumber.js";
import { asObject, asText, type Codec, decode } from "../xml/codec.js";
import { text, type XmlDocument, type XmlElement } from "../xml/xml.js";

/** Line features of a number, in the API's own words (docs/maintainers/api.md#options). */
export interface NumberOptions {
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

type Attributes = NonNullable<Placement["attributes"]>;

/** The elements in the sequence of the reference's example. */
const elements: readonly (readonly [string, keyof NumberOptions])[] = [
  ["NumberFormat", "numberFormat"],
  ["RPIDFormat", "rpidFormat"],
  ["RewriteUser", "rewriteUser"],
  ["CallForward", "callForward"],
  ["CallingNameDisplay", "callingNameDisplay"],
  ["Protected", "protected"],
  ["Sms", "sms"],
  ["FinalDestinationURI", "finalDestinationUri"],
];

/** Equal for equal options. */
export function optionsKey(options: NumberOptions): string {
  return JSON.stringify(elements.map(([, option]) => options[option] ?? null));
}

/** The API's data about options, in the words in which they are ordered. */
export const told: { readonly [Name in keyof NumberOptions]-?: (attributes: Attributes) => string | undefined } = {
  callingNameDisplay: ({ callingNameDisplay }) => (callingNameDisplay ? "on" : "off"),
  callForward: ({ callForward }) => callForward,
  protected: (attributes) => String(attributes.protected === true),
  sms: ({ smsEnabled }) => (smsEnabled ? "on" : "off"),
  numberFormat: ({ numberFormat }) => numberFormat?.toLowerCase(),
  rpidFormat: ({ rpidFormat }) => rpidFormat?.toLowerCase(),
  rewriteUser: ({ rewriteUser }) => rewriteUser,
  finalDestinationUri: ({ finalDestinationUri }) => finalDestinationUri,
};

/** Not every answer has these. A missing option may be unset, or just not shown. */
export const notAlwaysTold: ReadonlySet<keyof NumberOptions> = new Set([
  "numberFormat",
  "rpidFormat",
  "rewriteUser",
  "finalDestinationUri",
]);

/** Whether a number has no value of its own for an option: the schema of some answers has the word `false` for that. */
export const isUnset = (name: keyof NumberOptions, value: string | undefined): boolean =>
  value === undefined || (value === "false" && (notAlwaysTold.has(name) || name === "callForward"));

const keywords = new Set(["unchanged", "systemdefault"]);

/**
 * Whether a number still has the options that an order set this long ago. Options that answers show must match. An
 * option that answers don't show counts as set only if the order is recent, and only next to an option that answers
 * show. Otherwise the number may have been given up and bought again since, which no option order shows.
 */
export function optionsHold(options: NumberOptions, attributes: Attributes | undefined, ageMs: number): boolean {
  const given = elements.flatMap(([, name]) => {
    const value = options[name];
    if (value === undefined) return [];
    const isTold = !notAlwaysTold.has(name) || (attributes !== undefined && told[name](attributes) !== undefined);
    return [{ value, see: keywords.has(value) || !isTold ? undefined : told[name] }];
  });
  const seen = given.filter(({ see }) => see !== undefined);
  const blind = given.filter(({ value, see }) => see === undefined && !keywords.has(value));
  const all = seen.every(
    ({ value, see }) => attributes !== undefined && normalForm(see?.(attributes) ?? "") === normalForm(value),
  );
  return all && (seen.length === given.length || ageMs < freshMs) && (seen.length > 0 || blind.length === 0);
}

const normalForm = (value: string): string => normalizeTelephoneNumber(value) ?? value.replace(/^sip:/, "");

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
  content.TelephoneNumbers = numbersElement(numbers, dialect);
  return content;
}

/** Options that this package shows and doesn't set. The port-out passcode isn't among them, because it is a secret. */
export interface ToldOptions extends NumberOptions {
  a2pSettings?: A2pSettings;
}

/** How a number's messages are registered with the carriers. */
export interface A2pSettings {
  messageClass?: string;
  campaignId?: string;
  action?: string;
}

const a2pShape: Codec<A2pSettings> = {
  messageClass: asText(["MessageClass"]),
  campaignId: asText(["CampaignId"]),
  action: asText(["Action"]),
};

const groupPath = ["TnOptionOrder", "TnOptionGroups", "TnOptionGroup"] as const;

/** What an order sets for which numbers, with all its other data. */
export const toldGroups = (order: XmlElement): Grouped<ToldOptions>[] =>
  readGroups(order, groupPath, (group) => ({ ...optionsIn(group), ...decode(a2pOf, group) }));

const a2pOf: Codec<Pick<ToldOptions, "a2pSettings">> = { a2pSettings: asObject(["A2pSettings"], a2pShape) };

/** What an order sets for which numbers, in the words of its request. */
export const optionGroups = (order: XmlElement): Grouped<NumberOptions>[] => readGroups(order, groupPath, optionsIn);

function optionsIn(group: XmlElement): NumberOptions {
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
