import type { ApiResponse, Client, Request } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { BandwidthError } from "../http/errors.js";
import { isOwnNotFound, unexpected } from "../http/expected.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { decode } from "../xml/codec.js";
import { element, list, text, texts, type XmlElement, type XmlNode } from "../xml/xml.js";
import { knownMessaging } from "./knownMessaging.js";
import { type SmsFeature, smsCodec } from "./smsCodec.js";

export type { SmppHost, SmsFeature } from "./smsCodec.js";

/** Where a SIP peer is. */
export interface PeerPlace {
  siteId: string;
  sipPeerId: string;
}

/** Calls to numbers (origination) and calls from them (termination) have settings of their own. */
export type Direction = "origination" | "termination";

/** How calls reach a SIP peer: over SIP, or by an application (HTTP). */
export interface VoiceSettings {
  protocol: string;
  applicationId?: string;
}

/**
 * Whether an answer says that a service of a SIP peer has no settings. No page shows such an answer: it may have no body.
 * Callers have seen the peer itself in this run, so the address and the account are right.
 */
function saysNone(error: unknown): boolean {
  if (isOwnNotFound(error)) return true;
  return error instanceof BandwidthError && error.status === 404 && !error.html && error.raw.trim() === "";
}

/**
 * The services of a SIP peer, which are not in its own document. A service without settings is off. Nothing here says that
 * a peer doesn't exist.
 */
export const peerServices = (client: Client) => {
  const at = ({ siteId, sipPeerId }: PeerPlace, ...path: string[]) =>
    client.account("sites", siteId, "sippeers", sipPeerId, "products", ...path);

  /** The first of these elements in an answer. Undefined if there are no settings. Anything else is an error. */
  async function look(path: readonly string[], names: string[], signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path, signal };
    try {
      const answer = await client.request(request);
      if (answer.status === 204) return undefined;
      return found(request, answer, names);
    } catch (error) {
      if (saysNone(error)) return undefined;
      throw error;
    }
  }

  async function write(
    method: "POST" | "PUT",
    path: readonly string[],
    root: string,
    content: XmlNode,
    signal?: AbortSignal,
  ): Promise<void> {
    const body = { root, content: content as XmlElement };
    const request: Request = { method, path, body, oneThing: true, signal };
    const answer = await client.request(request);
    // What was off before shows whether it is on now. An answer that shows nothing may come from anywhere.
    if (method === "POST" && answer.root === undefined && (await look(path, [root], signal)) === undefined) {
      throw unexpected(request, answer, "the answer is empty, and the service is still off");
    }
  }

  const remove = async (path: readonly string[], names: string[], signal?: AbortSignal) => {
    try {
      await client.request({ method: "DELETE", path, oneThing: true, signal });
    } catch (error) {
      // A 404 without a word may come from anywhere.
      if (!saysNone(error) || (!isOwnNotFound(error) && (await look(path, names, signal)) !== undefined)) throw error;
    }
  };

  const sms = (place: PeerPlace) => at(place, "messaging", "features", "sms");
  const mms = (place: PeerPlace) => at(place, "messaging", "features", "mms");
  const messaging = (place: PeerPlace) => at(place, "messaging", "settings");
  const application = (place: PeerPlace) => at(place, "messaging", "applicationSettings");

  async function voice(place: PeerPlace, direction: Direction, signal?: AbortSignal) {
    // One sample has the form of origination in an answer about termination.
    const names = [roots[direction], ...Object.values(roots)];
    const settings = await look(at(place, direction, "settings"), names, signal);
    const protocol = text(settings, "VoiceProtocol");
    if (protocol === undefined) return undefined;
    return { protocol, applicationId: text(settings, "HttpSettings", "HttpVoiceV2AppId") };
  }

  const known = knownMessaging(client);

  /** Does what changes a part of the messaging. Whatever becomes of it, what was known before is forgotten. */
  async function change(place: PeerPlace, part: "sms" | "applicationId", act: () => Promise<unknown>): Promise<void> {
    known.forget(place, part);
    await act().finally(() => known.forget(place, part));
  }

  async function smsOf(place: PeerPlace, signal?: AbortSignal): Promise<SmsFeature | undefined> {
    const feature = await look(sms(place), ["SipPeerSmsFeature"], signal);
    return feature && decode(smsCodec, feature);
  }

  async function applicationOf(place: PeerPlace, signal?: AbortSignal): Promise<string | undefined> {
    return text(await look(application(place), ["ApplicationsSettings"], signal), "HttpMessagingV2AppId");
  }

  return {
    /**
     * Whether a peer has text messages, and which application gets them. What this run has read or written counts, so it may cost
     * nothing. For what may be said of a peer, never for what is done to it.
     */
    async messaging(place: PeerPlace, signal?: AbortSignal) {
      const feature = await known.get(place, "sms", () => smsOf(place, signal));
      const isHttp = feature?.protocol?.toUpperCase() === "HTTP";
      const applicationId = isHttp
        ? await known.get(place, "applicationId", () => applicationOf(place, signal))
        : undefined;
      return { sms: feature, applicationId };
    },

    /** What the peer is used for, such as `Origination`. */
    async products(place: PeerPlace, signal?: AbortSignal): Promise<string[]> {
      return texts(await look(at(place), ["Products"], signal), "Product", "Name");
    },

    voice,

    /** Sets how calls reach the peer. **From SIP to HTTP, Bandwidth deletes the hosts of the peer.** */
    async setVoice(place: PeerPlace, direction: Direction, wanted: VoiceSettings, signal?: AbortSignal): Promise<void> {
      const current = await voice(place, direction, signal);
      const { protocol, applicationId } = wanted;
      if (current?.protocol === protocol && current.applicationId === applicationId) return;
      // Without settings, calls use SIP.
      if (current === undefined && protocol === "SIP") return;
      const http = applicationId === undefined ? {} : { HttpSettings: { HttpVoiceV2AppId: applicationId } };
      const path = at(place, direction, "settings");
      const method = current === undefined ? "POST" : "PUT";
      await write(method, path, roots[direction], { VoiceProtocol: protocol, ...http }, signal);
    },

    /** Text messages. Undefined when they are off. */
    async sms(place: PeerPlace, signal?: AbortSignal): Promise<SmsFeature | undefined> {
      const found = await smsOf(place, signal);
      known.set(place, "sms", found);
      return found;
    },

    /** Switches text messages on, or changes them. Keeps what this version doesn't know. */
    async changeSms(
      place: PeerPlace,
      wanted: (current: SmsFeature | undefined) => SmsFeature | undefined,
      signal?: AbortSignal,
    ): Promise<void> {
      const there = await look(sms(place), ["SipPeerSmsFeature"], signal);
      const current = there && decode(smsCodec, there);
      known.set(place, "sms", current);
      const feature = wanted(current);
      if (!feature) return;
      const content = changedDocument(smsCodec, without(there ?? {}, ["HttpSettings"]), feature);
      // A request names no proxy: the account's is used.
      if (feature.protocol === "HTTP") content.HttpSettings = "";
      const method = there ? "PUT" : "POST";
      await change(place, "sms", () => write(method, sms(place), "SipPeerSmsFeature", content, signal));
      known.set(place, "sms", feature);
    },

    removeSms: (place: PeerPlace, signal?: AbortSignal) =>
      change(place, "sms", () => remove(sms(place), ["SipPeerSmsFeature"], signal)),

    /** The protocol of multimedia messages. Undefined when they are off. */
    async mms(place: PeerPlace, signal?: AbortSignal): Promise<string | undefined> {
      const settings = element(await look(mms(place), ["MmsFeature"], signal), "MmsSettings");
      // Samples spell it in two ways.
      return text(settings, "Protocol") ?? text(settings, "protocol");
    },

    /** Switches multimedia messages on, over HTTP. They must be off, and text messages on (13623). */
    async createMms(place: PeerPlace, signal?: AbortSignal): Promise<void> {
      const content = { MmsSettings: { Protocol: "HTTP" }, Protocols: { HTTP: { HttpSettings: "" } } };
      await write("POST", mms(place), "MmsFeature", content, signal);
    },

    removeMms: (place: PeerPlace, signal?: AbortSignal) => remove(mms(place), ["MmsFeature"], signal),

    /** The application that gets the messages. Undefined when there is none. */
    async application(place: PeerPlace, signal?: AbortSignal): Promise<string | undefined> {
      const found = await applicationOf(place, signal);
      known.set(place, "applicationId", found);
      return found;
    },

    /** Sets the application that gets the messages, or takes it away. Its SMS must use HTTP (13645). */
    async setApplication(place: PeerPlace, applicationId: string | undefined, signal?: AbortSignal): Promise<void> {
      const content = applicationId === undefined ? { "#text": "REMOVE" } : { HttpMessagingV2AppId: applicationId };
      const path = application(place);
      await change(place, "applicationId", () => write("PUT", path, "ApplicationsSettings", content, signal));
      known.set(place, "applicationId", applicationId);
    },

    /** Countries to which messages leave through other routes. */
    async breakOutCountries(place: PeerPlace, signal?: AbortSignal): Promise<string[]> {
      const settings = await look(messaging(place), ["SipPeerMessagingSettings"], signal);
      return texts(settings, "BreakOutCountries", "Country");
    },

    /** Sets these countries. An empty list probably clears them: no page says so. */
    async setBreakOutCountries(place: PeerPlace, countries: readonly string[], signal?: AbortSignal): Promise<void> {
      const content = { BreakOutCountries: countries.length > 0 ? { Country: [...countries] } : "" };
      await write("PUT", messaging(place), "SipPeerMessagingSettings", content, signal);
    },
  };
};

const roots = { origination: "SipPeerOriginationSettings", termination: "SipPeerTerminationSettings" } as const;

/** The first of these elements, which an answer may have as its root or in a wrapper. An empty one is undefined. */
function found(request: Request, answer: ApiResponse, names: string[]): XmlElement | undefined {
  const { root = "", body } = answer;
  const problems = errorDetails({ root, content: body });
  if (problems.length > 0) throw unexpected(request, answer, "the answer to a look at a service is an error");
  for (const name of names) {
    if (root === name) return hasContent(body) ? body : undefined;
    const [node] = list(body, name);
    if (node !== undefined) return typeof node === "object" && hasContent(node) ? node : undefined;
  }
  // An empty wrapper has no settings.
  const isWrapper = names.some((name) => root.startsWith(name)) || root === wrappers[names[0] ?? ""];
  if (isWrapper && !hasContent(body)) return undefined;
  throw unexpected(request, answer, `the answer holds no ${names[0]}`);
}

const wrappers: Readonly<Record<string, string>> = { Products: "SipPeerProductResponse" };

const hasContent = (node: XmlElement): boolean => Object.keys(node).length > 0;
