import type { NumberGroup } from "./numberGroups.js";
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
  content.TelephoneNumbers = { TelephoneNumber: numbers.map((number) => wireNumber(number, dialect)) };
  return content;
}

/** A number goes out in the form of the dialect (5080), a word such as `systemdefault` as it is. */
function forwardTo(value: string, dialect: Dialect): string {
  const number = normalizeTelephoneNumber(value);
  return number === undefined ? value : wireNumber(number, dialect);
}
