import { z } from "zod";
import type { OptionValues } from "../../bandwidth/numbers/optionValues.js";

const optional = (text: string) => z.string().optional().describe(text);

/** The options of a number, as its SIP peer gives them. */
export const tnOptionValues = z
  .object({
    callForward: optional("Where calls are forwarded to, as E.164. Absent if they aren't."),
    callingNameDisplay: optional("Whether calls show a calling name: `on` or `off`."),
    sms: optional("Whether messages are enabled: `on` or `off`."),
    protected: z.boolean().describe("Whether the number is protected against port-out."),
    numberFormat: optional("Form of the called number in SIP, if the API gives it."),
    rpidFormat: optional("Form of the calling number in SIP, if the API gives it."),
    rewriteUser: optional("What replaces the user part of the SIP URI, if the API gives it."),
    finalDestinationUri: optional("Where calls go when all other routing fails, if the API gives it."),
  })
  .meta({ typeName: "TnOptionValues" });

/** In the words that `TnOptions` takes. */
export function optionsInWords({ callingNameDisplay, smsEnabled, ...rest }: OptionValues) {
  const word = (flag: boolean | undefined) => (flag === undefined ? undefined : flag ? "on" : "off");
  return { ...rest, callingNameDisplay: word(callingNameDisplay), sms: word(smsEnabled) };
}
