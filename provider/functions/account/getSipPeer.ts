import { z } from "zod";
import { sipPeerLookUpErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { sipPeer } from "../../resources/account/sipPeer.js";
import { lookup } from "../../resources/define.js";
import { id } from "../../resources/properties/fields.js";
import { missing } from "../shared/missing.js";
import { routePlan } from "../shared/tnDetailFields.js";

const optional = (text: string) => z.string().optional().describe(text);

/** One SIP peer that this program doesn't own. */
export const getSipPeer = lookup({
  name: "getSipPeer",
  description: `A SIP peer (location) by its site and its id, even one that no program manages.

It also shows what \`SipPeer\` doesn't manage. The provider leaves that as it is. The call fails if no such peer exists in
the site.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}"],
  errors: sipPeerLookUpErrors,
  inputs: z.object({
    siteId: id().describe("Id of the site that the peer belongs to, such as `13606`."),
    sipPeerId: id().describe("Id of the peer, as Bandwidth assigned it, such as `500709`."),
  }),
  // The resource's shape, so that a program can declare what it reads here, and what only the dashboard sets.
  outputs: sipPeer.inputs.extend({
    siteId: id().describe("Id of the site that the peer belongs to."),
    sipPeerId: id().describe("Id of the peer."),
    billingIdentifier: optional("The text by which bills group the calls of the peer, if it has one."),
    originationRoutePlan: routePlan.optional().describe("Where calls to its numbers go, if the peer has a plan."),
    callVerificationEnabled: z.boolean().optional().describe("Whether calling numbers are verified (STIR/SHAKEN)."),
    pindropEnabled: z.boolean().optional().describe("Whether Pindrop looks at the calls."),
    ssSendToCustomer: optional(
      "The result of the check of calling numbers (STIR/SHAKEN) that goes with calls, such as `VERSTAT`.",
    ),
    premiseTrunks: optional("Its premise trunks, in the API's words."),
    products: z
      .array(z.string())
      .optional()
      .describe("What it is used for, such as `Origination`, if the API gives it."),
  }),

  async invoke({ api, inputs: { siteId, sipPeerId }, signal }) {
    const found = await api.sipPeers.details(siteId, sipPeerId, signal);
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
