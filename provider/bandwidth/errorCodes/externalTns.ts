import type { ErrorCodes } from "./errorCodes.js";
import { orderedNumberErrors } from "./numberOrders.js";
import { sipPeerLookUpErrors } from "./sipPeers.js";

/** What is said when numbers that are not Bandwidth's are imported or removed. */
export const externalTnErrors: ErrorCodes = {
  ...orderedNumberErrors,
  ...sipPeerLookUpErrors,
  5016: "There is no such site. Check `siteId`.",
  5020: "The site has no default SIP peer. Give `sipPeerId`.",
  5023: "There is no such SIP peer in the site. Check `sipPeerId`.",
  5124: "Some of the numbers are here already. Import the resource, or take them out.",
  5224: "The API does not move numbers of another carrier. The provider removes them and imports them anew.",
  25000: "The action of the order is not valid. Report it as a fault of this package.",
  25010: "The account may not import external numbers. Ask Bandwidth's support.",
  25020: "Something is given that does not go with a removal. Report it as a fault of this package.",
  25030: "Some of the numbers are not in the account. Take them out, or run a refresh.",
  25040: "The numbers could not be removed. Run the command again; if it stays, ask Bandwidth's support.",
  25050: "The account has no SPID. Ask Bandwidth's support.",
  25060: "Bandwidth's own numbers cannot be imported. Take them out: they are ordered or ported.",
  25070: "Nobody can tell which carrier has the numbers. Check them with that carrier.",
  25080: "The numbers could not be put into service. Ask Bandwidth's support.",
  25090: "The numbers could not be imported. Run the command again; if it stays, ask Bandwidth's support.",
  25100: "The account may not import numbers of this letter of authorization. Ask Bandwidth's support.",
  25120: "The numbers are not external. Take them out.",
  25130: "The numbers have no messaging settings. Ask Bandwidth's support.",
};
