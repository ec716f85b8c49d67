import type { ApiResponse, Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { elements, unexpected, whole } from "../http/expected.js";
import { at, listEntries } from "../orders/listEntries.js";
import type { TnRoutePlan } from "../values/routePlan.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { asFlag, asText, type Codec, decode } from "../xml/codec.js";
import { element, list, text, texts, type XmlElement } from "../xml/xml.js";
import { type FoundFeatures, foundFeatures } from "./foundFeatures.js";
import { filteredNumbers } from "./numberFilters.js";
import { numberDoesNotExist } from "./numberLookUps.js";
import { type NumberPlace, numberIn, placeCodec } from "./numberPlace.js";
import { type NumberEvent, numberRecords } from "./numberRecords.js";
import { type HostedTn, hostedIn, routePlanIn, shareIn, type TnShare } from "./tnDetailCodec.js";
import { listNumbers } from "./toldNumbers.js";

/** A number of `/tns`, with its place. */
export interface ListedTn extends NumberPlace {
  status?: string;
  accountId?: string;
  lastModified?: string;
  inServiceDate?: string;
}

/** What `/tns/{tn}/tndetails` shows in addition. */
export interface TnDetails extends ListedTn, FoundFeatures, TnShare {
  /** Two or three letters, as the API shows it. */
  country?: string;
  tnType?: string;
  /** Whether its carrier belongs to Bandwidth's own network. */
  onNetVendor?: boolean;
  originationRoutePlan?: TnRoutePlan;
  /** Other accounts' data about it. */
  hosted: HostedTn[];
}

/** Which numbers of `/tns` to list. */
export interface TnFilters {
  accountId?: string;
  /** E.164. */
  telephoneNumber?: string;
  npa?: string;
  npaNxx?: string;
  npaNxxx?: string;
  state?: string;
  city?: string;
  rateCenter?: string;
  lata?: string;
  tier?: string;
  host?: string;
  service?: string;
  status?: string;
}

const listedCodec: Codec<ListedTn> = {
  ...placeCodec,
  status: asText(["Status"]),
  accountId: asText(["AccountId"]),
  lastModified: asText(["LastModified"], ["LastModifiedDate"]),
  inServiceDate: asText(["InServiceDate"]),
};

const kindCodec: Codec<Pick<TnDetails, "country" | "tnType" | "onNetVendor">> = {
  country: asText(["Country"]),
  tnType: asText(["TnType"]),
  onNetVendor: asFlag(["OnNetVendor"]),
};

/** How many numbers to request per page. More than 2,500 are refused (1006). */
const pageSize = 2_500;

/** Everything that `/tns` shows for numbers, whether they are this account's or not. */
export const tnLookUps = (client: Client) => {
  /** What the API says about a number under this name. Undefined when it says that there is no such number. */
  async function about(number: string, what: string, signal?: AbortSignal): Promise<XmlElement | undefined> {
    const told = await ask(number, what, signal);
    return told && whole(told.answer);
  }

  async function ask(number: string, what: string, signal?: AbortSignal) {
    const path = ["tns", wireNumber(number, client.dialect), what];
    const request: Request = { method: "GET", path, signal };
    try {
      const answer = await client.request(request);
      if (answer.root === undefined) throw unexpected(request, answer, "the answer is an empty body");
      return { request, answer };
    } catch (error) {
      if (error instanceof BandwidthError && numberDoesNotExist(error)) return undefined;
      throw error;
    }
  }

  const details = (answer: XmlElement) => element(answer, "TelephoneNumberResponse", "TelephoneNumberDetails");

  return {
    /** The numbers that the credentials can see, all pages. */
    async list(filters: TnFilters, signal?: AbortSignal): Promise<ListedTn[]> {
      const { telephoneNumber, accountId, host, service, status, npa, ...narrowed } = filters;
      const fullNumber = telephoneNumber && wireNumber(telephoneNumber, client.dialect);
      const query = { accountId, fullNumber, host, service, status };
      const request: Request = { method: "GET", path: ["tns"], query, signal };
      const entries = at("TelephoneNumbers", "TelephoneNumber");
      const form = { what: "list of numbers", entries, id: ["FullNumber"], size: pageSize };
      const found: ListedTn[] = [];
      for await (const entry of filteredNumbers(client, request, form, "tns", { ...narrowed, areaCode: npa })) {
        found.push(...elements([entry]).map(listed));
      }
      return found;
    },

    /** These numbers, as far as the credentials can see them, in one request for 2,500. */
    async among(numbers: readonly string[], signal?: AbortSignal): Promise<ListedTn[]> {
      const { entries } = await listNumbers(client, numbers, signal);
      return [...entries.values()].map(listed);
    },

    /** Everything about one number. */
    async details(number: string, signal?: AbortSignal): Promise<TnDetails | undefined> {
      const answer = await about(number, "tndetails", signal);
      const found = answer && details(answer);
      return (
        found && {
          ...listed(found),
          ...shareIn(found),
          ...decode(kindCodec, found),
          ...foundFeatures(found),
          telephoneNumber: number,
          originationRoutePlan: routePlanIn(found),
          hosted: hostedIn(found),
        }
      );
    },

    /** The number's sites. */
    async sites(number: string, signal?: AbortSignal): Promise<{ siteId: string; name?: string }[] | undefined> {
      const told = await ask(number, "sites", signal);
      return told && named(told, ["Sites", "Site"]).map(({ id, name }) => ({ siteId: id, name }));
    },

    /** The number's SIP peers. */
    async sipPeers(number: string, signal?: AbortSignal): Promise<{ sipPeerId: string; name?: string }[] | undefined> {
      const told = await ask(number, "sippeers", signal);
      return told && named(told, ["SipPeers", "SipPeer"]).map(({ id, name }) => ({ sipPeerId: id, name }));
    },

    /** The number's rate center. */
    async rateCenter(
      number: string,
      signal?: AbortSignal,
    ): Promise<{ state?: string; rateCenter?: string } | undefined> {
      const answer = await about(number, "ratecenter", signal);
      const found = answer && details(answer);
      return found && { state: text(found, "State"), rateCenter: text(found, "RateCenter") };
    },

    /** The places that are a local call from the number. The other direction may not be local. */
    async localCallingArea(number: string, signal?: AbortSignal) {
      const answer = await about(number, "lca", signal);
      const groups = elements(list(answer, "SearchResult", "Location", "RateCenters"));
      return (
        answer && {
          npaNxxs: texts(answer, "SearchResult", "ListofNPANXX", "NPANXX"),
          rateCenters: groups.flatMap((group) =>
            texts(group, "RCs", "RC").map((rateCenter) => ({ state: text(group, "State"), rateCenter })),
          ),
        }
      );
    },

    /** The number's events. An empty list when there are none. */
    async history(number: string, signal?: AbortSignal): Promise<NumberEvent[] | undefined> {
      try {
        return await numberRecords(client).history(number, signal);
      } catch (error) {
        if (error instanceof BandwidthError && numberDoesNotExist(error)) return undefined;
        throw error;
      }
    },

    /** The number's LATA. */
    async lata(number: string, signal?: AbortSignal): Promise<{ lata?: string } | undefined> {
      const answer = await about(number, "lata", signal);
      const found = answer && details(answer);
      return found && { lata: text(found, "Lata") };
    },
  };
};

const listed = (node: XmlElement): ListedTn => numberIn(listedCodec, node);

/** A single item has no wrapper. Several items have an element around them. */
function named(
  { request, answer }: { request: Request; answer: ApiResponse },
  [around, item]: readonly [string, string],
): { id: string; name?: string }[] {
  const entries = (body: XmlElement) =>
    answer.root === item ? [body] : [...list(body, around, item), ...list(body, item)];
  const form = { what: `list of the number's ${around}`, entries, id: ["Id", "PeerId"] };
  return elements(listEntries(request, answer, form)).map((node) => ({
    id: text(node, "Id") ?? text(node, "PeerId") ?? "",
    name: text(node, "Name") ?? text(node, "PeerName"),
  }));
}
