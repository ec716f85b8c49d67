import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when SIP credentials are looked for. */
export const sipCredentialLookUpErrors: ErrorCodes = {
  23005: "The request has no credential name. Check the import id.",
  23007: "The account has no such credential. Check the name and the domain.",
  23008: "The account has no credentials. Look-ups answer with an empty list.",
  23010: "No account has such a credential. Check the name and the domain.",
  23011: "There are no credentials. Look-ups answer with an empty list.",
  23012: "The page of the list isn't valid. Run the command again.",
  23013: "The account isn't set up for SIP credentials. Ask Bandwidth's support.",
  23025: "The realm has no such credential. Check the id of the realm and that of the credential.",
};

/** Codes about SIP credentials. */
export const sipCredentialErrors: ErrorCodes = {
  ...sipCredentialLookUpErrors,
  23000: "The account already has a credential with this name and domain. Import it, or choose another name.",
  23001: "Something required is missing. Set what the message names.",
  23002:
    "A text is too long. The message names it and its limit. Names and domains have at most 32 characters, hashes 64.",
  23003: "The request has too many credentials. Report it as a bug in this package.",
  23004: "A credential's user and domain can't be changed. A change makes another credential.",
  23006: "The request has no credential. Report it as a bug in this package.",
  23009: "The account already has a credential with this name and domain. Import it, or choose another name.",
  23014: "`userName` has characters that aren't allowed. Use letters, digits and the signs that its description names.",
  23015: "`domain` has characters that aren't allowed. Use letters, digits and the signs that its description names.",
  23016: "`userName` has characters that aren't allowed. The @ sign is for a user without `domain`.",
  23017: "No account has this realm. Set `realm` to the full name of one of your realms, as the dashboard shows it.",
  23018:
    "The account doesn't have this realm. Set `realm` to the full name of one of its realms, as the dashboard shows it.",
  23019: "The account doesn't have this application. Check `applicationId`.",
  23020: "`applicationId` isn't an application id. Check it.",
  23021:
    "The account has no default realm. Set `realmId` or `realm`, or make a `SipRealm` the default with `isDefault`.",
  23022: "The realm isn't active yet. Run `pulumi up` again when it is, or use another.",
  23026:
    "The realm already has a credential with this name. Upper and lower case count as equal. Import it, or choose another name.",
  23030: "A credential's user can't be changed in its realm. A change makes another credential.",
  23031: "The request doesn't name the realm of the credential. Report it as a bug in this package.",
  33001: "The account has no such realm. Check `realmId`.",
};
