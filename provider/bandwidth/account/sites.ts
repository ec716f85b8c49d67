import type { Client, Request } from "../http/client.js";
import { elements, refusedWith, removeOnce, saysMissing, unexpected, whole } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import { type Address, addressCodec, ofThePlace } from "../values/postalAddress.js";
import { changedDocument, without } from "../xml/changedDocument.js";
import { asObject, asText, type Codec, decode, encode } from "../xml/codec.js";
import { element, text, type XmlElement } from "../xml/xml.js";

/** A site (sub-account), as it is written. */
export interface Site {
  name: string;
  description?: string;
  customerProvidedId?: string;
  customerName?: string;
  address?: Address;
  ucTrunkingConfiguration?: UcTrunkingConfiguration;
}

/** Only for UC Trunking accounts. */
export interface UcTrunkingConfiguration {
  type?: string;
  usageCategory?: string;
}

/** A site as it is read. */
export interface SiteRecord extends Site {
  siteId: string;
}

/** A site in the list of sites. */
export interface SiteSummary {
  siteId: string;
  name: string;
  description?: string;
}

const ucTrunkingCodec: Codec<UcTrunkingConfiguration> = {
  type: asText(["Type"]),
  usageCategory: asText(["UsageCategory"]),
};

const siteCodec: Codec<Site> = {
  name: asText(["Name"]),
  description: asText(["Description"]),
  customerName: asText(["CustomerName"]),
  // The API's own pages spell it in two ways (docs/maintainers/api.md#sites).
  customerProvidedId: asText(["CustomerProvidedId"], ["CustomerProvidedID"]),
  address: asObject(["Address"], addressCodec, ofThePlace),
  ucTrunkingConfiguration: asObject(["UcTrunkingConfiguration"], ucTrunkingCodec),
};

/** A 404 with this code is the API's way to say that a site doesn't exist (docs/maintainers/api.md#missing-things). */
export const noSuchSite = "12016";

/** Sites: the containers of SIP peers. */
export const sites = (client: Client) => {
  const collection = () => client.account("sites");
  const one = (siteId: string) => client.account("sites", siteId);
  const document = (site: Site) => ({ root: "Site", content: encode(siteCodec, site) });

  /** Every site of the account. */
  async function all(signal?: AbortSignal): Promise<SiteSummary[]> {
    const request: Request = { method: "GET", path: collection(), signal };
    const form = { what: "list of sites", entries: at("Sites", "Site"), id: ["Id"] };
    return elements(listEntries(request, await client.request(request), form)).map((site) => ({
      siteId: text(site, "Id") ?? "",
      name: text(site, "Name") ?? "",
      description: text(site, "Description"),
    }));
  }

  /** A site as the API writes it. Undefined when the API says that it doesn't exist. */
  async function found(siteId: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const request: Request = { method: "GET", path: one(siteId), signal };
    try {
      const answer = await client.request(request);
      const site = element(whole(answer), "SiteResponse", "Site") ?? element(whole(answer), "Site");
      if (!site) throw unexpected(request, answer, "the answer holds no site");
      return site;
    } catch (error) {
      if (saysMissing(error, noSuchSite)) return undefined;
      throw error;
    }
  }

  /** A site. Undefined when the API says that it doesn't exist. */
  async function get(siteId: string, signal?: AbortSignal): Promise<SiteRecord | undefined> {
    const site = await found(siteId, signal);
    return site && { ...decode(siteCodec, site), siteId: text(site, "Id") ?? siteId };
  }

  return {
    /**
     * Creates a site and returns its id. Names need not be unique: a repeated create makes a second site. An answer without an
     * id is an error of unknown fate: another stack's site can have the same name and description, so the caller looks for its own.
     */
    async create(site: Site, signal?: AbortSignal): Promise<string> {
      const request: Request = { method: "POST", path: collection(), body: document(site), oneThing: true, signal };
      const answer = await client.request(request);
      // `Location` wins over the body, which isn't always there (docs/maintainers/api.md#ids).
      const id = answer.id ?? text(whole(answer), "SiteResponse", "Site", "Id") ?? text(whole(answer), "Site", "Id");
      if (id === undefined) throw unexpected(request, answer, "the answer holds no id of the site");
      return id;
    },

    get,
    list: all,

    /**
     * Changes a site, and returns what it was. Undefined when the API says that it doesn't exist. A PUT resets what it
     * leaves out, so the PUT starts from a fresh GET and keeps what this version doesn't know. If `wanted` returns
     * nothing, nothing is sent.
     */
    async change(
      siteId: string,
      wanted: (current: Site) => Site | undefined,
      signal?: AbortSignal,
    ): Promise<Site | undefined> {
      const there = await found(siteId, signal);
      if (!there) return undefined;
      const current = decode(siteCodec, there);
      const site = wanted(current);
      if (!site) return current;
      const body = { root: "Site", content: changedDocument(siteCodec, without(there, ["Id"]), site) };
      await client.request({ method: "PUT", path: one(siteId), body, oneThing: true, signal });
      return current;
    },

    /** Deletes a site, which must have no SIP peers left. A missing site counts as deleted. */
    async remove(siteId: string, signal?: AbortSignal): Promise<void> {
      await removeOnce(
        () => client.request({ method: "DELETE", path: one(siteId), oneThing: true, signal }),
        (error) => refusedWith(error, noSuchSite),
        () => get(siteId, signal),
      );
    },
  };
};
