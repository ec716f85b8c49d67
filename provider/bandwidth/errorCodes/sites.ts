import { addressErrors } from "./address.js";
import type { ErrorCodes } from "./errorCodes.js";

/** What is said when a site is looked for. */
export const siteLookUpErrors: ErrorCodes = {
  12016:
    "There is no such site in the account. Check `siteId`; a site that was deleted leaves the state with a refresh.",
};

/** What is said when a site is made, changed or deleted. */
export const siteErrors: ErrorCodes = {
  ...siteLookUpErrors,
  ...addressErrors,
  4015: "The site's name is too long, or has other characters than letters, digits, dots, dashes and spaces. Change `name`.",
  4016: "The site's description is too long, or has other characters than letters, digits, dots, dashes and spaces. Change `description`.",
  12015: "A site with this id exists already. Run the command again.",
  12031:
    "The site still has SIP peers, so it cannot be deleted. Delete them first, or keep the site with `retainOnDelete`.",
  12046: "`ucTrunkingConfiguration` is only for UC Trunking accounts. Leave it out.",
  12047: "The account has no usage category set. Ask Bandwidth's support.",
  12049: "The account does not allow sites of this type. Change `ucTrunkingConfiguration.type`.",
  12050: "An agent's account needs a billing address. Set `address.addressType` to `Billing`.",
  12051: "An agent's account needs more fields, which the words name. Give them.",
  12054: "The site is locked until its contract is signed. Ask Bandwidth's support.",
  12059: "The site has a billing id, so it cannot be deleted any more. Keep it with `retainOnDelete`.",
  12526: "Bandwidth does not take this `name`. Use letters, digits, dots, dashes and spaces.",
  12527: "The site's id has a wrong form. Check the id of the import.",
  12529: "`name` has more than 50 characters.",
  12533: "`name` is missing.",
  12544: "`customerProvidedId` is not valid. Use digits only.",
  12599: "`usageCategory` must be UC250, UC500 or UC1000.",
  12601: "`usageCategory` is higher than the account allows. Choose a lower one.",
  12606: "`customerProvidedId` is too long. Use at most 10 digits.",
  12614: "`ucTrunkingConfiguration.type` must be Cloud, Seats or Premise.",
  12615: "A UC Trunking account needs `ucTrunkingConfiguration`. Give it.",
  12617: "`usageCategory` is only for the type Seats. Leave it out.",
};
