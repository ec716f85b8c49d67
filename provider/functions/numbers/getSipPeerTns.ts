import { z } from "zod";
import { sipPeerLookUpErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { lookup } from "../../resources/define.js";
import { ofPeer, peerInput } from "../shared/peerFields.js";
import { optionsInWords, tnOptionValues } from "../shared/tnOptionValues.js";

const tn = z
  .object({
    telephoneNumber: z.string().describe("The number, as E.164."),
    options: tnOptionValues.optional().describe("Its options. Only with `includeAttributes`."),
  })
  .meta({ typeName: "SipPeerTn" });

/** The numbers of a SIP peer. */
export const getSipPeerTns = lookup({
  name: "getSipPeerTns",
  description: `The telephone numbers of a SIP peer (location), on request with their options. It reads all pages of the list.

The call fails if no such peer exists in the site.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns"],
  errors: sipPeerLookUpErrors,
  inputs: peerInput.extend({
    includeAttributes: z
      .boolean()
      .default(false)
      .describe("Whether to return the options of each number too. It takes longer. Default: `false`."),
  }),
  outputs: z.object({
    tns: z.array(tn).describe("The numbers, in the API's order. Empty if the peer has none."),
  }),

  async invoke({ api, inputs, signal }) {
    const tns = ofPeer(await api.placeNumbers.atPeer(inputs, inputs.includeAttributes, signal), inputs, api);
    return {
      tns: tns.map(({ telephoneNumber, options }) => ({
        telephoneNumber,
        options: options && optionsInWords(options),
      })),
    };
  },
});
