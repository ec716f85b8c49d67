import { isIPv4 } from "node:net";
import { z } from "zod";
import { normalizeTelephoneNumber } from "../../bandwidth/values/telephoneNumber.js";
import { oneOf, text, trimmed } from "./fields.js";

/** Words of the API that ask for nothing visible. */
export const KEYWORDS: readonly unknown[] = ["unchanged", "systemdefault"];

const FORMATS = ["10digit", "11digit", "e164", "unchanged", "systemdefault"] as const;

const keywords = "`unchanged` keeps it as it is, `systemdefault` removes the number's own value";

const shownByPeer =
  "A refresh shows a change made elsewhere if the API shows the option. An option that it has never shown for these numbers counts as unchanged.";

const shownByNumber =
  "To see a change made elsewhere, a refresh needs one request for each number that declares it. If Bandwidth has never shown it for these numbers, a missing one counts as unchanged. So refresh once after you have set it.";

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

/** Letters and digits. The API's own word would keep the old passcode. */
const passcode = z
  .string()
  .refine(
    (given) => /^[A-Za-z0-9]{4,10}$/.test(given) && given.toLowerCase() !== "unchanged",
    "must be 4 to 10 letters and digits, and not the word unchanged",
  );

const route = z
  .object({
    endpoint: z
      .string()
      .transform((given, context) => {
        const number = normalizeTelephoneNumber(given);
        if (number?.startsWith("+1")) return number;
        const problem = endpointProblem(given);
        if (problem === undefined) return given;
        context.addIssue(problem);
        return z.NEVER;
      })
      .describe(
        "Where calls go: a ten-digit telephone number, a SIP URI as in `sip:desk@pbx.example.com`, an IPv4 address, or a host name (error 5188). A private address is refused (errors 5218 and 5220).",
      ),
    priority: z
      .int()
      .min(1, "must be 1 or more")
      .describe("1 is tried first. Priorities must have no gap (error 5223), and at least 1 (error 5189)."),
    weight: z
      .int()
      .min(1, "must be 1 or more")
      .describe("Share of the calls among routes with the same priority, at least 1 (error 5187)."),
    name: text(255).optional().describe("Shown in the dashboard, at most 255 characters."),
  })
  .meta({ typeName: "OriginationRoute" });

const privateAddress = /^(10\.|127\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/;
const hostName = /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

function endpointProblem(given: string): string | undefined {
  const [, host] = /^sips?:(?:[^\s@<>]+@)?([^\s:@<>]+)(?::\d{1,5})?$/.exec(given) ?? [];
  const place = host ?? given;
  if (isIPv4(place)) return privateAddress.test(place) ? "must not be a private address" : undefined;
  return hostName.test(place)
    ? undefined
    : "must be a ten-digit telephone number, a SIP URI with sip:, an IPv4 address or a host name";
}

const campaign = () =>
  trimmed().regex(/^[A-Za-z0-9 ._-]{1,64}$/, "must have 1 to 64 letters, digits, spaces and any of . _ -");

/** The options of a number, as inputs of every resource that sets them. */
export const numberOptionInputs = z.object({
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
    .describe("Messages: `on`, `off` or `unchanged`. There is no `systemdefault`.")
    .meta({ example: "on" }),
  finalDestinationUri: finalDestinationUri
    .optional()
    .describe(
      `Where calls go when all other routing fails: ten digits, or a SIP URI of less than 60 characters. ${keywords}. ${shownByNumber}`,
    ),
  campaignId: campaign()
    .optional()
    .describe(
      "**A long code without a campaign has its messages refused by the carriers.** The campaign under which messages are sent, 1 to 64 characters. It needs `messageClass`, messages switched on (error 5132), and a SIP peer whose `a2pLongCode` is `DefaultOn` or `DefaultOff` (error 5133). Taken out, the SIP peer's campaign applies again.",
    ),
  messageClass: campaign()
    .optional()
    .describe(
      "The class of the messages as the campaign has it, 1 to 64 characters. To take the campaign away and keep the class, the provider first goes back to the SIP peer's settings.",
    ),
  a2pAction: oneOf("A2pAction", ["off", "delete"])
    .optional()
    .describe(
      "In place of a campaign: `off` makes the messages those of a person, which most accounts can't do for toll-free numbers (error 5135). `delete` takes the campaign of a long code away. Taken out, the SIP peer's settings apply again.",
    ),
  portOutPasscode: passcode
    .optional()
    .describe(
      "What another carrier must know to take the number away: 4 to 10 letters and digits (error 5193), on accounts that have the feature (error 5194), for numbers in Bandwidth's own network (error 5196). Secret. Taken out, the number has none.",
    )
    .meta({ secret: true, example: "a1b2c3" }),
  originationRoutePlan: z
    .array(route)
    .min(1, "must have at least one route (error 5184)")
    .optional()
    .describe(
      `Where calls go, with failover and shares, on accounts that have the feature (error 5200). At least one route; how many at most isn't known. The order means nothing. Not together with \`callForward\` or \`rewriteUser\` (errors 5203 to 5206). Taken out, the SIP peer's plan applies. ${shownByNumber}`,
    )
    .meta({ set: true }),
  callVerificationEnabled: z
    .boolean()
    .optional()
    .describe(`Whether calls are verified. Taken out, it is \`false\` again. ${shownByNumber}`),
  pindropEnabled: z
    .boolean()
    .optional()
    .describe(`Whether Pindrop checks the calls, +1 numbers only. Taken out, it is \`false\` again. ${shownByNumber}`),
  nnid: z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number of at most 9 digits (error 5143)")
    .optional()
    .describe(
      "The messaging route (NNID), a whole number. Messages must be on (error 5202), and the account needs the permission (errors 5144 and 5147). Taken out, the account's route applies. An import leaves it out, because the API doesn't tell whether it is the number's own.",
    )
    .meta({ example: "112233" }),
  espid: text(64)
    .min(1, "must not be empty")
    .regex(/^[A-Za-z0-9._-]*$/, "must be letters, digits and any of . _ -")
    .optional()
    .describe(
      "The messaging provider's id (ESPID), at most 64 characters, which must fit `nnid` (error 5142). **The API never shows it, so a change made elsewhere stays unseen.** Taken out, the account's applies.",
    )
    .meta({ writeOnly: true }),
});

/** The options that somebody declares. */
export type NumberOptionInputs = z.infer<typeof numberOptionInputs>;
