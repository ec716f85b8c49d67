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
    a2pState: optional(
      "Whose campaign applies: `system_default` (the SIP peer's), `overridden` (the number's own) or `off`, if the API gives it.",
    ),
    campaignId: optional("The campaign under which messages are sent, if the API gives it."),
    messageClass: optional("The class of the messages, if the API gives it."),
    nnid: optional("The messaging route (NNID), if the API gives it. It may be the account's."),
  })
  .meta({ typeName: "TnOptionValues" });

/** In the words that `TnOptions` takes. */
export function optionsInWords({
  callingNameDisplay,
  smsEnabled,
  a2p,
  portOutPasscode: _secret,
  originationRoutePlan: _plan,
  callVerificationEnabled: _verified,
  pindropEnabled: _pindrop,
  ...rest
}: OptionValues) {
  const { state: a2pState, campaignId, messageClass } = a2p ?? {};
  const campaign = {
    ...(a2pState && { a2pState }),
    ...(campaignId && { campaignId }),
    ...(messageClass && { messageClass }),
  };
  const word = (flag: boolean | undefined) => (flag === undefined ? undefined : flag ? "on" : "off");
  return { ...rest, ...campaign, callingNameDisplay: word(callingNameDisplay), sms: word(smsEnabled) };
}
