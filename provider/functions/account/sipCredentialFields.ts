import { z } from "zod";
import { compositeName, type ListedSipCredential } from "../../bandwidth/account/sipCredentials.js";

/** A credential without its hashes. They let people in just like the password. */
export const credential = {
  compositeName: z.string().describe("`user`, or `user@domain`: the only name of the credential."),
  userName: z.string().describe("The user."),
  domain: z.string().optional().describe("The domain, if there is one."),
  credentialId: z.string().optional().describe("The number of the credential, if the API gives it."),
  realm: z.string().optional().describe("The realm that the credential is for, if the API gives it."),
  realmId: z.string().optional().describe("The id of that realm, if the API gives it."),
  applicationId: z
    .string()
    .optional()
    .describe("Id of the voice application that answers its calls, if the API gives it."),
  httpVoiceV2AppId: z.string().optional().describe("The same as `applicationId`, under its earlier name."),
};

/** The fields of a credential that may be shown. */
export function withoutHashes({ hash1: _one, hash1b: _other, ...rest }: ListedSipCredential) {
  const { httpVoiceV2AppId: applicationId } = rest;
  return { compositeName: compositeName(rest), ...rest, ...(applicationId !== undefined && { applicationId }) };
}
