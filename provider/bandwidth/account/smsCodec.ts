import { asFlag, asList, asNumber, asPort, asText, type Codec, type Field } from "../xml/codec.js";
import { text } from "../xml/xml.js";

/** A host with which messages are exchanged by SMPP. */
export interface SmppHost {
  hostName: string;
  priority?: number;
  connectionType?: string;
  port?: number;
}

/** The text messages of a SIP peer. */
export interface SmsFeature {
  tollFree?: boolean;
  shortCode?: boolean;
  /** `ON` and `OFF` overrule every number's own setting. */
  a2pLongCode?: string;
  a2pMessageClass?: string;
  a2pCampaignId?: string;
  protocol?: string;
  zone1?: boolean;
  zone2?: boolean;
  zone3?: boolean;
  zone4?: boolean;
  zone5?: boolean;
  smppHosts?: SmppHost[];
}

const SETTINGS = "SipPeerSmsFeatureSettings";

const spellings: Readonly<Record<string, string>> = {
  on: "ON",
  off: "OFF",
  defaulton: "DefaultOn",
  defaultoff: "DefaultOff",
};

/** The schema spells `DEFAULT_ON`, everything else `DefaultOn`. */
const a2pLongCode: Field<string> = {
  path: [SETTINGS, "A2pLongCode"],
  read(parent) {
    const written = text(parent, SETTINGS, "A2pLongCode");
    return written && (spellings[written.toLowerCase().replaceAll("_", "")] ?? written);
  },
  write: (value) => value,
};

const hostCodec: Codec<SmppHost> = {
  hostName: asText(["HostName"]),
  priority: asNumber(["Priority"]),
  connectionType: asText(["ConnectionType"]),
  port: asPort(["Port"]),
};

const sameHost = (one: SmppHost, other: SmppHost) => one.hostName === other.hostName;

/** The feature's elements, in the sequence of the samples. */
export const smsCodec: Codec<SmsFeature> = {
  tollFree: asFlag([SETTINGS, "TollFree"]),
  shortCode: asFlag([SETTINGS, "ShortCode"]),
  a2pLongCode,
  a2pMessageClass: asText([SETTINGS, "A2pMessageClass"]),
  a2pCampaignId: asText([SETTINGS, "A2pCampaignId"]),
  protocol: asText([SETTINGS, "Protocol"]),
  zone1: asFlag([SETTINGS, "Zone1"]),
  zone2: asFlag([SETTINGS, "Zone2"]),
  zone3: asFlag([SETTINGS, "Zone3"]),
  zone4: asFlag([SETTINGS, "Zone4"]),
  zone5: asFlag([SETTINGS, "Zone5"]),
  smppHosts: asList(["SmppHosts"], "SmppHost", hostCodec, [sameHost]),
};
