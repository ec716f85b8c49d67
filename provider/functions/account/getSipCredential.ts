import { z } from "zod";
import { compositeName } from "../../bandwidth/account/sipCredentials.js";
import { sipCredentialLookUpErrors } from "../../bandwidth/errorCodes/sipCredentials.js";
import { sipCredential } from "../../resources/account/sipCredential.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { credential, withoutHashes } from "./sipCredentialFields.js";

const { userName, domain } = sipCredential.inputs.shape;

/** One user that Bandwidth authenticates SIP messages with. */
export const getSipCredential = lookup({
  name: "getSipCredential",
  description: `A SIP credential by its user and domain, or by its id in a realm, even one that no program manages. Its hashes are never
shown.

The call fails if no such credential exists.`,
  operations: [
    "GET /accounts/{accountId}/sipcredentials/{userName}",
    "GET /accounts/{accountId}/realms/{realmId}/sipcredentials/{credentialId}",
  ],
  errors: sipCredentialLookUpErrors,
  inputs: z.object({
    userName: userName
      .optional()
      .describe(
        "The user. `user@domain` finds the same credential as user and domain in two arguments. Required without `realmId`.",
      ),
    domain: domain.describe("The domain, if there is one."),
    realmId: id().optional().describe("Id of the credential's realm. Needs `credentialId`, and no `userName`."),
    credentialId: id().optional().describe("Id of the credential in its realm."),
  }),
  examples: [
    { title: "By name", inputs: { userName: "carol", domain: "sip.example.com" } },
    { title: "By its id in a realm", inputs: { realmId: "4711", credentialId: "1041" } },
  ],
  outputs: z.object(credential),

  check(_inputs, given) {
    const failures = [];
    const byId = given("realmId") || given("credentialId");
    if (byId && (given("userName") || given("domain"))) {
      const reason = "cannot be given with realmId and credentialId: give one or the other";
      failures.push({ property: "userName", reason });
    } else if (byId && !given("credentialId")) {
      failures.push({ property: "credentialId", reason: "is required with realmId" });
    } else if (byId && !given("realmId")) {
      failures.push({ property: "realmId", reason: "is required with credentialId" });
    } else if (!byId && !given("userName")) {
      failures.push({ property: "userName", reason: "is required, unless realmId and credentialId are given" });
    }
    return { failures };
  },

  async invoke({ api, inputs: { userName = "", domain, realmId, credentialId }, signal }) {
    if (realmId !== undefined && credentialId !== undefined) {
      const found = await api.sipCredentials.ofRealm(realmId).get(credentialId, signal);
      if (found) return withoutHashes({ realmId, credentialId, ...found });
      const expected = "the id of a credential as getSipCredentials shows it";
      throw missing("credentialId", credentialId, `SIP credential of realm ${realmId}`, expected);
    }
    const name = compositeName({ userName, domain });
    const found = await api.sipCredentials.get(name, signal);
    if (!found) {
      const what = `SIP credential of account ${api.client.accountId}`;
      throw missing("userName", name, what, "a userName, with its domain if it has one, as in alice@sip.example.com");
    }
    return withoutHashes(found);
  },
});
