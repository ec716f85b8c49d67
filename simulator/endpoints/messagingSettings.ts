import { type Call, type Reply, xmlReply } from "../call.js";
import type { Route } from "../routing.js";

// What Bandwidth has set up for the messages of the whole account. All of it is read-only.

function getSettings({ settings, account }: Call): Reply {
  return xmlReply(200, "MessagingSettingsResponse", {
    MessagingSettings: {
      Enabled: true,
      EnabledOnNewTN: settings.messagesOnNewNumbers,
      SupportedOnImportedTns: true,
      EnableOnNetMessageRoutes: true,
      EnableOffNetMessageRoutes: false,
      PreventUpdatingNetNumber: !settings.routesChangeable,
      ProxyPeersOwner: account.accountId,
      BreakOutCountries: { Country: settings.breakOutCountries },
    },
  });
}

/** The answer has a password, which nobody should show. */
function getSms(): Reply {
  return xmlReply(200, "AccountSmsFeatureResponse", {
    AccountSmsFeature: {
      AccountSmsFeatureSettings: {
        ...{ TollFree: true, ShortCode: false, SmppEnabled: false, DefaultProvider: 0 },
        ...{ Zone1: true, Zone2: true, Zone3: false, Zone4: false, Zone5: false },
      },
      SmppSettings: { SmppUsername: "simulated-smpp", Password: smppPassword, MaxConnections: 2 },
    },
  });
}

/** The password of the account's SMPP connections. */
export const smppPassword = "simulated-smpp-password";

function listCampaigns({ settings, account }: Call): Reply {
  const campaigns = settings.campaigns.map(({ campaignId, messageClass, status, imported, description }) => ({
    CampaignId: campaignId,
    Description: description,
    AccountId: account.accountId,
    MessageClass: messageClass,
    Imported: imported,
    CreatedDate: "2026-01-05T10:00:00.000Z",
    Status: status,
  }));
  return xmlReply(200, "MessagingA2pCampaignsResponse", {
    MessagingA2pCampaigns: { MessagingA2pCampaign: campaigns },
  });
}

/** The first route is the account's own, for every kind of number. */
function listRoutes({ settings }: Call): Reply {
  const kinds = ["OnNetTns", "OffNetUsaRoutedTns", "TollFreeTns", "A2pOnNetTns"];
  const routes = settings.nnRoutes.slice(0, 1).flatMap(({ nnid, espid, name }) =>
    kinds.map((kind) => ({
      NNID: nnid,
      TNType: kind,
      Default: true,
      Details: {
        NNRoute: { Nnid: nnid, Espid: espid, Name: name, DeliveryNetwork: "Simulated", trafficType: "SMS" },
      },
    })),
  );
  return xmlReply(200, "AccountMessagingRoutesResponse", { MessagingRoutes: { MessagingRoute: routes } });
}

const base = "/accounts/:account/products/messaging";

export const messagingSettingRoutes: Route[] = [
  ["GET", `${base}/settings`, getSettings],
  ["GET", `${base}/features/sms`, getSms],
  ["GET", `${base}/a2pCampaigns`, listCampaigns],
  ["GET", `${base}/routes`, listRoutes],
];
