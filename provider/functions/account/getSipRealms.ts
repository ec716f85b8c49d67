import { z } from "zod";
import { realmLookUpErrors } from "../../bandwidth/errorCodes/realms.js";
import { lookup } from "../../resources/define.js";
import { shownRealm, sipRealmFields } from "./sipRealmFields.js";

/** The places in which SIP credentials are valid. */
export const getSipRealms = lookup({
  name: "getSipRealms",
  description:
    "The SIP realms of the account. `getSipCredentials` tells which credentials one has. An account without SIP credentials may have an empty list.",
  operations: ["GET /accounts/{accountId}/realms"],
  errors: realmLookUpErrors,
  inputs: z.object({
    realmFragment: z
      .string()
      .regex(
        /^[a-z0-9.-]{3,64}$/,
        "must have 3 to 64 lowercase letters, digits, periods and hyphens (errors 13112, 13116)",
      )
      .optional()
      .describe(
        "Only realms whose full name contains this: 3 to 64 lowercase letters, digits, periods and hyphens (errors 13112, 13116).",
      )
      .meta({ example: "desk" }),
  }),
  outputs: z.object({
    sipRealms: z
      .array(z.object(sipRealmFields).meta({ typeName: "SipRealmDescription" }))
      .describe("The realms, in the API's order. Empty if there are none."),
  }),

  async invoke({ api, inputs: { realmFragment }, signal }) {
    return { sipRealms: (await api.realms.list(signal, realmFragment)).map(shownRealm) };
  },
});
