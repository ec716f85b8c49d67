import { z } from "zod";
import { shortNameOf } from "../../bandwidth/account/realmNames.js";
import type { RealmRecord } from "../../bandwidth/account/realms.js";

/** What a realm shows. */
export const sipRealmFields = {
  realmId: z.string().describe("Id of the realm."),
  name: z.string().describe("The short name, as far as the full one tells it."),
  realm: z.string().describe("The full name. Hashes of credentials are made with it."),
  description: z.string().optional().describe("Its description, if there is one."),
  isDefault: z.boolean().optional().describe("Whether credentials that name no realm belong to it."),
  status: z
    .string()
    .describe(
      "State of the realm, in Bandwidth's word: `ACTIVE`, `CREATE_PENDING`, `CREATE_FAILED`, `DELETE_PENDING` or `DELETE_FAILED`.",
    ),
  sipCredentialCount: z.int().optional().describe("How many credentials it has."),
};

/** A realm with its short name. */
export const shownRealm = (realm: RealmRecord) => ({ ...realm, name: shortNameOf(realm.realm) });
