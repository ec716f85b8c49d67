import { z } from "zod";
import { sipPeerNumberErrors } from "../../bandwidth/errorCodes/sipPeers.js";
import { lookup } from "../../resources/define.js";
import { missing } from "../shared/missing.js";
import { peerInput } from "../shared/peerFields.js";
import { askedNumber, tnInput } from "../shared/tnFields.js";
import { optionsInWords, tnOptionValues } from "../shared/tnOptionValues.js";

/** One number of a SIP peer. */
export const getSipPeerTn = lookup({
  name: "getSipPeerTn",
  description: `A telephone number of a SIP peer (location) with its options.

It is an error when the number is not there, be it that the site or the peer does not exist. Where a number is, is told by
\`getTn\`.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}"],
  errors: sipPeerNumberErrors,
  inputs: peerInput.extend(tnInput.shape),
  outputs: z.object({
    telephoneNumber: askedNumber,
    options: tnOptionValues.describe("Its options; of most, the API tells the first four only."),
  }),

  async invoke({ api, inputs: { siteId, sipPeerId, telephoneNumber }, signal }) {
    const values = await api.numberRecords.options(telephoneNumber, { siteId, sipPeerId }, signal);
    if (values) return { telephoneNumber, options: optionsInWords(values) };
    const what = `telephone number at SIP peer ${sipPeerId} of site ${siteId} of account ${api.client.accountId}`;
    throw missing(
      "telephoneNumber",
      telephoneNumber,
      what,
      "a number that the peer has; getTn tells where a number is",
    );
  },
});
