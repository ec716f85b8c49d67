import { addressErrors } from "./address.js";
import type { ErrorCodes } from "./errorCodes.js";

/** Codes returned when a site is looked for. */
export const siteLookUpErrors: ErrorCodes = {
  12016:
    "There is no such site in the account. Check `siteId`. If the site was deleted, `pulumi refresh` removes it from the state.",
};

/** Codes returned when a site is created, changed or deleted. */
export const siteErrors: ErrorCodes = {
  ...siteLookUpErrors,
  ...addressErrors,
  4015: "The site's name is too long, or has characters other than letters, digits, dots, dashes and spaces. Change `name`.",
  4016: "The site's description is too long, or has characters other than letters, digits, dots, dashes and spaces. Change `description`.",
  12015: "A site with this id already exists. Run the command again.",
  12031:
    "The site can't be deleted: it still has SIP peers. Delete them first, or keep the site with `retainOnDelete`.",
  12046: "`ucTrunkingConfiguration` is only for UC Trunking accounts. Leave it out.",
  12047: "The account has no usage category set. Ask Bandwidth's support.",
  12049: "The account doesn't allow sites of this type. Change `ucTrunkingConfiguration.type`.",
  12050: "An agent's account needs a billing address. Set `address.addressType` to `Billing`.",
  12051: "An agent's account needs more fields. The message names them. Set them.",
  12054: "The site is locked until its contract is signed. Ask Bandwidth's support.",
  12059: "The site can't be deleted any more: it has a billing id. Keep it with `retainOnDelete`.",
  12526: "Bandwidth doesn't accept this `name`. Use letters, digits, dots, dashes and spaces.",
  12527: "The site's id has the wrong format. Check the import id.",
  12529: "`name` has more than 50 characters.",
  12533: "`name` is missing.",
  12544: "`customerProvidedId` isn't valid. Use digits only.",
  12599: "`usageCategory` must be UC250, UC500 or UC1000.",
  12601: "`usageCategory` is higher than the account allows. Choose a lower one.",
  12606: "`customerProvidedId` is too long. Use at most 10 digits.",
  12614: "`ucTrunkingConfiguration.type` must be Cloud, Seats or Premise.",
  12615: "A UC Trunking account needs `ucTrunkingConfiguration`. Set it.",
  12617: "`usageCategory` is only for the type Seats. Leave it out.",
};
