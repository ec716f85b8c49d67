import { z } from "zod";
import { compositeName } from "../../bandwidth/account/sipCredentials.js";
import { sipCredentialLookUpErrors } from "../../bandwidth/errorCodes/sipCredentials.js";
import { sipCredential } from "../../resources/account/sipCredential.js";
import { lookup } from "../../resources/define.js";
import { missing } from "../shared/missing.js";
import { credential, withoutHashes } from "./sipCredentialFields.js";

const { userName, domain } = sipCredential.inputs.shape;

/** One user that Bandwidth authenticates SIP messages with. */
export const getSipCredential = lookup({
  name: "getSipCredential",
  description: `A SIP credential by its user and domain, even one that no program manages. Its hashes are never shown.

The call fails if no such credential exists.`,
  operations: ["GET /accounts/{accountId}/sipcredentials/{userName}"],
  errors: sipCredentialLookUpErrors,
  inputs: z.object({
    userName: userName.describe(
      "The user. `user@domain` finds the same credential as user and domain in two arguments.",
    ),
    domain: domain.describe("The domain, if there is one."),
  }),
  examples: [{ title: "Basic", inputs: { userName: "carol", domain: "sip.example.com" } }],
  outputs: z.object(credential),

  async invoke({ api, inputs: { userName, domain }, signal }) {
    const name = compositeName({ userName, domain });
    const found = await api.sipCredentials.get(name, signal);
    if (!found) {
      const what = `SIP credential of account ${api.client.accountId}`;
      throw missing("userName", name, what, "a userName, with its domain if it has one, as in alice@sip.example.com");
    }
    return withoutHashes(found);
  },
});
