import { isVoice } from "../account/applications.js";
import {
  type AccountFacts,
  type NumberFacts,
  type Obstacle,
  type PeerFacts,
  perhaps,
  toldOf,
  unread,
} from "./readinessFacts.js";

/** What keeps calls from reaching something. One way that works is enough. */
export function judgeCalls({ peer, options, ownRoute }: NumberFacts, account: AccountFacts): Obstacle[] {
  if ("value" in options && options.value.callForward !== undefined) return [];
  if ("value" in ownRoute && ownRoute.value) return [];
  if (!peer) return [perhaps("these credentials can't see at which SIP peer it is")];
  const atPeer = judgePeer(peer, account);
  if (atPeer.length === 0) return [];
  // Something that could not be read may lead its calls elsewhere.
  const doubts = [options, ownRoute].flatMap((one) => ("unread" in one ? [unread(one)] : []));
  return doubts.length > 0 ? doubts : atPeer;
}

/** Hosts, a plan or a final destination lead calls somewhere, and so does an application. */
function judgePeer(peer: PeerFacts, account: AccountFacts): Obstacle[] {
  const { sipPeerId, route } = peer;
  if (toldOf(route)) return [];
  if ("value" in route && route.value === undefined) return [{ reason: `its SIP peer ${sipPeerId} doesn't exist` }];
  const byApplication = judgeVoice(peer, account);
  return "unread" in route && byApplication.length > 0 ? [unread(route)] : byApplication;
}

function judgeVoice({ sipPeerId, voice }: PeerFacts, account: AccountFacts): Obstacle[] {
  if ("unread" in voice) return [unread(voice)];
  const { protocol = "SIP", applicationId } = voice.value ?? {};
  if (protocol.toUpperCase() !== "HTTP") {
    const isOnlyPossible = protocol.toUpperCase() !== "SIP";
    const what = "has neither voice hosts nor a voice application, and the number has no route of its own";
    return [{ reason: `calls lead nowhere: SIP peer ${sipPeerId} ${what}`, isOnlyPossible }];
  }
  const nowhere = (what: string) => [{ reason: `calls lead nowhere: ${what}` }];
  if (applicationId === undefined) return nowhere(`SIP peer ${sipPeerId} has no voice application`);
  const kind = kindOf(applicationId, account);
  if (typeof kind !== "string") return [kind];
  return isVoice(kind) ? [] : nowhere(`application ${applicationId} of SIP peer ${sipPeerId} isn't one for calls`);
}

/** The kind of an application, or why it isn't known. */
export function kindOf(applicationId: string, { applications }: AccountFacts): string | Obstacle {
  if ("unread" in applications) return unread(applications);
  return applications.value.get(applicationId) ?? { reason: `the account has no application ${applicationId}` };
}
