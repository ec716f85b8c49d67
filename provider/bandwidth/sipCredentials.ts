import { createHash } from "node:crypto";
import type { Client, Request } from "./client.js";
import { BandwidthError, errorDetails } from "./errors.js";
import { elements, refusedWith, removeOnce, unexpected, whole } from "./expected.js";
import { at } from "./listEntries.js";
import { pagedList } from "./pagedList.js";
import { asText, readShape, type Shape, writeShape } from "./shape.js";
import { element } from "./xml.js";

/** What a SIP user proves itself with: hashes, never a password. */
export interface SipHashes {
  hash1: string;
  hash1b?: string;
}

/** A SIP credential. */
export interface SipCredential extends SipHashes {
  userName: string;
  domain?: string;
}

/** A SIP credential as the API tells it. */
export interface ListedSipCredential extends SipCredential {
  realm?: string;
  /** The voice application that answers its calls. */
  httpVoiceV2AppId?: string;
}

/** Which credentials to list: those that hold these letters, in the API's own names. */
export interface SipCredentialFilters {
  usernamefragment?: string;
  domainfragment?: string;
  realmFragment?: string;
  applicationNameFragment?: string;
}

const shape: Shape<SipCredential> = {
  userName: asText(["UserName"]),
  domain: asText(["Domain"]),
  hash1: asText(["Hash1"]),
  hash1b: asText(["Hash1b"]),
};

const toldShape: Shape<ListedSipCredential> = {
  ...shape,
  realm: asText(["Realm"]),
  httpVoiceV2AppId: asText(["HttpVoiceV2AppId"]),
};

/** No such credential, and a list of none (api-in-practice §2.8). */
const noSuchCredential = ["23007", "23010"];
const noCredentials = ["23008", "23011"];
const existsAlready = ["23009", "23000"];

/** How many credentials of a page to ask for. */
const pageSize = 1_000;

/** The name under which the API knows a credential: `user`, or `user@domain`. */
export function compositeName({ userName, domain }: { userName: string; domain?: string }): string {
  return domain === undefined ? userName : `${userName}@${domain}`;
}

/**
 * The hashes of a password (inventory, SIPCRED-BODY): of `name:realm:password`, and the second one, with the realm
 * twice, only where there is a domain. The password itself never leaves this function.
 */
export function hashesOf(
  user: { userName: string; domain?: string },
  secret: { realm: string; password: string },
): SipHashes {
  const name = compositeName(user);
  const hash1 = md5(name, secret.realm, secret.password);
  if (user.domain === undefined) return { hash1 };
  return { hash1, hash1b: md5(name, secret.realm, secret.realm, secret.password) };
}

const md5 = (...parts: string[]) => createHash("md5").update(parts.join(":"), "utf8").digest("hex");

const holds = (whole: string | undefined, part: string | undefined): boolean =>
  part === undefined || (whole ?? "").toLowerCase().includes(part.toLowerCase());

/** Whether two credentials let the same people in; upper and lower case of a hash mean the same. */
export function sameHashes(one: Partial<SipHashes>, other: Partial<SipHashes>): boolean {
  const same = (a?: string, b?: string) => (a ?? "").toLowerCase() === (b ?? "").toLowerCase();
  return same(one.hash1, other.hash1) && same(one.hash1b, other.hash1b);
}

/** Whether a credential was refused since one of this name is there already. */
export const isDuplicate = (error: unknown): boolean => error instanceof BandwidthError && error.has(...existsAlready);

/** SIP credentials of the account. */
export const sipCredentials = (client: Client) => {
  const collection = () => client.account("sipcredentials");
  const one = (name: string) => client.account("sipcredentials", name);

  /** A credential by its composite name; undefined when the API says that it does not exist. */
  async function get(name: string, signal?: AbortSignal): Promise<ListedSipCredential | undefined> {
    const request: Request = { method: "GET", path: one(name), signal };
    try {
      const answer = await client.request(request);
      const found =
        element(whole(answer), "SipCredentialResponse", "SipCredential") ?? element(whole(answer), "SipCredential");
      if (!found) throw unexpected(request, answer, "the answer holds no SIP credential");
      return readShape(toldShape, found);
    } catch (error) {
      if (refusedWith(error, ...noSuchCredential)) return undefined;
      throw error;
    }
  }

  return {
    /** Makes a credential, and gives its composite name. A 201 may still refuse it, in its list of errors. */
    async create(credential: SipCredential, signal?: AbortSignal): Promise<string> {
      const content = { SipCredential: writeShape(shape, credential) };
      const body = { root: "SipCredentials", content };
      const answer = await client.request({ method: "POST", path: collection(), body, signal });
      const details = errorDetails({ root: answer.root ?? "", content: answer.body });
      if (details.length > 0) {
        const path = `/${collection().join("/")}`;
        throw new BandwidthError({ method: "POST", path, status: answer.status, fate: "refused", details });
      }
      return compositeName(credential);
    },

    get,

    /** The credentials of the account, page by page; with a filter only those that hold these letters. */
    async *list(signal?: AbortSignal, filters: SipCredentialFilters = {}): AsyncIterable<ListedSipCredential> {
      const { usernamefragment: userName, domainfragment: domain } = filters;
      // The API's own pages spell this one filter in two ways.
      const query = { ...filters, userNamefragment: userName };
      const request: Request = { method: "GET", path: collection(), query, signal };
      try {
        const entries = at("SipCredentials", "SipCredential");
        const form = { what: "list of SIP credentials", entries, id: ["UserName"], size: pageSize };
        for await (const items of pagedList(client, request, { ...form, root: "SipCredentialsResponse" })) {
          for (const item of elements(items)) {
            const credential = readShape(toldShape, item);
            // A list that ignores its filter shows everybody.
            if (holds(credential.userName, userName) && holds(credential.domain, domain)) yield credential;
          }
        }
      } catch (error) {
        if (!refusedWith(error, ...noCredentials)) throw error;
      }
    },

    /** Gives a credential other hashes; its name cannot change (23004). */
    async replace(name: string, hashes: SipHashes, signal?: AbortSignal): Promise<void> {
      const content = { Hash1: hashes.hash1, Hash1b: hashes.hash1b };
      await client.request({ method: "PUT", path: one(name), body: { root: "SipCredential", content }, signal });
    },

    /** Deletes a credential. One that does not exist is deleted already. */
    async remove(name: string, signal?: AbortSignal): Promise<void> {
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(name), signal }),
        (error) => refusedWith(error, ...noSuchCredential),
        () => get(name, signal),
      );
    },
  };
};
