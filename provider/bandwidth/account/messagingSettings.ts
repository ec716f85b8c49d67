import type { Client, Request } from "../http/client.js";
import { elements, unexpected, whole } from "../http/expected.js";
import { SharedRead } from "../http/sharedRead.js";
import { at, type ListForm, listEntries } from "../orders/listEntries.js";
import { asFlag, asObject, asText, type Codec, decode } from "../xml/codec.js";
import { element, text, texts, type XmlElement } from "../xml/xml.js";

/** A campaign that numbers of the account may use. */
export interface Campaign {
  campaignId: string;
  messageClass?: string;
  /** The API's word. The only one in its samples is `Active`. */
  status?: string;
  description?: string;
  imported?: boolean;
  createdDate?: string;
}

/** By which route messages of numbers of one kind leave. */
export interface MessagingRoute {
  nnid?: string;
  /** Kind of the numbers, in the API's word. */
  tnType?: string;
  isDefault?: boolean;
  details?: { name?: string; espid?: string; deliveryNetwork?: string; trafficType?: string };
}

/** What the account's messaging is set to. */
export interface AccountMessaging {
  enabled?: boolean;
  enabledOnNewTn?: boolean;
  supportedOnImportedTns?: boolean;
  enableOnNetMessageRoutes?: boolean;
  enableOffNetMessageRoutes?: boolean;
  preventUpdatingNetNumber?: boolean;
  breakOutCountries: string[];
}

/** What text messages the account may send, and how. Its SMPP user and password are never read. */
export interface AccountSms {
  tollFree?: boolean;
  shortCode?: boolean;
  zone1?: boolean;
  zone2?: boolean;
  zone3?: boolean;
  zone4?: boolean;
  zone5?: boolean;
  smppEnabled?: boolean;
}

const campaignCodec: Codec<Omit<Campaign, "campaignId">> = {
  messageClass: asText(["MessageClass"]),
  status: asText(["Status"]),
  description: asText(["Description"]),
  imported: asFlag(["Imported"]),
  createdDate: asText(["CreatedDate"]),
};

const routeCodec: Codec<MessagingRoute> = {
  nnid: asText(["NNID"], ["Details", "NNRoute", "Nnid"]),
  tnType: asText(["TNType"]),
  isDefault: asFlag(["Default"]),
  details: asObject(["Details", "NNRoute"], {
    name: asText(["Name"]),
    espid: asText(["Espid"]),
    deliveryNetwork: asText(["DeliveryNetwork"]),
    trafficType: asText(["trafficType"], ["TrafficType"]),
  }),
};

const settingsCodec: Codec<Omit<AccountMessaging, "breakOutCountries">> = {
  enabled: asFlag(["Enabled"]),
  enabledOnNewTn: asFlag(["EnabledOnNewTN"]),
  supportedOnImportedTns: asFlag(["SupportedOnImportedTns"]),
  enableOnNetMessageRoutes: asFlag(["EnableOnNetMessageRoutes"]),
  enableOffNetMessageRoutes: asFlag(["EnableOffNetMessageRoutes"]),
  preventUpdatingNetNumber: asFlag(["PreventUpdatingNetNumber"]),
};

const SMS = "AccountSmsFeatureSettings";

const smsCodec: Codec<AccountSms> = {
  tollFree: asFlag([SMS, "TollFree"]),
  shortCode: asFlag([SMS, "ShortCode"]),
  zone1: asFlag([SMS, "Zone1"]),
  zone2: asFlag([SMS, "Zone2"]),
  zone3: asFlag([SMS, "Zone3"]),
  zone4: asFlag([SMS, "Zone4"]),
  zone5: asFlag([SMS, "Zone5"]),
  smppEnabled: asFlag([SMS, "SmppEnabled"]),
};

/** What Bandwidth has set up for the messages of the whole account. No program can change it. */
export const messagingSettings = (client: Client) => {
  const path = (...parts: string[]) => client.account("products", "messaging", ...parts);

  /** An answer's only element, with or without its wrapper. */
  async function one(part: string[], wrapper: string, name: string, signal?: AbortSignal): Promise<XmlElement> {
    const request: Request = { method: "GET", path: path(...part), signal };
    const answer = await client.request(request);
    const found = element(whole(answer), wrapper, name) ?? element(whole(answer), name);
    if (!found) throw unexpected(request, answer, `the answer holds no ${name}`);
    return found;
  }

  async function all(part: string, form: ListForm, signal?: AbortSignal): Promise<XmlElement[]> {
    const request: Request = { method: "GET", path: path(part), signal };
    return elements(listEntries(request, await client.request(request), form));
  }

  let states: SharedRead<ReadonlyMap<string, string | undefined>> | undefined;

  const api = {
    /** The campaigns that numbers of the account may use. The list has no pages. */
    async campaigns(signal?: AbortSignal): Promise<Campaign[]> {
      const entries = at("MessagingA2pCampaigns", "MessagingA2pCampaign");
      const form = { what: "list of campaigns", root: "MessagingA2pCampaignsResponse", entries, id: ["CampaignId"] };
      return (await all("a2pCampaigns", form, signal)).map((entry) => ({
        ...decode(campaignCodec, entry),
        campaignId: text(entry, "CampaignId") ?? "",
      }));
    },

    /** The states of the campaigns, by their ids, read once in a run. */
    campaignStates(signal?: AbortSignal): Promise<ReadonlyMap<string, string | undefined>> {
      if (states?.isFresh()) return states.whole;
      const read = api
        .campaigns(signal)
        .then((all) => new Map(all.map(({ campaignId, status }) => [campaignId, status])));
      const reading = new SharedRead<ReadonlyMap<string, string | undefined>>(client, read);
      states = reading;
      read.catch(() => {
        if (states === reading) states = undefined;
      });
      return read;
    },

    /** The routes by which messages leave, by kind of number. The list has no pages. */
    async routes(signal?: AbortSignal): Promise<MessagingRoute[]> {
      const entries = at("MessagingRoutes", "MessagingRoute");
      const form = {
        what: "list of messaging routes",
        root: "AccountMessagingRoutesResponse",
        entries,
        id: ["TNType"],
      };
      return (await all("routes", form, signal)).map((entry) => decode(routeCodec, entry));
    },

    async settings(signal?: AbortSignal): Promise<AccountMessaging> {
      const found = await one(["settings"], "MessagingSettingsResponse", "MessagingSettings", signal);
      return { ...decode(settingsCodec, found), breakOutCountries: texts(found, "BreakOutCountries", "Country") };
    },

    async sms(signal?: AbortSignal): Promise<AccountSms> {
      const found = await one(["features", "sms"], "AccountSmsFeatureResponse", "AccountSmsFeature", signal);
      return decode(smsCodec, found);
    },
  };
  return api;
};
