import { isIPv4 } from "node:net";
import { z } from "zod";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import { oneOf, telephoneNumbers, text } from "../properties/fields.js";
import { KEYWORDS } from "./tnOptionsSeen.js";

const FORMATS = ["10digit", "11digit", "e164", "unchanged", "systemdefault"] as const;

const keywords = "`unchanged` keeps it as it is, `systemdefault` removes the number's own value";

const shownByPeer =
  "A refresh shows a change made elsewhere if the API shows the option. An option that it has never shown for these numbers counts as unchanged.";

const callForward = z.string().transform((given, context) => {
  if (KEYWORDS.includes(given)) return given;
  const number = normalizeTelephoneNumber(given);
  if (number?.startsWith("+1")) return number;
  context.addIssue('must be a ten-digit telephone number, "unchanged" or "systemdefault"');
  return z.NEVER;
});

/**
 * A ten-digit number, or `user@address[:port]`, less than 60 characters without the prefix (docs/maintainers/api.md#options).
 */
const finalDestinationUri = z.string().refine((given) => {
  if (KEYWORDS.includes(given)) return true;
  const uri = given.replace(/^sip:/, "");
  const [, host] = /^\+?[A-Za-z0-9.:]+@([\d.]+)(?::\d{1,5})?$/.exec(uri) ?? [];
  return uri.length < 60 && (/^\d{10}$/.test(uri) || isIPv4(host ?? ""));
}, "must be ten digits, or a SIP URI as in 19195550100@192.0.2.7:5060, less than 60 characters long");

/** The inputs of `TnOptions`. */
export const tnOptionInputs = z.object({
  telephoneNumbers: telephoneNumbers().describe(
    "The numbers that get the options, at least one. The order means nothing. A number may be in only one `TnOptions`.",
  ),
  callingNameDisplay: oneOf("CallingNameDisplay", ["on", "off", "unchanged", "systemdefault"])
    .optional()
    .describe(
      `Whether to show a calling name (CNAM). Not possible if the SIP peer enforces its own setting (error 13583). ${keywords}.`,
    )
    .meta({ example: "on" }),
  numberFormat: oneOf("NumberFormat", FORMATS)
    .optional()
    .describe(`Form of the called number in SIP. ${keywords}. ${shownByPeer}`),
  rpidFormat: oneOf("RpidFormat", FORMATS)
    .optional()
    .describe(`Form of the calling number in SIP. ${keywords}. ${shownByPeer}`),
  rewriteUser: text(255)
    .min(1, "must not be empty")
    .optional()
    .describe(
      `Replaces the user part of the SIP URI: at most 255 characters (error 5082). ${keywords}. ${shownByPeer}`,
    ),
  callForward: callForward
    .optional()
    .describe(`Where calls are forwarded to: a ten-digit number (error 5080). ${keywords}.`),
  protected: oneOf("ProtectedOption", ["true", "false", "unchanged", "systemdefault"])
    .optional()
    .describe(`Protection against port-out, on accounts that have it (errors 5097 to 5102). ${keywords}.`),
  sms: oneOf("SmsOption", ["on", "off", "unchanged"])
    .optional()
    .describe("Messages: `on`, `off` or `unchanged`. There is no `systemdefault`."),
  finalDestinationUri: finalDestinationUri
    .optional()
    .describe(
      `Where calls go when all other routing fails: ten digits, or a SIP URI of less than 60 characters. ${keywords}. To see a change made elsewhere, a refresh needs one request for each number that declares it.`,
    ),
});
