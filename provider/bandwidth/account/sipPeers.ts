import type { Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { elements, refusedWith, removeOnce, saysMissing, unexpected, whole } from "../http/expected.js";
import { SharedLists } from "../http/sharedLists.js";
import { at, listEntries } from "../orders/listEntries.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { decode, encode } from "../xml/codec.js";
import { element, text, type XmlElement } from "../xml/xml.js";
import { type SipPeer, type SipPeerFacts, sipPeerCodec, sipPeerFactsCodec } from "./sipPeerCodec.js";

export type { CallingName, Host, SipPeer, SmsHost, TerminationHost, VoiceHostGroup } from "./sipPeerCodec.js";

/** A SIP peer as it is read. */
export interface SipPeerRecord extends SipPeer {
  sipPeerId: string;
}

/** A SIP peer in the list of a site's peers. */
export interface SipPeerSummary {
  sipPeerId: string;
  name: string;
  description?: string;
  isDefaultPeer?: boolean;
}

/**
 * How the API says that a peer doesn't exist: a GET answers 400 with 13563, a DELETE 13557
 * (docs/maintainers/api.md#missing-things). If its site is missing (12016), the peer is gone too.
 */
export const noSuchPeer = ["13563", "13557", "12016"];

/**
 * Whether a peer could not be deleted because its numbers aren't free yet. They become free some time after a
 * disconnect.
 */
export const numbersStillAssigned = (error: unknown): boolean => error instanceof BandwidthError && error.has("13555");

/** SIP peers: where the calls of a site's numbers go and come from. */
export const sipPeers = (client: Client) => {
  const collection = (siteId: string) => client.account("sites", siteId, "sippeers");
  const one = (siteId: string, sipPeerId: string) => client.account("sites", siteId, "sippeers", sipPeerId);
  const document = (peer: SipPeer) => ({ root: "SipPeer", content: encode(sipPeerCodec, peer) });

  /** The peers of a site, as its list shows them. */
  async function listed(siteId: string, signal?: AbortSignal): Promise<SipPeerRecord[]> {
    const request: Request = { method: "GET", path: collection(siteId), signal };
    const form = { what: "list of SIP peers", entries: at("SipPeers", "SipPeer"), id: ["PeerId"] };
    return elements(listEntries(request, await client.request(request), form)).map((peer) => recordOf(peer, ""));
  }

  /** Every peer of a site. */
  async function all(siteId: string, signal?: AbortSignal): Promise<SipPeerSummary[]> {
    const found: (Partial<SipPeer> & { sipPeerId: string })[] = await listed(siteId, signal);
    return found.map(({ sipPeerId, name = "", description, isDefaultPeer }) => ({
      ...{ sipPeerId, name, description, isDefaultPeer },
    }));
  }

  const lists = new SharedLists<SipPeerRecord>(
    client,
    async (siteId) => new Map((await listed(siteId)).map((peer) => [peer.sipPeerId, peer])),
  );

  /** A peer as the API writes it. Undefined when the API says that it doesn't exist. */
  async function found(siteId: string, sipPeerId: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path: one(siteId, sipPeerId), signal };
    try {
      const answer = await client.request(request);
      const peer = element(whole(answer), "SipPeerResponse", "SipPeer") ?? element(whole(answer), "SipPeer");
      if (!peer) throw unexpected(request, answer, "the answer holds no SIP peer");
      return peer;
    } catch (error) {
      if (saysMissing(error, ...noSuchPeer)) return undefined;
      throw error;
    }
  }

  /** A peer. Undefined when the API says that it doesn't exist. */
  async function get(siteId: string, sipPeerId: string, signal?: AbortSignal): Promise<SipPeerRecord | undefined> {
    const peer = await found(siteId, sipPeerId, signal);
    return peer && recordOf(peer, sipPeerId);
  }

  return {
    /** A peer with all the API's data. Undefined when the API says that it doesn't exist. */
    async details(
      siteId: string,
      sipPeerId: string,
      signal?: AbortSignal,
    ): Promise<(Omit<SipPeerRecord, "originationRoutePlan"> & SipPeerFacts) | undefined> {
      const peer = await found(siteId, sipPeerId, signal);
      if (!peer) return undefined;
      const { originationRoutePlan: _routes, ...record } = recordOf(peer, sipPeerId);
      return { ...decode(sipPeerFactsCodec, peer), ...record };
    },

    /**
     * Creates a peer and returns its id. Its name must be unique in the site (otherwise 409 with 13524). An answer without an id
     * is an error of unknown fate: a peer of this name may be somebody else's, so the caller looks for its own.
     */
    async create(siteId: string, peer: SipPeer, signal?: AbortSignal): Promise<string> {
      const body = document(peer);
      const request: Request = { method: "POST", path: collection(siteId), body, oneThing: true, signal };
      lists.forget(siteId);
      const answer = await client.request(request);
      // `Location` wins over the body, which isn't always there (docs/maintainers/api.md#ids).
      const made = element(whole(answer), "SipPeerResponse", "SipPeer") ?? element(whole(answer), "SipPeer");
      const id = answer.id ?? text(made, "PeerId");
      if (id === undefined) throw unexpected(request, answer, "the answer holds no id of the SIP peer");
      return id;
    },

    get,
    list: all,

    /**
     * A peer as the list of its site shows it, if the run asks for several of the site. The list may show less than `get`,
     * and undefined proves nothing.
     */
    listed: (siteId: string, sipPeerId: string): Promise<SipPeerRecord | undefined> => lists.entry(siteId, sipPeerId),

    /**
     * Changes a peer, and returns what it was. Undefined when the API says that it doesn't exist. A PUT resets what it
     * leaves out, so the PUT starts from a fresh GET and keeps what this version doesn't know. A list that becomes
     * empty is cleared. If `wanted` returns nothing, nothing is sent.
     */
    async change(
      siteId: string,
      sipPeerId: string,
      wanted: (current: SipPeer) => SipPeer | undefined,
      signal?: AbortSignal,
    ): Promise<SipPeer | undefined> {
      lists.forget(siteId);
      const there = await found(siteId, sipPeerId, signal);
      if (!there) return undefined;
      const current = decode(sipPeerCodec, there);
      const peer = wanted(current);
      if (!peer) return current;
      const { originationRoutePlan: _plan, ...others } = sipPeerCodec;
      const keepsPlan =
        peer.originationRoutePlan === undefined || peer.originationRoutePlan === current.originationRoutePlan;
      // A plan that nobody changes goes back as it came.
      const content = keepsPlan
        ? changedDocument<Omit<SipPeer, "originationRoutePlan">>(others, without(there, ["PeerId"]), peer)
        : changedDocument(sipPeerCodec, without(there, ["PeerId"]), peer);
      // An element that is left out is false (UpdateSipPeer), and an account without the CNAM product may refuse the
      // element (13576).
      if (peer.callingName === current.callingName && isOff(content)) delete content.CallingName;
      const body = { root: "SipPeer", content };
      await client.request({ method: "PUT", path: one(siteId, sipPeerId), body, oneThing: true, signal });
      return current;
    },

    /** Deletes a peer, which must have no numbers left (13555). A missing peer counts as deleted. */
    async remove(siteId: string, sipPeerId: string, signal?: AbortSignal): Promise<void> {
      lists.forget(siteId);
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(siteId, sipPeerId), oneThing: true, signal }),
        (error) => refusedWith(error, ...noSuchPeer),
        () => get(siteId, sipPeerId, signal),
      );
    },
  };
};

const recordOf = (peer: XmlElement, sipPeerId: string): SipPeerRecord => ({
  ...decode(sipPeerCodec, peer),
  sipPeerId: text(peer, "PeerId") ?? sipPeerId,
});

/** Whether calls show no calling name, and nothing else is set. */
function isOff(content: XmlElement): boolean {
  const { Display = "false", Enforced = "false", ...rest } = element(content, "CallingName") ?? {};
  return Display === "false" && Enforced === "false" && Object.keys(rest).length === 0;
}
