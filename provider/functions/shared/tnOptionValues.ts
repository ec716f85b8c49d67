import { z } from "zod";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";

const optional = (text: string) => z.string().optional().describe(text);

/** The options of a number, as its SIP peer tells them. */
export const tnOptionValues = z
  .object({
    callForward: optional("Where calls are forwarded to, as E.164; absent when they are not."),
    callingNameDisplay: optional("`on` or `off`: whether calls show a calling name."),
    sms: optional("`on` or `off`: whether messages are enabled."),
    protected: z.boolean().describe("Whether the number is protected against port-out."),
    numberFormat: optional("Form of the called number in SIP, when the API tells it."),
    rpidFormat: optional("Form of the calling number in SIP, when the API tells it."),
    rewriteUser: optional("What replaces the user part of the SIP URI, when the API tells it."),
    finalDestinationUri: optional("Last attempt for the routing of calls, when the API tells it."),
  })
  .meta({ typeName: "TnOptionValues" });

/** In the words that `TnOptions` takes. */
export function optionsInWords({ callingNameDisplay, smsEnabled, ...rest }: OptionValues) {
  const word = (flag: boolean | undefined) => (flag === undefined ? undefined : flag ? "on" : "off");
  return { ...rest, callingNameDisplay: word(callingNameDisplay), sms: word(smsEnabled) };
}
