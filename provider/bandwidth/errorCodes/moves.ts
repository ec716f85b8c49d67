import type { ErrorCodes } from "./errorCodes.js";
import { sipPeerNumberErrors } from "./sipPeers.js";

/** Codes returned when numbers are moved to another SIP peer. */
export const moveErrors: ErrorCodes = {
  ...sipPeerNumberErrors,
  5017: "A number could not be moved, or an order got only some of its numbers. The message says which. The next `up` continues.",
  5116: "Numbers of this tier have no route by default. Ask Bandwidth's support.",
  13505: "A number is missing in the request. Report it as a bug in this package.",
  13511: "A number is listed twice. List it once.",
  13526: "The number is already at that SIP peer. It counts as moved.",
  13554: "The numbers come from different SIP peers. The provider moves them one peer at a time.",
  13602: "An emergency order is still processing a number. Wait until it is done, then run the command again.",
  13604: "Numbers of this tier have no route by default. Ask Bandwidth's support.",
  13671: "This number can't be moved. Ask Bandwidth's support.",
  13676:
    "Numbers with messaging can only go to a SIP peer with SMS. Turn on SMS at that peer, or turn it off for the numbers.",
};
