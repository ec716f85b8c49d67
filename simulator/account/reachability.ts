import { isTollFree } from "./options.js";
import type { AccountStore } from "./store.js";
import type { OwnedNumber, Peer } from "./types.js";

/** Whether a number works: an empty list of what is missing means that it does. */
export interface Reachability {
  /** Whether calls to the number reach an application, a host or another number. */
  calls: string[];
  /** Whether texts to the number reach an application. */
  texts: string[];
  /** Whether carriers take the texts that it sends. */
  sends: string[];
  /** Whether another carrier can take it away without being told something. */
  locked: boolean;
}

/** Whether the number itself has messages. Its SIP peer and the account say what a number has that nobody has set. */
export function hasMessages(account: AccountStore, { options, sipPeerId }: OwnedNumber): boolean {
  if (options.sms !== undefined) return options.sms === "on";
  return account.settings.messagesOnNewNumbers && account.peers.get(sipPeerId)?.services?.sms !== undefined;
}

/**
 * What keeps a number from ringing, from getting texts and from sending them, as people at the other end of the line would
 * find out. Nothing of the API tells it in one place.
 */
export function reachabilityOf(account: AccountStore, number: string): Reachability {
  const owned = account.heldNumber(number);
  const nothing = (word: string) => ({ calls: [word], texts: [word], sends: [word] });
  if (owned?.status !== "Inservice") return { ...nothing("it is not in service"), locked: isLocked(owned) };
  const peer = account.peers.get(owned.sipPeerId);
  if (!peer) return { ...nothing("its SIP peer does not exist"), locked: isLocked(owned) };
  const texts = textsMissing(account, owned, peer);
  const campaign = campaignMissing(account, owned, peer);
  return { calls: callsMissing(account, owned, peer), texts, sends: [...texts, ...campaign], locked: isLocked(owned) };
}

function isLocked(owned: OwnedNumber | undefined): boolean {
  return owned !== undefined && (owned.protected === true || owned.options.portOutPasscode !== undefined);
}

const kindOf = (account: AccountStore, id: string | undefined) =>
  id === undefined ? undefined : account.applications.get(id)?.serviceType;

function callsMissing(account: AccountStore, { options }: OwnedNumber, peer: Peer): string[] {
  const { origination } = peer.services ?? {};
  const ways = [
    options.callForward,
    options.finalDestinationUri,
    options.routePlan?.routes[0],
    peer.finalDestinationUri,
    peer.others?.OriginationRoutePlan,
    ...peer.voiceHosts,
    ...peer.voiceHostGroups.flat(),
  ];
  const byApplication = origination?.protocol === "HTTP" && kindOf(account, origination.applicationId) === "Voice-V2";
  if (byApplication || ways.some((way) => way !== undefined)) return [];
  return ["its SIP peer has neither a voice application nor voice hosts"];
}

function textsMissing(account: AccountStore, owned: OwnedNumber, peer: Peer): string[] {
  const { sms, applicationId } = peer.services ?? {};
  const texts: string[] = [];
  if (!sms) texts.push("its SIP peer has no SMS");
  else if (sms.settings.Protocol === "HTTP") {
    if (kindOf(account, applicationId) !== "Messaging-V2") texts.push("its SIP peer has no messaging application");
  } else if ((sms.settings.Protocol === "SMPP" ? sms.smppHosts : peer.smsHosts).length === 0) {
    texts.push("its SIP peer has no hosts for texts");
  }
  if (sms && isTollFree(owned.number) && sms.settings.TollFree !== "true")
    texts.push("its SIP peer has no SMS for toll-free numbers");
  if (sms && !hasMessages(account, owned)) texts.push("its option Sms is off");
  return texts;
}

/** Carriers refuse messages of a long code without a campaign (4476). Toll-free numbers are verified elsewhere. */
function campaignMissing(account: AccountStore, { number, options }: OwnedNumber, peer: Peer): string[] {
  if (isTollFree(number)) return [];
  const { A2pLongCode: longCode, A2pCampaignId: atPeer } = peer.services?.sms?.settings ?? {};
  const isForced = longCode === "ON" || longCode === "OFF";
  const own = isForced ? undefined : options.a2p;
  const ofPeer = longCode === "ON" || longCode === "DefaultOn" ? atPeer : undefined;
  const campaignId = own ? own.campaignId : ofPeer;
  if (campaignId === undefined) return ["it has no campaign"];
  const campaign = account.settings.campaigns.find((one) => one.campaignId === campaignId);
  return campaign?.status === "Active" ? [] : ["its campaign is not active"];
}
