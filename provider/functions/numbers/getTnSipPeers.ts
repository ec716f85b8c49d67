import { z } from "zod";
import { numberErrors } from "../../bandwidth/errorCodes/numbers.js";
import { lookup } from "../../resources/define.js";
import { askedNumber, known, sipPeerName, tnInput } from "../shared/tnFields.js";

/** The SIP peer of a number. */
export const getTnSipPeers = lookup({
  name: "getTnSipPeers",
  description: `The SIP peers (locations) of a telephone number. A number in service is in one peer.

The call fails if the API gives no peer: the number doesn't exist, or is not in service on an account of yours.`,
  operations: ["GET /tns/{tn}/sippeers"],
  errors: numberErrors,
  inputs: tnInput,
  outputs: z.object({ telephoneNumber: askedNumber, sipPeers: z.array(sipPeerName).describe("The SIP peers.") }),

  async invoke({ api, inputs: { telephoneNumber }, signal }) {
    return { telephoneNumber, sipPeers: known(await api.tnLookUps.sipPeers(telephoneNumber, signal), telephoneNumber) };
  },
});
