import { z } from "zod";
import { lookup } from "../../resources/define.js";
import { words } from "../../resources/properties/fields.js";
import { campaign } from "./campaignFields.js";

/** The campaigns under which numbers send messages. */
export const getCampaigns = lookup({
  name: "getCampaigns",
  description: `The campaigns under which telephone numbers of the account may send messages (10DLC).

Carriers refuse the messages of a ten-digit number without a campaign. \`campaignId\` of \`TnOptions\` and
\`PhoneNumberOrder\`, and \`messaging.sms.a2pCampaignId\` of \`SipPeer\`, name one of these.`,
  operations: ["GET /accounts/{accountId}/products/messaging/a2pCampaigns"],
  inputs: z.object({
    status: words(50)
      .optional()
      .describe(
        "Only campaigns in this status, in the API's word, such as `Active`. Upper and lower case don't matter.",
      )
      .meta({ example: "Active" }),
    messageClass: words(64).optional().describe("Only campaigns of this class.").meta({ example: "Campaign-A" }),
  }),
  outputs: z.object({
    campaigns: z.array(campaign).describe("The campaigns, in the API's order. Empty if none matches."),
  }),

  async invoke({ api, inputs: { status, messageClass }, signal }) {
    const same = (one: string | undefined, wanted: string) => one?.toLowerCase() === wanted.toLowerCase();
    const all = await api.messagingSettings.campaigns(signal);
    const campaigns = all.filter(
      (one) =>
        (status === undefined || same(one.status, status)) &&
        (messageClass === undefined || one.messageClass === messageClass),
    );
    return { campaigns };
  },
});
