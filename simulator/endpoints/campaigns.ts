import { type Call, type Reply, xmlReply } from "../call.js";
import type { Route } from "../routing.js";

function listCampaigns(call: Call): Reply {
  const campaigns = call.settings.campaigns.map(({ campaignId, messageClass, status, imported, description }) => ({
    CampaignId: campaignId,
    Description: description,
    AccountId: call.account.accountId,
    MessageClass: messageClass,
    Imported: imported,
    CreatedDate: "2026-01-05T10:00:00.000Z",
    Status: status,
  }));
  return xmlReply(200, "MessagingA2pCampaignsResponse", {
    MessagingA2pCampaigns: { MessagingA2pCampaign: campaigns },
  });
}

export const campaignRoutes: Route[] = [["GET", "/accounts/:account/products/messaging/a2pCampaigns", listCampaigns]];
