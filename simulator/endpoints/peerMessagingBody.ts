import type { SmsFeature } from "../account/services.js";
import { type Call, simulatorRefusal, statusRefusal } from "../call.js";
import { group, many, othersIn } from "../shape.js";
import { child, every, textOf, type XmlElement } from "../xml.js";
import { readHost } from "./hosts.js";

const flags = ["TollFree", "ShortCode", "Zone1", "Zone2", "Zone3", "Zone4", "Zone5"];
const settingNames = [
  ...["TollFree", "ShortCode", "A2pLongCode", "A2pMessageClass", "A2pCampaignId", "Protocol"],
  ...["Zone1", "Zone2", "Zone3", "Zone4", "Zone5"],
];

const smppHost = group({ HostId: "text", HostName: "text", Priority: "text", ConnectionType: "text", Port: "text" });

export const smsShape = group({
  SipPeerSmsFeatureSettings: group(Object.fromEntries(settingNames.map((name) => [name, "text" as const]))),
  SmppHosts: group({ SmppHost: many(smppHost) }),
  HttpSettings: "any",
});

export const mmsShape = group({
  MmsSettings: group({ Protocol: "text" }),
  Protocols: group({ HTTP: group({ HttpSettings: "any" }), MM4: "any" }),
});

export function readSms(call: Call, element: XmlElement): SmsFeature {
  const given = child(element, "SipPeerSmsFeatureSettings");
  const settings = Object.fromEntries(
    settingNames.flatMap((name) => {
      const text = textOf(given, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
  const smppHosts = every(element, "SmppHosts", "SmppHost").map(readHost);
  for (const host of smppHosts) host.HostId ??= call.account.nextNumber();
  const { HttpSettings: _proxy, ...others } = othersIn(element, smsShape);
  return { settings, smppHosts, others };
}

export function checkSms({ settings: account }: Call, { settings, smppHosts }: SmsFeature, root: string): void {
  const refuse = (code: string, words: string) => statusRefusal(400, root, code, words);
  const missing = [...flags, "A2pLongCode", "Protocol"].find((name) => settings[name] === undefined);
  if (missing) throw simulatorRefusal(root, `${missing} is missing: all flags are always sent`);
  if (settings.Zone1 !== "true") throw simulatorRefusal(root, "Zone1 has to be on");
  const {
    A2pLongCode: longCode = "",
    A2pMessageClass: messageClass,
    A2pCampaignId: campaign,
    Protocol: protocol,
  } = settings;
  if (!["ON", "OFF", "DefaultOn", "DefaultOff"].includes(longCode)) {
    throw refuse("13636", "A2pLongCode value is invalid. Valid values are: 'ON', 'OFF', 'DefaultOn', 'DefaultOff'.");
  }
  const isOn = settings.TollFree === "true" || settings.ShortCode === "true" || /^(ON|DefaultOn)$/.test(longCode);
  if (isOn && campaign === undefined)
    throw refuse("13638", "CampaignID is required if at least one of the features is enabled.");
  if (!isOn && campaign !== undefined)
    throw refuse("13637", "CampaignID shouldn't be present if all features are disabled.");
  if (isOn && messageClass === undefined)
    throw refuse("13641", "A2P Message Class is required if 'A2pLongCode' is enabled.");
  if (!isOn && messageClass !== undefined)
    throw refuse("13642", "A2P Message Class shouldn't be present if 'A2pLongCode' is disabled.");
  if (protocol === "HTTP" && account.withoutHttpMessaging) {
    throw refuse("13609", "Can't create sip peer http protocol sms feature without account level http settings.");
  }
  if (protocol !== "SMPP" && smppHosts.length > 0) {
    throw refuse("13612", `Sip peer SMPP hosts not allowed for ${protocol} sms feature`);
  }
}
