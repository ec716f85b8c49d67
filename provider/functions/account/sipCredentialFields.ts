import { z } from "zod";
import { compositeName, type ListedSipCredential } from "../../bandwidth/account/sipCredentials.js";

/** A credential without its hashes: they let people in as well as the password. */
export const credential = {
  compositeName: z.string().describe("`user`, or `user@domain`: the only name of the credential."),
  userName: z.string().describe("The user."),
  domain: z.string().optional().describe("The domain, when there is one."),
  credentialId: z.string().optional().describe("The number of the credential, when the API tells it."),
  realm: z.string().optional().describe("The realm that the credential is for, when the API tells it."),
  realmId: z.string().optional().describe("The id of that realm, when the API tells it."),
  httpVoiceV2AppId: z
    .string()
    .optional()
    .describe("Id of the voice application that answers its calls, when the API tells it."),
};

/** What may be shown of a credential. */
export function withoutHashes({ hash1: _one, hash1b: _other, ...rest }: ListedSipCredential) {
  return { compositeName: compositeName(rest), ...rest };
}
