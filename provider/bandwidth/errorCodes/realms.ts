import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when SIP realms are looked for. */
export const realmLookUpErrors: ErrorCodes = {
  13111: "The fragment of the realm's name is empty. Leave it out, or give at least 3 characters.",
  13112: "The fragment of the realm's name is too short. Give at least 3 characters.",
  13115: "The fragment of the realm's name is too long. Give at most 64 characters.",
  13116: "The fragment of the realm's name has characters that aren't allowed. Use a-z, 0-9, periods and hyphens.",
  33001: "The account has no such realm. Check its id or name.",
  33004: "The account isn't set up for SIP credentials and realms. Ask Bandwidth's support.",
  33011: "The fragment of the realm's name is too short. Give at least 3 characters.",
};

/** Codes returned when a SIP realm is created, changed or deleted. */
export const realmErrors: ErrorCodes = {
  ...realmLookUpErrors,
  12666: "The realm still has SIP credentials. Delete them first.",
  23022: "The realm isn't active yet. Run `pulumi up` again when it is.",
  33002: "The account already has a realm with this name. Import it, or choose another name.",
  33003: "The name is too long. It has at most 30 characters.",
  33005: "The name of a realm can't change. Run `pulumi refresh`, then `pulumi up`: a new name needs another realm.",
  33006: "The default realm can't be deleted. First make another realm the default: set `isDefault` there.",
};
