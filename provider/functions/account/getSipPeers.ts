import { z } from "zod";
import { siteLookUpErrors } from "../../bandwidth/errorCodes/sites.js";
import { refusedWith } from "../../bandwidth/http/expected.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";

const summary = z
  .object({
    sipPeerId: id().describe("Id of the peer."),
    name: z.string().describe("Name of the peer, unique in its site."),
    description: z.string().optional().describe("Description of the peer, if it has one."),
    isDefaultPeer: z.boolean().optional().describe("Whether the numbers of orders that name no peer go here."),
  })
  .meta({ typeName: "SipPeerSummary" });

/** Every SIP peer of a site. */
export const getSipPeers = lookup({
  name: "getSipPeers",
  description:
    "All SIP peers (locations) of a site, in the API's order, each with what the list shows. `getSipPeer` shows the rest.",
  operations: ["GET /accounts/{accountId}/sites/{siteId}/sippeers"],
  errors: siteLookUpErrors,
  inputs: z.object({ siteId: id().describe("Id of the site, such as `13606`.") }),
  outputs: z.object({
    siteId: id().describe("Id of the site."),
    sipPeers: z.array(summary).describe("The peers. Empty if the site has none."),
  }),

  async invoke({ api, inputs: { siteId }, signal }) {
    try {
      return { siteId, sipPeers: await api.sipPeers.list(siteId, signal) };
    } catch (error) {
      if (!refusedWith(error, "12016")) throw error;
      throw missing("siteId", siteId, `site of account ${api.client.accountId}`, "a siteId, as in 13606");
    }
  },
});
