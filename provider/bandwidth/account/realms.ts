import type { ApiResponse, Client, Request } from "../http/client.js";
import { elements, refusedWith, removeOnce, saysMissing, unexpected, whole } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { asFlag, asNumber, asText, type Codec, decode, encode } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";
import { isShortFor, shortNameOf } from "./realmNames.js";

/** A SIP realm, as it is written. */
export interface Realm {
  /** The short name. Answers have the full one. */
  name: string;
  description?: string;
  /** Whether it is the realm of credentials that name none. It can become so, and never stop being so. */
  isDefault?: boolean;
}

/** A SIP realm, as the API shows it. */
export interface RealmRecord {
  realmId: string;
  /** The full name, as the SIP challenge names it. */
  realm: string;
  description?: string;
  isDefault?: boolean;
  status: string;
  sipCredentialCount?: number;
}

const codec: Codec<Realm> = {
  name: asText(["Realm"]),
  description: asText(["Description"]),
  isDefault: asFlag(["Default"]),
};

/** What a PUT does not repeat: the API sets it. */
const derivedElements = ["Id", "SipCredentialCount", "Status"];

const recordCodec: Codec<RealmRecord> = {
  realmId: asText(["Id"]),
  realm: asText(["Realm"]),
  description: codec.description,
  isDefault: codec.isDefault,
  status: asText(["Status"]),
  sipCredentialCount: asNumber(["SipCredentialCount"]),
};

/** How the API says that a realm doesn't exist. A GET says it in words alone. */
export const noSuchRealm = ["33001"];

const realmTaken = ["33002"];

/** Whether a realm was refused because the account has one of this name. */
export const isRealmTaken = (error: unknown): boolean => refusedWith(error, ...realmTaken);

/** SIP realms: the places in which SIP credentials are valid. */
export const realms = (client: Client) => {
  const collection = () => client.account("realms");
  const one = (reference: string) => client.account("realms", reference);

  async function look(reference: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path: one(reference), signal };
    try {
      return realmIn(request, await client.request(request));
    } catch (error) {
      if (saysMissing(error, ...noSuchRealm)) return undefined;
      throw error;
    }
  }

  /** A realm by its id or its full name. Undefined when the API says that it doesn't exist. */
  async function get(reference: string, signal?: AbortSignal): Promise<RealmRecord | undefined> {
    const found = await look(reference, signal);
    return found && recordOf(found);
  }

  /** Every realm of the account. The list has no pages. With a fragment, only those whose full name contains it. */
  async function list(signal?: AbortSignal, realmfragment?: string): Promise<RealmRecord[]> {
    const request: Request = { method: "GET", path: collection(), query: { realmfragment }, signal };
    const form = { what: "list of realms", root: "RealmsResponse", entries: at("Realms", "Realm"), id: ["Id"] };
    const all = elements(listEntries(request, await client.request(request), form)).map(recordOf);
    // A list that ignores its filter shows every realm.
    return all.filter(({ realm }) => realm.toLowerCase().includes(realmfragment?.toLowerCase() ?? ""));
  }

  return {
    get,
    list,

    /** A realm by its id, its full name or its short name, by which the API itself may not find it. */
    async find(reference: string, signal?: AbortSignal): Promise<RealmRecord | undefined> {
      const found = await get(reference, signal);
      if (found) return found;
      return (await list(signal)).find(({ realm }) => isShortFor(reference, realm));
    },

    /** Creates a realm, and returns its id. It is not ready at once. A name can be used once in an account. */
    async create({ name, description, isDefault = false }: Realm, signal?: AbortSignal): Promise<string> {
      const body = { root: "Realm", content: encode(codec, { name, description, isDefault }) };
      const request: Request = { method: "POST", path: collection(), body, oneThing: true, signal };
      return recordOf(realmIn(request, await client.request(request))).realmId;
    },

    /**
     * Changes description and default, and returns the realm as it is then. Undefined when it doesn't exist. A PUT clears
     * what it leaves out, so it starts from a fresh GET and keeps what this version doesn't know. If nothing differs,
     * nothing is sent.
     */
    async change(
      realmId: string,
      wanted: (current: RealmRecord) => Omit<Realm, "name"> & { name?: string },
      signal?: AbortSignal,
    ): Promise<RealmRecord | undefined> {
      const there = await look(realmId, signal);
      if (!there) return undefined;
      const current = recordOf(there);
      const { name = shortNameOf(current.realm), description, isDefault = false } = wanted(current);
      const isSame = (description ?? "") === (current.description ?? "") && isDefault === (current.isDefault ?? false);
      if (isSame) return current;
      const content = changedDocument(codec, without(there, derivedElements), { name, description, isDefault });
      const body = { root: "Realm", content };
      await client.request({ method: "PUT", path: one(realmId), body, oneThing: true, signal });
      return { ...current, description, isDefault };
    },

    /** Asks for the delete of a realm. It takes its time: look until the realm is gone. A missing realm counts as deleted. */
    async remove(realmId: string, signal?: AbortSignal): Promise<void> {
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(realmId), oneThing: true, signal }),
        (error) => refusedWith(error, ...noSuchRealm),
        () => get(realmId, signal),
      );
    },
  };
};

function realmIn(request: Request, answer: ApiResponse): XmlElement {
  const found = element(whole(answer), "RealmResponse", "Realm");
  const { realmId, realm } = decode(recordCodec, found ?? {}) as Partial<RealmRecord>;
  if (!found || realmId === undefined || realm === undefined) {
    throw unexpected(request, answer, "the answer holds no realm with its id and name");
  }
  return found;
}

const recordOf = (realm: XmlElement): RealmRecord => ({
  ...{ realm: "", status: "unknown" },
  ...decode(recordCodec, realm),
});
