import { z } from "zod";
import { sipPeerLookUpErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { lookup } from "../../resources/define.js";
import { oneOf } from "../../resources/properties/fields.js";
import { ofPeer, peerInput } from "../shared/peerFields.js";

const counted = (what: string) => z.int().optional().describe(`How many of them ${what}, when the API tells it.`);

/** How many numbers a SIP peer has. */
export const getSipPeerTotalTns = lookup({
  name: "getSipPeerTotalTns",
  description: `How many telephone numbers a SIP peer (location) has, and how many of them have certain features.

It is an error when no such peer exists in the site.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/totaltns"],
  errors: sipPeerLookUpErrors,
  inputs: peerInput.extend({
    features: z
      .array(oneOf("CountedFeature", ["CNAM", "LIDB", "DLDA", "DA"]))
      .optional()
      .describe(
        "Which features to ask for: `CNAM` (a calling name is shown), `LIDB` (the number has a calling name), `DLDA` (it stands in the directory), `DA` (directory assistance tells it). Bandwidth documents the last two for the Universal Platform only.",
      )
      .meta({ set: true }),
  }),
  outputs: z.object({
    count: z.int().describe("How many numbers the peer has."),
    cnamCount: counted("show a calling name"),
    lidbCount: counted("have a calling name of their own"),
    dldaCount: counted("stand in the directory (DL/DA)"),
    daCount: counted("directory assistance (DA) tells"),
  }),

  invoke: async ({ api, inputs, signal }) =>
    ofPeer(await api.placeNumbers.peerTotals(inputs, inputs.features, signal), inputs, api),
});
