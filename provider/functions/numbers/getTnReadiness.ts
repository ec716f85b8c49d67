import { z } from "zod";
import { applicationLookUpErrors } from "../../bandwidth/errorCodes/applications.js";
import { manyNumberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { sipPeerLookUpErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { portOutPasscodeErrors } from "../../bandwidth/errorCodes/tnOptions.js";
import { readinessAspects } from "../../bandwidth/numbers/readiness.js";
import { locating } from "../../bandwidth/operations.js";
import { lookup } from "../../resources/define.js";
import { telephoneNumbers } from "../../resources/properties/fields.js";

const optional = (text: string) => z.string().optional().describe(text);
const answer = (text: string) => z.enum(["yes", "no", "unknown"]).meta({ typeName: "ReadinessAnswer" }).describe(text);

const missing = z
  .object({
    about: z.enum(readinessAspects).meta({ typeName: "ReadinessAspect" }).describe("Which of the four it is about."),
    reason: z.string().describe("What is missing, or what could not be read and why. One sentence."),
  })
  .meta({ typeName: "ReadinessObstacle" });

const ready = z
  .object({
    telephoneNumber: z.string().describe("The number, as E.164."),
    status: optional("State in the API's word, such as `Inservice`, if the API shows it."),
    siteId: optional("The site it is in."),
    sipPeerId: optional("The SIP peer it is in."),
    canBeCalled: answer("Whether calls to it lead to an application, a host or another number."),
    canReceiveTexts: answer("Whether texts to it reach an application or a host."),
    canSendTexts: answer("Whether carriers take the texts that it sends. Of toll-free numbers it is never `yes`."),
    isLocked: answer("Whether something locks it against port-out: `protected` or a passcode."),
    missing: z.array(missing).describe("Why an answer is not `yes`. Empty if all are."),
  })
  .meta({ typeName: "TnReadiness" });

/** Whether numbers work, and what is missing. */
export const getTnReadiness = lookup({
  name: "getTnReadiness",
  description: `Whether telephone numbers can be called, can receive and send texts, and are locked against port-out. It names what is missing.

**Only what is known to be complete is \`yes\`.** What can't be read is \`unknown\`, and the reason says why: the user lacks a role,
the account lacks a feature, or the account's type isn't allowed to do it. \`no\` names the missing piece, such as a SIP peer
without a messaging application, messages that are off, or a campaign that isn't active.

It goes by what Bandwidth has: whether your application answers, and whether a host is up, it can't see. Of toll-free
numbers it doesn't read the verification, and of numbers that another account uses for messages it sees your own settings only.

It reads lists: the states of 2,500 numbers in one request, a page of 5,000 numbers of a SIP peer, the peer's services, and the
account's applications and campaigns. If a SIP peer leads calls nowhere, it asks for each of its numbers, since a number
may have a route of its own.`,
  operations: [
    ...locating,
    "GET /tns/{tn}",
    "POST /tns",
    "POST /accounts/{accountId}/tnPortoutPasscodes",
    "GET /accounts/{accountId}/applications",
    "GET /accounts/{accountId}/products/messaging/a2pCampaigns",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms",
    "GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings",
  ],
  errors: { ...manyNumberErrors, ...sipPeerLookUpErrors, ...portOutPasscodeErrors, ...applicationLookUpErrors },
  inputs: z.object({
    telephoneNumbers: telephoneNumbers()
      .describe("The numbers: 10 digits, 1 and 10 digits, or E.164, such as `+19195550100`.")
      .meta({ set: true, example: ["+19195550100"] }),
  }),
  outputs: z.object({
    tns: z.array(ready).describe("The numbers, each once, in the order of the argument."),
  }),

  invoke: async ({ api, inputs: { telephoneNumbers: numbers }, signal }) => ({
    tns: await api.tnReadiness.of(numbers, signal),
  }),
});
