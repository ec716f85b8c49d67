import { createHash } from "node:crypto";
import type { ApiResponse, Client, Request } from "../http/client.js";
import { errorDetails } from "../http/errorDetails.js";
import { BandwidthError } from "../http/errors.js";
import { elements, isOwnNotFound, refusedWith, removeOnce, saysMissing, unexpected, whole } from "../http/expected.js";
import { at, saysNone } from "../orders/listEntries.js";
import { pagedList } from "../orders/pagedList.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { asText, type Codec, decode, encode } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";
import { noSuchRealm } from "./realms.js";

/** Proof of a SIP user's identity: hashes, never a password. */
export interface SipHashes {
  hash1: string;
  hash1b?: string;
}

/** The parts of a credential that can change. */
export interface SipCredentialSettings extends SipHashes {
  /**
   * The full name of its realm. If left out, a create uses the account's default realm, and a change keeps the present
   * one.
   */
  realm?: string;
  /** The voice application that answers its calls. */
  httpVoiceV2AppId?: string;
}

/** A SIP credential. */
export interface SipCredential extends SipCredentialSettings {
  userName: string;
  domain?: string;
}

/** A SIP credential as the API shows it. */
export interface ListedSipCredential extends SipCredential {
  credentialId?: string;
  realmId?: string;
}

/** Which credentials to list: those that contain these letters, in the API's own names. */
export interface SipCredentialFilters {
  usernamefragment?: string;
  domainfragment?: string;
  realmFragment?: string;
  applicationNameFragment?: string;
}

const settingsCodec: Codec<SipCredentialSettings> = {
  hash1: asText(["Hash1"]),
  hash1b: asText(["Hash1b"]),
  realm: asText(["Realm"]),
  httpVoiceV2AppId: asText(["HttpVoiceV2AppId"]),
};

const shape: Codec<SipCredential> = {
  userName: asText(["UserName"]),
  domain: asText(["Domain"]),
  ...settingsCodec,
};

const toldCodec: Codec<ListedSipCredential> = {
  ...shape,
  credentialId: asText(["Id"]),
  realmId: asText(["RealmId"]),
};

/** What a PUT must not repeat: the name can't change (23004, 23030), and the API sets the ids. */
const unsendable = ["Id", "RealmId", "UserName", "Domain"];

/** An empty list, in codes or in words (docs/maintainers/api.md#missing-things). */
const noCredentials = ["23008", "23011", "no sip credentials"];
const existsAlready = ["23009", "23000", "23026"];

/** Where credentials are, and how they are named there. */
interface Place {
  collection: string[];
  /** The codes for a missing credential, or for its realm that is missing with all its credentials. */
  missing: readonly string[];
  /** How many credentials to request per page. */
  pageSize: number;
  /** In a realm, a PUT repeats its id, which is in the path (23031), and cannot name another realm. */
  realmId?: string;
}

/** The API's name of a credential: `user`, or `user@domain`. */
export function compositeName({ userName, domain }: { userName: string; domain?: string }): string {
  return domain === undefined ? userName : `${userName}@${domain}`;
}

/**
 * The hashes of a password, for the two ways in which a client may name its user: `name` and `name@realm`. The API
 * refuses a client that uses a way without a hash, so this always returns both. The password itself never leaves this
 * function.
 */
export function hashesOf(
  user: { userName: string; domain?: string },
  { realm, password }: { realm: string; password: string },
): Required<SipHashes> {
  const name = compositeName(user);
  return { hash1: md5(name, realm, password), hash1b: md5(`${name}@${realm}`, realm, password) };
}

const md5 = (...parts: string[]) => createHash("md5").update(parts.join(":"), "utf8").digest("hex");

const holds = (whole: string | undefined, part: string | undefined): boolean =>
  part === undefined || (whole ?? "").toLowerCase().includes(part.toLowerCase());

/** Whether two credentials accept the same users. Upper and lower case of a hash are equal. */
export function sameHashes(one: Partial<SipHashes>, other: Partial<SipHashes>): boolean {
  const same = (a?: string, b?: string) => (a ?? "").toLowerCase() === (b ?? "").toLowerCase();
  return same(one.hash1, other.hash1) && same(one.hash1b, other.hash1b);
}

/** Whether a credential was refused because one with this name already exists. */
export const isDuplicate = (error: unknown): boolean => error instanceof BandwidthError && error.has(...existsAlready);

/** The account's SIP credentials, by their composite names, and those of one realm, by their ids. */
export const sipCredentials = (client: Client) => {
  const collection = client.account("sipcredentials");
  return {
    ...credentialsAt(client, { collection, missing: ["23007", "23010"], pageSize: 1_000 }),
    /** The credentials of the realm with this id. */
    ofRealm: (realmId: string) =>
      credentialsAt(client, {
        ...{ collection: client.account("realms", realmId, "sipcredentials"), realmId, pageSize: 500 },
        missing: ["23025", "23007", "23010", "23017", "23018", ...noSuchRealm],
      }),
  };
};

/** Credentials in one place. `key` is a composite name, or an id in a realm. */
function credentialsAt(client: Client, { collection, missing, pageSize, realmId }: Place) {
  const one = (key: string) => [...collection, key];

  /** A credential as its element. Undefined when the API says that it doesn't exist. */
  async function look(key: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path: one(key), signal };
    try {
      const answer = await client.request(request);
      const found = credentialIn(answer);
      if (!found) throw unexpected(request, answer, "the answer holds no SIP credential");
      return found;
    } catch (error) {
      if (saysMissing(error, ...missing)) return undefined;
      throw error;
    }
  }

  /** A credential. Undefined when the API says that it doesn't exist. */
  async function get(key: string, signal?: AbortSignal): Promise<ListedSipCredential | undefined> {
    const found = await look(key, signal);
    return found && decode(toldCodec, found);
  }

  return {
    /**
     * Creates a credential, and returns it as the answer shows it. A 201 may still refuse it, in its error list. An answer that
     * shows neither says nothing about the request.
     */
    async create(credential: SipCredential, signal?: AbortSignal): Promise<Partial<ListedSipCredential>> {
      const content = { SipCredential: encode(shape, credential) };
      const body = { root: "SipCredentials", content };
      const request: Request = { method: "POST", path: collection, body, signal };
      const answer = await client.request(request);
      const details = errorDetails({ root: answer.root ?? "", content: answer.body });
      if (details.length > 0) {
        const path = `/${collection.join("/")}`;
        const told = details.map((detail) => ({
          ...detail,
          description: client.discreet(detail.description, body),
        }));
        const fate = answer.root === "SipCredentialsResponse" ? "refused" : "unknown";
        throw new BandwidthError({ method: "POST", path, status: answer.status, fate, details: told });
      }
      const made = element(whole(answer), "SipCredentialsResponse", "ValidSipCredentials", "SipCredential");
      if (!made) throw unexpected(request, answer, "the answer holds no SIP credential");
      return decode(toldCodec, made);
    },

    get,

    /** The credentials, page by page. With a filter, only those that contain these letters. */
    async *list(signal?: AbortSignal, filters: SipCredentialFilters = {}): AsyncIterable<ListedSipCredential> {
      const { usernamefragment: userName, domainfragment: domain } = filters;
      // The API's own pages spell this filter in two ways.
      const query = { ...filters, userNamefragment: userName };
      const request: Request = { method: "GET", path: collection, query, signal };
      const form = {
        what: "list of SIP credentials",
        root: "SipCredentialsResponse",
        entries: at("SipCredentials", "SipCredential"),
        id: ["UserName"],
        size: pageSize,
        none: noCredentials,
      };
      try {
        for await (const items of pagedList(client, request, form)) {
          for (const item of elements(items)) {
            const credential = decode(toldCodec, item);
            // A list that ignores its filter shows everyone.
            if (holds(credential.userName, userName) && holds(credential.domain, domain)) yield credential;
          }
        }
      } catch (error) {
        if (!refusedWith(error, ...noCredentials) && !(isOwnNotFound(error) && saysNone(error.details, form)))
          throw error;
      }
    },

    /**
     * Sets other hashes of a credential, and returns the credential as it is then. A PUT writes the whole credential.
     * So it repeats everything that doesn't change, including what this version doesn't know.
     */
    async replace(
      key: string,
      settings: SipCredentialSettings,
      signal?: AbortSignal,
    ): Promise<Partial<ListedSipCredential>> {
      const there = (await look(key, signal)) ?? {};
      const { realm, httpVoiceV2AppId } = decode(settingsCodec, there);
      const wanted = {
        ...settings,
        realm: realmId === undefined ? (settings.realm ?? realm) : undefined,
        httpVoiceV2AppId: settings.httpVoiceV2AppId ?? httpVoiceV2AppId,
      };
      const kept = without(there, realmId === undefined ? unsendable : [...unsendable, "Realm"]);
      const content = changedDocument(settingsCodec, kept, wanted);
      const body = {
        root: "SipCredential",
        content: realmId === undefined ? content : { RealmId: realmId, ...content },
      };
      const answer = await client.request({ method: "PUT", path: one(key), body, oneThing: true, signal });
      const now = credentialIn(answer);
      return now ? decode(toldCodec, now) : { ...decode(toldCodec, there), ...settings };
    },

    /** Deletes a credential. A missing credential counts as deleted. */
    async remove(key: string, signal?: AbortSignal): Promise<void> {
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(key), oneThing: true, signal }),
        (error) => refusedWith(error, ...missing),
        () => get(key, signal),
      );
    },
  };
}

const credentialIn = (answer: ApiResponse): XmlElement | undefined =>
  element(whole(answer), "SipCredentialResponse", "SipCredential") ?? element(whole(answer), "SipCredential");
