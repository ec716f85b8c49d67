import type { ErrorCodes } from "./errorCodes.js";

/** What is said when SIP credentials are looked for. */
export const sipCredentialLookUpErrors: ErrorCodes = {
  23005: "The name of the credential is missing in the request. Check the id of the import.",
  23007: "The account has no such credential. Check the name and the domain.",
  23008: "The account has no credentials. Look-ups answer with an empty list.",
  23010: "No account has such a credential. Check the name and the domain.",
  23011: "There are no credentials. Look-ups answer with an empty list.",
  23012: "The page of the list is not valid. Run the command again.",
  23013: "The account is not set up for SIP credentials. Ask Bandwidth's support.",
};

/** What is said of SIP credentials. */
export const sipCredentialErrors: ErrorCodes = {
  ...sipCredentialLookUpErrors,
  23000: "The account has a credential of this name and domain. Import it, or choose another.",
  23001: "Something that is required is missing. Give what the words name.",
  23002:
    "A text is too long; the words tell which, and its limit. Names and domains have at most 32 characters, hashes 64.",
  23003: "Too many credentials at once. Report it as a fault of this package.",
  23004: "The user and the domain of a credential cannot be changed. A change of them makes another one.",
  23006: "No credential is given. Report it as a fault of this package.",
  23009: "The account has a credential of this name and domain. Import it, or choose another.",
  23014:
    "`userName` has characters that it may not have. Use letters, digits and the signs that its description names.",
  23015: "`domain` has characters that it may not have. Use letters, digits and the signs that its description names.",
  23016: "`userName` has characters that it may not have. The @ sign is for a user without `domain`.",
  23017: "No account has such a realm. Give `realm` the full name of one of your realms, as the dashboard shows it.",
  23018: "The account has no such realm. Give `realm` the full name of one of its realms, as the dashboard shows it.",
  23019: "The account has no such application. Check `httpVoiceV2AppId`.",
  23020: "`httpVoiceV2AppId` is no id of an application. Check it.",
  23021: "The account has no default realm. Give `realm`, or make a realm the default in the dashboard.",
  23022: "The realm is not active. Activate it in the dashboard, or use another.",
  23026: "The realm has a credential of this name, in whatever case. Import it, or choose another.",
};
