import type { AccountStore } from "./store.js";

/** Whether a number works: an empty list of what is missing means that it does. */
export interface Reachability {
  /** Whether calls to the number reach an application, a host or another number. */
  calls: string[];
  /** Whether texts to the number reach an application, and texts from it are taken. */
  texts: string[];
}

/**
 * What keeps a number from ringing and from getting texts, as a caller at the other end of the line would find out. Nothing of
 * the API tells it in one place.
 */
export function reachabilityOf(account: AccountStore, number: string): Reachability {
  const owned = account.heldNumber(number);
  if (owned?.status !== "Inservice") return { calls: ["it is not in service"], texts: ["it is not in service"] };
  const peer = account.peers.get(owned.sipPeerId);
  if (!peer) return { calls: ["its SIP peer does not exist"], texts: ["its SIP peer does not exist"] };
  const { origination, sms, applicationId } = peer.services ?? {};
  const { callForward, finalDestinationUri, sms: own } = owned.options;
  const kindOf = (id: string | undefined) => (id === undefined ? undefined : account.applications.get(id)?.serviceType);

  const calls: string[] = [];
  const hasHosts = peer.voiceHosts.length + peer.voiceHostGroups.length > 0;
  const isForwarded = callForward !== undefined || finalDestinationUri !== undefined;
  const byApplication = origination?.protocol === "HTTP" && kindOf(origination.applicationId) === "Voice-V2";
  if (!isForwarded && !byApplication && !hasHosts && peer.finalDestinationUri === undefined) {
    calls.push("its SIP peer has neither a voice application nor voice hosts");
  }

  const texts: string[] = [];
  if (!sms) texts.push("its SIP peer has no SMS");
  else if (sms.settings.Protocol === "HTTP" && kindOf(applicationId) !== "Messaging-V2") {
    texts.push("its SIP peer has no messaging application");
  }
  const isTollFree = /^\+18(00|33|44|55|66|77|88)/.test(number);
  if (sms && isTollFree && sms.settings.TollFree !== "true")
    texts.push("its SIP peer has no SMS for toll-free numbers");
  if (own === "off") texts.push("its option Sms is off");
  return { calls, texts };
}
