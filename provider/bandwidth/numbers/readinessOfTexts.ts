import { isMessaging } from "../account/applications.js";
import { isTollFree } from "../values/telephoneNumber.js";
import type { OptionValues } from "./optionValues.js";
import {
  type AccountFacts,
  type NumberFacts,
  type Obstacle,
  type PeerFacts,
  perhaps,
  unread,
} from "./readinessFacts.js";
import { kindOf } from "./readinessOfCalls.js";

/** What keeps texts from reaching an application. All of it has to be there. */
export function judgeReceiving(number: string, { peer, options }: NumberFacts, account: AccountFacts): Obstacle[] {
  if (!peer) return [perhaps("these credentials can't see at which SIP peer it is")];
  const { sms, sipPeerId } = peer;
  if ("unread" in sms) return [unread(sms)];
  if (sms.value === undefined)
    return [{ reason: `SIP peer ${sipPeerId} has no text messages: declare its \`messaging\`` }];
  return [...judgeDelivery(peer, account), ...judgeTollFree(number, peer), ...judgeOption(options)];
}

/** Where the SIP peer's texts go. */
export function judgeDelivery(peer: PeerFacts, account: AccountFacts): Obstacle[] {
  const { sipPeerId, applicationId, smsHosts } = peer;
  const { protocol, smppHosts = [] } = ("value" in peer.sms && peer.sms.value) || {};
  const word = protocol?.toUpperCase();
  if (word === "SMPP") {
    return smppHosts.length > 0 ? [] : [{ reason: `SIP peer ${sipPeerId} has no SMPP hosts for its texts` }];
  }
  if (word === "SIP") {
    const reason = `SIP peer ${sipPeerId} has no hosts for its texts`;
    return smsHosts ? [] : [{ reason, isOnlyPossible: smsHosts === undefined }];
  }
  if (word !== "HTTP") return [perhaps(`SIP peer ${sipPeerId} has texts over ${protocol ?? "an unknown protocol"}`)];
  if ("unread" in applicationId) return [unread(applicationId)];
  if (applicationId.value === undefined) {
    const reason = `SIP peer ${sipPeerId} has no messaging application: Bandwidth accepts texts and never delivers them. Declare \`messaging.applicationId\``;
    return [{ reason }];
  }
  const kind = kindOf(applicationId.value, account);
  if (typeof kind !== "string") return [kind];
  if (isMessaging(kind)) return [];
  return [{ reason: `application ${applicationId.value} of SIP peer ${sipPeerId} isn't one for messages` }];
}

function judgeTollFree(number: string, { sms, sipPeerId }: PeerFacts): Obstacle[] {
  if (!isTollFree(number) || "unread" in sms || sms.value?.tollFree === true) return [];
  const isOnlyPossible = sms.value?.tollFree === undefined;
  const reason = `SIP peer ${sipPeerId} has no texts for toll-free numbers: set \`messaging.sms.tollFree\``;
  return [{ reason, isOnlyPossible }];
}

function judgeOption(options: NumberFacts["options"]): Obstacle[] {
  if ("unread" in options) return [unread(options)];
  const { smsEnabled } = options.value;
  if (smsEnabled === true) return [];
  if (smsEnabled === undefined) return [perhaps("the API doesn't show whether its messages are on")];
  return [{ reason: "its messages are off: set its option `sms` to `on`" }];
}

/** What keeps carriers from taking its texts, besides what keeps it from receiving any. */
export function judgeSending(number: string, { peer, options }: NumberFacts, account: AccountFacts): Obstacle[] {
  if (isTollFree(number)) return [perhaps("this version doesn't read the verification of toll-free numbers")];
  if (!number.startsWith("+1")) return [perhaps("what carriers of its country ask of senders isn't known here")];
  // That it can't receive any says why already.
  if (!peer || "unread" in peer.sms || peer.sms.value === undefined) return [];
  const campaignId = campaignOf(peer.sms.value, options);
  if (typeof campaignId !== "string") return [campaignId];
  if ("unread" in account.campaigns) return [unread(account.campaigns)];
  if (!account.campaigns.value.has(campaignId)) return [{ reason: `the account has no campaign ${campaignId}` }];
  const status = account.campaigns.value.get(campaignId);
  if (status?.toLowerCase() === "active") return [];
  const reason = `its campaign ${campaignId} isn't active: its status is ${status ?? "not shown"}`;
  return [{ reason, isOnlyPossible: !ended.test(status ?? "") }];
}

/** Words for a campaign that certainly sends nothing. Any other word, such as one for waiting, is unknown. */
const ended = /^(expired|inactive|deactivated|suspended|rejected|declined|failed|terminated)$/i;

export const noCampaign = "it has no campaign, so carriers refuse the texts that it sends (10DLC): set `campaignId`";

/** The campaign that applies to a number, or why there is none. */
export function campaignOf(
  { a2pLongCode, a2pCampaignId }: { a2pLongCode?: string; a2pCampaignId?: string },
  options: NumberFacts["options"],
): string | Obstacle {
  const isForced = a2pLongCode === "ON" || a2pLongCode === "OFF";
  const atPeer = (): string | Obstacle => {
    if (a2pLongCode === "OFF" || a2pLongCode === "DefaultOff") return { reason: noCampaign };
    if (a2pLongCode !== "ON" && a2pLongCode !== "DefaultOn")
      return perhaps("the SIP peer doesn't say which campaign applies");
    return a2pCampaignId ?? { reason: noCampaign };
  };
  // The SIP peer overrules every number.
  if (isForced) return atPeer();
  if ("unread" in options) return unread(options);
  return ownCampaign(options.value) ?? atPeer();
}

/** Undefined: the SIP peer's applies. */
function ownCampaign({ a2p }: OptionValues): string | Obstacle | undefined {
  if (a2p === undefined) return perhaps("the API doesn't show its campaign");
  const { state, campaignId } = a2p;
  if (state === "system_default") return undefined;
  if (state === "off") return { reason: noCampaign };
  if (state === "overridden") return campaignId ?? { reason: noCampaign };
  return perhaps(`the API shows an unknown state of its campaign${state === undefined ? "" : `: ${state}`}`);
}
