import type { ErrorCodes } from "./errorCodes.js";
import { sipPeerNumberErrors } from "./sipPeers.js";

/** What is said when numbers are moved to another SIP peer. */
export const moveErrors: ErrorCodes = {
  ...sipPeerNumberErrors,
  5017: "A number could not be moved; or, of an order, only some of its numbers were to be had. The words say which. The next `up` goes on.",
  5116: "Numbers of this tier have no route by default. Ask Bandwidth's support.",
  13505: "A number is missing in the request. Report it as a fault of this package.",
  13511: "A number stands there twice. Name it once.",
  13526: "The number is at that SIP peer already, which counts as moved.",
  13554: "The numbers come from different SIP peers. The provider moves them peer by peer.",
  13602: "An emergency order is at work on a number. Wait until it is over, and run the command again.",
  13604: "Numbers of this tier have no route by default. Ask Bandwidth's support.",
  13671: "This number cannot be moved. Ask Bandwidth's support.",
  13676:
    "Numbers with messaging can only go to a SIP peer with SMS. Give that one SMS, or switch it off for the numbers.",
};
