import { z } from "zod";
import { noSuchRealm } from "../../bandwidth/account/realms.js";
import { sipCredentialLookUpErrors } from "../../bandwidth/errorCodes/sipCredentials.js";
import { saysMissing } from "../../bandwidth/http/expected.js";
import { lookup } from "../../resources/define.js";
import { id, trimmed, words } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { credential, withoutHashes } from "./sipCredentialFields.js";

const fragment = () => trimmed().min(3, "must have at least 3 characters").max(32, "must have at most 32 characters");

/** The users that Bandwidth authenticates SIP messages with. */
export const getSipCredentials = lookup({
  name: "getSipCredentials",
  description:
    "The SIP credentials of the account, or of one realm. It reads all pages of the list. Hashes are never shown.",
  operations: ["GET /accounts/{accountId}/sipcredentials", "GET /accounts/{accountId}/realms/{realmId}/sipcredentials"],
  errors: sipCredentialLookUpErrors,
  inputs: z.object({
    realmId: id().optional().describe("Only the credentials of the realm with this id. Default: those of all realms."),
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

  async invoke({ api, inputs: { realmId, userNameFragment, domainFragment, ...rest }, signal }) {
    const filters = { usernamefragment: userNameFragment, domainfragment: domainFragment, ...rest };
    const place = realmId === undefined ? api.sipCredentials : api.sipCredentials.ofRealm(realmId);
    const sipCredentials = [];
    try {
      for await (const credential of place.list(signal, filters)) sipCredentials.push(withoutHashes(credential));
    } catch (error) {
      if (realmId === undefined || !saysMissing(error, ...noSuchRealm)) throw error;
      throw missing(
        "realmId",
        realmId,
        `SIP realm of account ${api.client.accountId}`,
        "an id as getSipRealms shows it",
      );
    }
    return { sipCredentials };
  },
});
