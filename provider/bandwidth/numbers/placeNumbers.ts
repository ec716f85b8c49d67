import { noSuchPeer } from "../account/sipPeers.js";
import type { Client, Request } from "../http/client.js";
import { elements, refusedWith, unexpected } from "../http/expected.js";
import { numberOf } from "../orders/listEntries.js";
import { pagedList } from "../orders/pagedList.js";
import { toE164 } from "../orders/report.js";
import { asNumber, type Codec, decode } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";
import { type OptionValues, optionValues } from "./optionValues.js";
import { type PeerPlace, peerNumbersForm } from "./peerNumbers.js";

/** A number of a SIP peer. */
export interface PeerTn {
  /** E.164. */
  telephoneNumber: string;
  /** The options in the list, if they were requested. */
  options?: OptionValues;
}

/** How many numbers a SIP peer has. */
export interface PeerTotals {
  count: number;
  /** How many of them show a calling name, and how many have an entry in the calling name database. */
  cnamCount?: number;
  lidbCount?: number;
  /** How many are in the directory (DL/DA), and how many in directory assistance (DA). */
  dldaCount?: number;
  daCount?: number;
}

const totalsCodec: Codec<Partial<PeerTotals>> = {
  count: asNumber(["SipPeerTelephoneNumbersCount"]),
  cnamCount: asNumber(["CnamCount"], ["CnamTelephoneNumbersCount"]),
  lidbCount: asNumber(["LidbCount"], ["LidbTelephoneNumbersCount"]),
  dldaCount: asNumber(["DldaCount"], ["DldaTelephoneNumbersCount"]),
  daCount: asNumber(["DaCount"], ["DaTelephoneNumbersCount"]),
};

/** The numbers of sites and SIP peers. Each is undefined when the API says that the place doesn't exist. */
export const placeNumbers = (client: Client) => {
  const peer = ({ siteId, sipPeerId }: PeerPlace, what: string) =>
    client.account("sites", siteId, "sippeers", sipPeerId, what);

  return {
    /** How many numbers a site has. */
    async siteTotal(siteId: string, signal?: AbortSignal): Promise<number | undefined> {
      const request: Request = { method: "GET", path: client.account("sites", siteId, "totaltns"), signal };
      return unlessGone(async () => {
        const answer = await client.request(request);
        const count = asNumber(["SiteTNs", "TotalCount"]).read(answer.body);
        if (count === undefined) throw unexpected(request, answer, "the answer holds no count");
        return count;
      });
    },

    /** How many numbers a SIP peer has, and how many numbers have each of these features. */
    async peerTotals(
      place: PeerPlace,
      feature?: readonly string[],
      signal?: AbortSignal,
    ): Promise<PeerTotals | undefined> {
      const request: Request = { method: "GET", path: peer(place, "totaltns"), query: { feature }, signal };
      return unlessGone(async () => {
        const answer = await client.request(request);
        const { count, ...features } = decode(totalsCodec, countsIn(answer.body));
        if (count === undefined) throw unexpected(request, answer, "the answer holds no count");
        return { count, ...features };
      });
    },

    /** Every number of a SIP peer, all pages. Their options on request, which takes the API longer. */
    async atPeer(place: PeerPlace, includeAttributes: boolean, signal?: AbortSignal): Promise<PeerTn[] | undefined> {
      const request: Request = { method: "GET", path: peer(place, "tns"), query: { includeAttributes }, signal };
      return unlessGone(async () => {
        const found = new Map<string, PeerTn>();
        for await (const items of pagedList(client, request, peerNumbersForm)) {
          for (const item of elements(items)) {
            const telephoneNumber = toE164(numberOf(item));
            found.set(telephoneNumber, {
              telephoneNumber,
              options: includeAttributes ? optionValues(item) : undefined,
            });
          }
        }
        return [...found.values()];
      });
    },
  };
};

/** The element around the counts is named after the first count, contains several such elements, or is missing. */
function countsIn(body: XmlElement): XmlElement {
  const around = "SipPeerTelephoneNumbersCount";
  return element(body, around) ?? element(body, `${around}s`, around) ?? element(body, `${around}s`) ?? body;
}

async function unlessGone<Told>(look: () => Promise<Told>): Promise<Told | undefined> {
  try {
    return await look();
  } catch (error) {
    if (refusedWith(error, ...noSuchPeer)) return undefined;
    throw error;
  }
}
