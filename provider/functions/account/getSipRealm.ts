import { z } from "zod";
import { realmLookUpErrors } from "../../bandwidth/errorCodes/realms.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { shownRealm, sipRealmFields } from "./sipRealmFields.js";

/** One place in which SIP credentials are valid. */
export const getSipRealm = lookup({
  name: "getSipRealm",
  description: `A SIP realm by its id or name, even one that no program manages.

The call fails if no such realm exists.`,
  operations: ["GET /accounts/{accountId}/realms", "GET /accounts/{accountId}/realms/{realm}"],
  errors: realmLookUpErrors,
  inputs: z.object({
    realmId: id().describe("Id of the realm, or its full or short name.").meta({ example: "22" }),
  }),
  examples: [{ title: "One realm", inputs: { realmId: "$sipRealm.realmId" } }],
  outputs: z.object(sipRealmFields),

  async invoke({ api, inputs: { realmId }, signal }) {
    const found = await api.realms.find(realmId, signal);
    if (found) return shownRealm(found);
    throw missing(
      "realmId",
      realmId,
      `SIP realm of account ${api.client.accountId}`,
      "an id or name as getSipRealms shows it",
    );
  },
});
