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

The call fails if the number is not in the peer, or if the site or the peer doesn't exist. \`getTn\` shows where a number
is.`,
  operations: ["GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}"],
  errors: sipPeerNumberErrors,
  inputs: peerInput.extend(tnInput.shape),
  outputs: z.object({
    telephoneNumber: askedNumber,
    options: tnOptionValues.describe("Its options. For most numbers, the API returns only the first four."),
  }),

  async invoke({ api, inputs: { siteId, sipPeerId, telephoneNumber }, signal }) {
    const values = await api.numberRecords.options(telephoneNumber, { siteId, sipPeerId }, signal);
    if (values) return { telephoneNumber, options: optionsInWords(values) };
    const what = `telephone number at SIP peer ${sipPeerId} of site ${siteId} of account ${api.client.accountId}`;
    throw missing(
      "telephoneNumber",
      telephoneNumber,
      what,
      "a number that the peer has; getTn shows where a number is",
    );
  },
});
