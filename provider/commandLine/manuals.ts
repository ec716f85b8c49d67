import type { Manual } from "../pulumi/definition/package.js";
import { exitCode } from "./exitCode.js";

/** What the exit codes mean to a script, in the words of `--help` and of the reference. */
export const exitMeanings: Readonly<Record<string, string>> = {
  [exitCode.done]: "it is done",
  [exitCode.refused]: "nothing was changed",
  [exitCode.usage]: "it was called wrongly",
  [exitCode.unknown]: "it is not known whether something was changed",
  [exitCode.interrupted]: "it was interrupted",
};

/** The commands, as `--help` and the pages of the reference explain them. */
export const manuals = {
  "set-password": {
    page: "set-password",
    usage: "pulumi-bandwidth set-password [--user NAME]",
    text: [
      "Changes the password of a user of the Bandwidth dashboard, who is asked for the present password and for the new one, twice. Nothing of them is shown. Where standard input is no terminal, it holds the two as two lines, the present one first. They are never taken from arguments or from the environment.",
      "API users that sign in with OAuth2 have no password. Bandwidth takes passwords for its API until 2026-12-02. From then on this command is refused, and changes nothing: make OAuth2 client credentials in their place. Bandwidth's newer reference does not list this operation any more.",
    ],
    options: {
      "--user NAME": "The user; else BW_USERNAME.",
      BW_API_URL: "Address of the API, as for the provider; default https://api.bandwidth.com/api.",
    },
    exitCodes: exitMeanings,
  },
  "set-tn-options": {
    page: "set-tn-options",
    usage:
      "pulumi-bandwidth set-tn-options NUMBER [--call-forward NUMBER] [--calling-name-display on|off] [--sms on|off]",
    text: [
      "Sets options of one telephone number of the account at once, without an order: for the moment when calls have to go elsewhere now. Prints what the number had and has. Settings come from the environment, as for the provider.",
      "What is to last belongs into a TnOptions resource: one that declares something else sets it back with the next pulumi up after a refresh. It also takes an option away again (systemdefault), which this command cannot.",
      "Bandwidth does not say what becomes of settings that a request leaves out. Call forwarding, calling name display, protection and SMS are sent along as they are; number formats, rewriteUser and finalDestinationUri cannot be, as Bandwidth does not tell them. Do not use it on numbers that have one of these.",
    ],
    options: {
      NUMBER: "The number, in service on the account: 10 digits, 1 and 10 digits, or E.164 as in +19195550100.",
      "--call-forward NUMBER": "Where calls to it go from now on; another number than itself.",
      "--calling-name-display on|off": "Whether calls show a calling name.",
      "--sms on|off": "Whether messages are enabled.",
    },
    exitCodes: exitMeanings,
  },
} satisfies Record<string, Manual>;
