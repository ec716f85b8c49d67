import { z } from "zod";
import { sipPeerLookUpErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { lookup } from "../../resources/define.js";
import { oneOf } from "../../resources/properties/fields.js";
import { ofPeer, peerInput } from "../shared/peerFields.js";

const counted = (what: string) => z.int().optional().describe(`How many of them ${what}, if the API gives it.`);

/** How many numbers a SIP peer has. */
export const getSipPeerTotalTns = lookup({
  name: "getSipPeerTotalTns",
  description: `How many telephone numbers a SIP peer (location) has, and how many of them have certain features.

The call fails if no such peer exists in the site.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/totaltns"],
  errors: sipPeerLookUpErrors,
  inputs: peerInput.extend({
    features: z
      .array(oneOf("CountedFeature", ["CNAM", "LIDB", "DLDA", "DA"]))
      .optional()
      .describe(
        "The features to count: `CNAM` (a calling name is shown), `LIDB` (the number has a calling name), `DLDA` (it is in the directory), `DA` (directory assistance has it). Bandwidth documents the last two only for the Universal Platform.",
      )
      .meta({ set: true }),
  }),
  outputs: z.object({
    count: z.int().describe("How many numbers the peer has."),
    cnamCount: counted("show a calling name"),
    lidbCount: counted("have their own calling name"),
    dldaCount: counted("are in the directory (DL/DA)"),
    daCount: counted("directory assistance (DA) has"),
  }),

  invoke: async ({ api, inputs, signal }) =>
    ofPeer(await api.placeNumbers.peerTotals(inputs, inputs.features, signal), inputs, api),
});
