import { z } from "zod";
import { sipCredentialLookUpErrors } from "../../bandwidth/errorCodes/sipCredentials.js";
import { lookup } from "../../resources/define.js";
import { trimmed, words } from "../../resources/properties/fields.js";
import { credential, withoutHashes } from "./sipCredentialFields.js";

const fragment = () => trimmed().min(3, "must have at least 3 characters").max(32, "must have at most 32 characters");

/** The users that Bandwidth authenticates SIP messages with. */
export const getSipCredentials = lookup({
  name: "getSipCredentials",
  description: "The SIP credentials of the account. It reads all pages of the list. Hashes are never shown.",
  operations: ["GET /accounts/{accountId}/sipcredentials"],
  errors: sipCredentialLookUpErrors,
  inputs: z.object({
    userNameFragment: fragment()
      .optional()
      .describe("Only users whose name contains these letters, at least 3.")
      .meta({ example: "alic" }),
    domainFragment: fragment().optional().describe("Only users whose domain contains these letters, at least 3."),
    realmFragment: words(100).optional().describe("Only users of a realm whose name contains these letters."),
    applicationNameFragment: words(100)
      .optional()
      .describe("Only users of a voice application whose name contains these letters."),
  }),
  outputs: z.object({
    sipCredentials: z
      .array(z.object(credential).meta({ typeName: "SipCredentialName" }))
      .describe("The credentials, in the API's order. Empty if there are none."),
  }),

  async invoke({ api, inputs: { userNameFragment, domainFragment, ...rest }, signal }) {
    const filters = { usernamefragment: userNameFragment, domainfragment: domainFragment, ...rest };
    const sipCredentials = [];
    for await (const credential of api.sipCredentials.list(signal, filters)) {
      sipCredentials.push(withoutHashes(credential));
    }
    return { sipCredentials };
  },
});
