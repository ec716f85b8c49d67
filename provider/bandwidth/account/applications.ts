import type { ApiResponse, Client, Request } from "../http/client.js";
import { elements, refusedWith, removeOnce, saysMissing, unexpected, whole } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { decode, encode } from "../xml/codec.js";
import { element, list, text, type XmlElement } from "../xml/xml.js";
import {
  type Application,
  type ApplicationRecord,
  applicationCodec,
  derivedElements,
  messagingProperties,
  voiceProperties,
} from "./applicationCodec.js";

export type { Application, ApplicationRecord, CallbackCreds } from "./applicationCodec.js";

/** A SIP peer that uses an application. */
export interface AssociatedPeer {
  siteId: string;
  siteName?: string;
  sipPeerId: string;
  name?: string;
}

/** How an application is written: all of it, or only what changes. */
export type ApplicationChange = { whole: Application } | { part: Partial<Application> };

/** Whether a word is one for voice: `Voice-V2`, and `Voice` in samples of answers. */
export const isVoice = (serviceType: string): boolean => /^voice/i.test(serviceType);
/** Whether a word is one for messages: `Messaging-V2`, and `Messaging` in samples of answers. */
export const isMessaging = (serviceType: string) => /^messaging/i.test(serviceType);

/** The present word for a kind of applications. Samples of answers show `Voice` and `Messaging` as well. */
export function presentKind(serviceType: string): string {
  const older = /^(voice|messaging)$/i.test(serviceType);
  if (!older) return serviceType;
  return isVoice(serviceType) ? "Voice-V2" : "Messaging-V2";
}

/** Without what belongs to the other kind: answers about messaging echo `CallbackCreds`. */
export function ofItsKind<Some extends Application>(application: Some): Some {
  const { serviceType } = application;
  const others = isVoice(serviceType) ? messagingProperties : isMessaging(serviceType) ? voiceProperties : [];
  const names: readonly string[] = others;
  return Object.fromEntries(Object.entries(application).filter(([name]) => !names.includes(name))) as Some;
}

/** How the API says that an application doesn't exist. */
const noSuchApplication = ["12144", "13629"];

const ROOT = "ApplicationProvisioningResponse";

/** Applications: what answers calls, and what gets messages. */
export const applications = (client: Client) => {
  const collection = () => client.account("applications");
  const one = (applicationId: string) => client.account("applications", applicationId);

  async function found(applicationId: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path: one(applicationId), signal };
    try {
      const answer = await client.request(request);
      const application = applicationIn(answer);
      if (!application) throw unexpected(request, answer, "the answer holds no application");
      return application;
    } catch (error) {
      if (saysMissing(error, ...noSuchApplication)) return undefined;
      throw error;
    }
  }

  /** An application. Undefined when the API says that it doesn't exist. */
  async function get(applicationId: string, signal?: AbortSignal): Promise<ApplicationRecord | undefined> {
    const application = await found(applicationId, signal);
    return application && { ...recordOf(application), applicationId };
  }

  return {
    /** Creates an application and returns its id. Names need not be unique: a second request makes a second one. */
    async create(application: Application, signal?: AbortSignal): Promise<string> {
      const body = { root: "Application", content: encode(applicationCodec, application) };
      const request: Request = { method: "POST", path: collection(), body, oneThing: true, signal };
      const answer = await client.request(request);
      const id = answer.id ?? text(applicationIn(answer), "ApplicationId");
      if (id === undefined) throw unexpected(request, answer, "the answer holds no id of the application");
      return id;
    },

    get,

    /** Every application of the account. The list has no pages and no filter. */
    async list(signal?: AbortSignal): Promise<ApplicationRecord[]> {
      const request: Request = { method: "GET", path: collection(), signal };
      const entries = at("ApplicationList", "Application");
      const form = { what: "list of applications", root: ROOT, entries, id: ["ApplicationId"] };
      return elements(listEntries(request, await client.request(request), form)).map(recordOf);
    },

    /**
     * Changes an application, and returns what it was. Undefined when the API says that it doesn't exist. A PUT clears
     * what it leaves out, so it starts from a fresh GET and keeps what this version doesn't know. A PATCH only sends the
     * part that changes. If `wanted` returns nothing, nothing is sent.
     */
    async change(
      applicationId: string,
      wanted: (current: Application) => ApplicationChange | undefined,
      signal?: AbortSignal,
    ): Promise<Application | undefined> {
      const there = await found(applicationId, signal);
      if (!there) return undefined;
      const current = decode(applicationCodec, there);
      const change = wanted(current);
      if (!change) return current;
      const isWhole = "whole" in change;
      const content = isWhole
        ? changedDocument(applicationCodec, without(there, derivedElements), change.whole)
        : encode(applicationCodec, change.part as Application);
      const method = isWhole ? "PUT" : "PATCH";
      const body = { root: "Application", content };
      await client.request({ method, path: one(applicationId), body, oneThing: true, signal });
      return current;
    },

    /** Deletes an application, which no SIP peer may use. A missing application counts as deleted. */
    async remove(applicationId: string, signal?: AbortSignal): Promise<void> {
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(applicationId), oneThing: true, signal }),
        (error) => refusedWith(error, ...noSuchApplication),
        () => get(applicationId, signal),
      );
    },

    /**
     * The SIP peers that the API lists for an application. It may miss some: what a peer's own settings say is sure.
     * Undefined when the application doesn't exist.
     */
    async sipPeers(applicationId: string, signal?: AbortSignal): Promise<AssociatedPeer[] | undefined> {
      const request: Request = { method: "GET", path: [...one(applicationId), "associatedsippeers"], signal };
      try {
        const answer = await client.request(request);
        // An application without peers can be answered with nothing at all.
        if (answer.root === undefined) return [];
        const form = {
          what: "list of SIP peers",
          root: "AssociatedSipPeersResponse",
          entries: (body: XmlElement) => list(body, "AssociatedSipPeers", "AssociatedSipPeer"),
          id: ["PeerId"],
        };
        return elements(listEntries(request, answer, form)).map((peer) => ({
          siteId: text(peer, "SiteId") ?? "",
          siteName: text(peer, "SiteName"),
          sipPeerId: text(peer, "PeerId") ?? "",
          name: text(peer, "PeerName"),
        }));
      } catch (error) {
        if (saysMissing(error, ...noSuchApplication)) return undefined;
        throw error;
      }
    },
  };
};

const applicationIn = (answer: ApiResponse): XmlElement | undefined =>
  element(whole(answer), ROOT, "Application") ?? element(whole(answer), "Application");

const recordOf = (application: XmlElement): ApplicationRecord => ({
  ...decode(applicationCodec, application),
  applicationId: text(application, "ApplicationId") ?? "",
});
