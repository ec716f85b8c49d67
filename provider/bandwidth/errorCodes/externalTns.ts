import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";
import { sipPeerLookUpErrors } from "./sipPeers.js";

/** Codes returned when numbers that are not Bandwidth's are imported or removed. */
export const externalTnErrors: ErrorCodes = {
  ...orderedNumberErrors,
  ...sipPeerLookUpErrors,
  5016: "There is no such site. Check `siteId`.",
  5020: "The site has no default SIP peer. Set `sipPeerId`.",
  5023: "There is no such SIP peer in the site. Check `sipPeerId`.",
  5124: "Some of the numbers are already in the account. Import the resource, or remove them.",
  5224: "The API doesn't move another carrier's numbers. The provider removes them and imports them again.",
  25000: "The action of the order isn't valid. Report it as a bug in this package.",
  25010: "The account isn't allowed to import external numbers. Ask Bandwidth's support.",
  25020: "A removal doesn't accept a value that the request has. Report it as a bug in this package.",
  25030: "Some of the numbers aren't in the account. Remove them, or run `pulumi refresh`.",
  25040: "The numbers could not be removed. Run the command again. If the error stays, ask Bandwidth's support.",
  25050: "The account has no SPID. Ask Bandwidth's support.",
  25060: "Bandwidth's own numbers can't be imported. Remove them: you order or port such numbers.",
  25070: "Bandwidth can't tell which carrier has the numbers. Check them with that carrier.",
  25080: "The numbers could not be put into service. Ask Bandwidth's support.",
  25090: "The numbers could not be imported. Run the command again. If the error stays, ask Bandwidth's support.",
  25100: "The account isn't allowed to import numbers with this letter of authorization. Ask Bandwidth's support.",
  25120: "The numbers aren't external. Remove them.",
  25130: "The numbers have no messaging settings. Ask Bandwidth's support.",
};
