import { z } from "zod";
import { id, trimmed } from "../properties/fields.js";

/** What to use in place of the earlier name. */
export const applicationRenamed = "Use `applicationId`.";

/** The characters that the API accepts (23014, 23015, 23016). */
const SIGNS = "letters, digits and . _ - ! $ & * + = ~";
const plain = /^[A-Za-z0-9._\-!$&*+=~]+$/;
const withAt = /^[A-Za-z0-9._\-!$&*+=~@]+$/;

/** A hash, as a property. */
export const hash = () =>
  trimmed()
    .min(1, "must not be empty")
    .max(64, "must have at most 64 characters")
    .meta({ secret: true, example: "0123456789abcdef0123456789abcdef" });

/** A realm, as a property. */
export const realm = () => z.string().min(1, "must not be empty").meta({ example: "desk.1a2b3c.auth.bandwidth.com" });

/** The id of a voice application, as a property. */
const applicationId = () =>
  z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "must be the id of an application, a UUID (error 23020)")
    .meta({ example: "7e3f0b52-2f0c-4b19-9d0a-0d5f5a3c1e77" });

/** What a program declares of a SIP credential. */
export const sipCredentialInputs = z.object({
  userName: z
    .string()
    .max(32, "must have at most 32 characters")
    .regex(withAt, `must consist of ${SIGNS}, and @ only if there is no domain (error 23016)`)
    .describe(`The user: at most 32 ${SIGNS}. Another user is another credential.`)
    .meta({ replaces: true, example: "alice" }),
  domain: z
    .string()
    .max(32, "must have at most 32 characters")
    .regex(plain, `must consist of ${SIGNS} (error 23015)`)
    .optional()
    .describe("Joined to the user with an @. At most 32 characters. Another domain is another credential.")
    .meta({ replaces: true, example: "sip.example.com" }),
  hash1: hash()
    .optional()
    .describe(
      "MD5 of `user:realm:password`, for clients that sign in as `user`. `user` includes `@domain` if there is one, and `realm` " +
        "is the full name of the realm. At most 64 characters. Secret.",
    ),
  hash1b: hash()
    .optional()
    .describe(
      "MD5 of `user@realm:realm:password`, for clients that sign in as `user@realm`. `user` includes `@domain` if there is one. " +
        "At most 64 characters. Secret.",
    ),
  password: z
    .string()
    .min(1, "must not be empty")
    .optional()
    .describe(
      "Replaces the hashes. The provider makes both hashes from `password` and the full name of the realm, and sends only the hashes. Secret.",
    )
    .meta({ secret: true, writeOnly: true }),
  realmId: id()
    .optional()
    .describe(
      "The id of the credential's realm, as `realmId` of a `SipRealm`. The provider reads the full name of the realm, makes the " +
        "hashes of `password` from it, and manages the credential in that realm. Another realm is another credential. Not together with `realm`.",
    )
    .meta({ replaces: true, example: "22" }),
  realm: realm()
    .optional()
    .describe(
      "The full name of the credential's realm, as the SIP challenge names it. `password` needs `realmId` or `realm`, because the " +
        "hashes are made from the name. Without both, a new credential gets the account's default realm, and an existing one keeps its realm.",
    ),
  applicationId: applicationId()
    .optional()
    .describe(
      "The id of the voice application that answers calls from this user, as `applicationId` of an `Application`. Without it, " +
        "Bandwidth keeps the application that it has.",
    ),
  httpVoiceV2AppId: applicationId()
    .optional()
    .describe("The same as `applicationId`, under its earlier name.")
    .meta({ deprecatedFor: applicationRenamed }),
});

export type SipCredentialInputs = z.infer<typeof sipCredentialInputs>;
