import { type Dialect, normalizeTelephoneNumber, wireNumber } from "./telephoneNumber.js";
import type { XmlDocument, XmlElement } from "./xml.js";

/** Line features of a number, in the API's own words (api-inventory A1 [TNOPT-BODY]). */
export interface NumberOptions {
  callingNameDisplay?: string;
  numberFormat?: string;
  rpidFormat?: string;
  rewriteUser?: string;
  /** A number in any form, or one of the API's words. */
  callForward?: string;
  protected?: string;
  sms?: string;
  finalDestinationUri?: string;
}

/** Numbers that get the same options. */
export interface OptionGroup {
  options: NumberOptions;
  numbers: string[];
}

/** The elements in the order of the reference's example. */
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

/** The same for equal options. */
export function optionsKey(options: NumberOptions): string {
  return JSON.stringify(elements.map(([, option]) => options[option] ?? null));
}

/** The body of `POST tnoptions`. */
export function optionDocument(groups: readonly OptionGroup[], customerOrderId: string, dialect: Dialect): XmlDocument {
  return {
    root: "TnOptionOrder",
    content: {
      CustomerOrderId: customerOrderId,
      TnOptionGroups: { TnOptionGroup: groups.map((group) => groupElement(group, dialect)) },
    },
  };
}

function groupElement({ options, numbers }: OptionGroup, dialect: Dialect): XmlElement {
  const content: XmlElement = {};
  for (const [name, option] of elements) {
    const value = options[option];
    content[name] = option === "callForward" && value !== undefined ? forwardTo(value, dialect) : value;
  }
  content.TelephoneNumbers = { TelephoneNumber: numbers.map((number) => wireNumber(number, dialect)) };
  return content;
}

/** A number goes out in the form of the dialect (5080), a word such as `systemdefault` as it is. */
function forwardTo(value: string, dialect: Dialect): string {
  const number = normalizeTelephoneNumber(value);
  return number === undefined ? value : wireNumber(number, dialect);
}

/**
 * Packs wishes into orders: at most so many numbers in each, equal options in one group, and no number twice in an
 * order (V67), so that of two wishes for one number the later comes later.
 */
export function packGroups(wishes: readonly OptionGroup[], most: number): OptionGroup[][] {
  const orders: { groups: Map<string, OptionGroup>; numbers: Set<string> }[] = [];
  const lastOrderOf = new Map<string, number>();
  let firstWithRoom = 0;
  for (const { options, numbers } of wishes) {
    const key = optionsKey(options);
    for (const number of numbers) {
      let index = Math.max(firstWithRoom, (lastOrderOf.get(number) ?? -1) + 1);
      while ((orders[index]?.numbers.size ?? 0) >= most) index += 1;
      const order = orders[index] ?? { groups: new Map<string, OptionGroup>(), numbers: new Set<string>() };
      orders[index] = order;
      const group = order.groups.get(key) ?? { options, numbers: [] };
      order.groups.set(key, group);
      group.numbers.push(number);
      order.numbers.add(number);
      lastOrderOf.set(number, index);
      while ((orders[firstWithRoom]?.numbers.size ?? 0) >= most) firstWithRoom += 1;
    }
  }
  return orders.map(({ groups }) => [...groups.values()]);
}
