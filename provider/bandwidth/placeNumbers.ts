import type { Client, Request } from "./client.js";
import { elements, refusedWith, unexpected } from "./expected.js";
import { type OptionValues, optionValues } from "./numberRecords.js";
import { toE164 } from "./orderReport.js";
import type { PeerPlace } from "./peerNumbers.js";
import { asNumber, readShape, type Shape } from "./shape.js";
import { noSuchPeer } from "./sipPeers.js";
import { list, text } from "./xml.js";

/** A number of a SIP peer. */
export interface PeerTn {
  /** E.164. */
  telephoneNumber: string;
  /** What the list tells of its options, when it was asked for them. */
  options?: OptionValues;
}

/** How many numbers a SIP peer has. */
export interface PeerTotals {
  count: number;
  /** How many of them show a calling name, and have an entry in the calling name database. */
  cnamCount?: number;
  lidbCount?: number;
}

const totalsShape: Shape<Partial<PeerTotals>> = {
  count: asNumber(["SipPeerTelephoneNumbersCount"]),
  cnamCount: asNumber(["CnamCount"]),
  lidbCount: asNumber(["LidbCount"]),
};

/** The largest page of the list of a peer's numbers (api-in-practice §2.4). */
const pageSize = 5_000;

/** The numbers of sites and SIP peers. Each is undefined when the API says that the place does not exist. */
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

    /** How many numbers a SIP peer has; of these features also how many numbers have them. */
    async peerTotals(
      place: PeerPlace,
      feature?: readonly string[],
      signal?: AbortSignal,
    ): Promise<PeerTotals | undefined> {
      const request: Request = { method: "GET", path: peer(place, "totaltns"), query: { feature }, signal };
      return unlessGone(async () => {
        const answer = await client.request(request);
        // The element around the counts has the name of the first of them.
        const [counts] = elements(list(answer.body, "SipPeerTelephoneNumbersCount"));
        const { count, ...features } = counts ? readShape(totalsShape, counts) : {};
        if (count === undefined) throw unexpected(request, answer, "the answer holds no count");
        return { count, ...features };
      });
    },

    /** Every number of a SIP peer, all pages; with their options on request, which takes the API longer. */
    async atPeer(place: PeerPlace, includeAttributes: boolean, signal?: AbortSignal): Promise<PeerTn[] | undefined> {
      const request: Request = { method: "GET", path: peer(place, "tns"), query: { includeAttributes }, signal };
      return unlessGone(async () => {
        const found = new Map<string, PeerTn>();
        for await (const page of client.pages(request, { size: pageSize })) {
          if (page.root === undefined) throw unexpected(request, page, "the list of the numbers is empty text");
          for (const item of elements(list(page.body, "SipPeerTelephoneNumbers", "SipPeerTelephoneNumber"))) {
            const number = text(item, "FullNumber");
            if (number === undefined) continue;
            const options = includeAttributes ? optionValues(item) : undefined;
            found.set(number, { telephoneNumber: toE164(number), options });
          }
        }
        return [...found.values()];
      });
    },
  };
};

async function unlessGone<Told>(look: () => Promise<Told>): Promise<Told | undefined> {
  try {
    return await look();
  } catch (error) {
    if (refusedWith(error, ...noSuchPeer)) return undefined;
    throw error;
  }
}
