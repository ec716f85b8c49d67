import { z } from "zod";
import type { ApplicationRecord } from "../../bandwidth/account/applications.js";
import { id } from "../../resources/properties/fields.js";

const optional = (what: string) => z.string().optional().describe(what);

/** The API never returns a password, so there is none here. */
const creds = z
  .object({ userId: z.string().optional().describe("The user name with which Bandwidth signs in.") })
  .meta({ typeName: "ApplicationCreds" });

/** An application, as the look-ups show it. */
export const applicationFields = {
  applicationId: id().describe("Id of the application, as Bandwidth assigned it."),
  name: optional("Its name. Several applications may have it."),
  serviceType: optional("`Voice-V2` or `Messaging-V2`, in the API's word: older applications have other words."),
  callInitiatedCallbackUrl: optional("Voice: where Bandwidth asks what to do with a call that comes in."),
  callInitiatedMethod: optional("Voice: the HTTP method of that request."),
  callStatusCallbackUrl: optional("Voice: where Bandwidth reports that a call ended."),
  callStatusMethod: optional("Voice: the HTTP method of that report."),
  callbackCreds: creds.optional().describe("How Bandwidth signs in at both. The password is never shown."),
  callInitiatedFallbackUrl: optional("Voice: where Bandwidth asks when the first address does not answer."),
  callInitiatedFallbackMethod: optional("Voice: the HTTP method of that request."),
  callInitiatedFallbackCreds: creds.optional().describe("How Bandwidth signs in there. The password is never shown."),
  callbackTimeout: z.number().optional().describe("Voice: how long Bandwidth waits for an answer."),
  inboundCallbackUrl: optional("Messaging: where Bandwidth posts messages that come in."),
  outboundCallbackUrl: optional("Messaging: where Bandwidth reports what became of messages that were sent."),
  inboundCallbackCreds: creds.optional().describe("How Bandwidth signs in at the former. The password is never shown."),
  outboundCallbackCreds: creds
    .optional()
    .describe("How Bandwidth signs in at the latter. The password is never shown."),
  requestedCallbackTypes: z
    .array(z.string())
    .optional()
    .describe("Messaging: what Bandwidth reports, such as `message-delivered`."),
};

const withUserOnly = (given: { userId?: string } | undefined) => given && { userId: given.userId };

/** What may be shown of an application: one sample of the API shows a password. */
export function shownApplication(application: ApplicationRecord) {
  const { callbackCreds, callInitiatedFallbackCreds, inboundCallbackCreds, outboundCallbackCreds, ...told } =
    application;
  return {
    ...told,
    callbackCreds: withUserOnly(callbackCreds),
    callInitiatedFallbackCreds: withUserOnly(callInitiatedFallbackCreds),
    inboundCallbackCreds: withUserOnly(inboundCallbackCreds),
    outboundCallbackCreds: withUserOnly(outboundCallbackCreds),
  };
}
