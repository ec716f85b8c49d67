import { z } from "zod";
import { sipPeerLookUpErrors } from "../bandwidth/errorCodes/sipPeers.js";
import { lookup } from "../resources/define.js";
import { id } from "../resources/fields.js";
import { sipPeer } from "../resources/sipPeer.js";
import { missing } from "./missing.js";

/** One SIP peer that this program does not own. */
export const getSipPeer = lookup({
  name: "getSipPeer",
  description: `A SIP peer (location) by its site and its id, also one that no program manages.

It is an error when no such peer exists in the site.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}"],
  errors: sipPeerLookUpErrors,
  inputs: z.object({
    siteId: id().describe("Id of the site that the peer belongs to, such as `13606`."),
    sipPeerId: id().describe("Id of the peer, as Bandwidth gave it, such as `500709`."),
  }),
  // The same shape as the resource's: what is read here can be declared there.
  outputs: sipPeer.inputs.extend({
    siteId: id().describe("Id of the site that the peer belongs to."),
    sipPeerId: id().describe("Id of the peer."),
  }),

  async invoke({ api, inputs: { siteId, sipPeerId }, signal }) {
    const found = await api.sipPeers.get(siteId, sipPeerId, signal);
    if (!found) {
      const what = `SIP peer of site ${siteId} of account ${api.client.accountId}`;
      throw missing(
        "sipPeerId",
        sipPeerId,
        what,
        "a siteId as in 13606 and the sipPeerId of a peer in it as in 500709",
      );
    }
    return { siteId, ...found };
  },
});
