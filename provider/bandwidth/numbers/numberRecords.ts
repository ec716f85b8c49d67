import type { Client, Request } from "../http/client.js";
import { BandwidthError } from "../http/errors.js";
import { elements, saysMissing, unexpected, whole } from "../http/expected.js";
import { at, listEntries, saysNone } from "../orders/listEntries.js";
import { wireNumber } from "../values/telephoneNumber.js";
import { asText, type Codec, decode } from "../xml/codec.js";
import { element, type XmlElement } from "../xml/xml.js";
import { type OptionValues, optionValues } from "./optionValues.js";
import type { PeerPlace } from "./peerNumbers.js";

/** One event in the life of a number. */
export interface NumberEvent {
  status?: string;
  orderId?: string;
  orderType?: string;
  orderStatus?: string;
  accountId?: string;
  userId?: string;
  orderCreateDate?: string;
  lastModifiedDate?: string;
}

const eventCodec: Codec<NumberEvent> = {
  status: asText(["Status"]),
  orderId: asText(["OrderId"]),
  orderType: asText(["OrderType"]),
  orderStatus: asText(["OrderStatus"]),
  accountId: asText(["AccountId"]),
  userId: asText(["UserId"]),
  orderCreateDate: asText(["OrderCreateDate"]),
  lastModifiedDate: asText(["LastModifiedDate"]),
};

/**
 * "Not at this peer", and the ways the API says that the peer itself doesn't exist
 * (docs/maintainers/api.md#missing-things).
 */
const notThere = ["13536", "13517", "13563", "12016"];

/** A number at its peer as the API writes it. Undefined when the API says that it isn't there. */
export async function numberAtPeer(
  client: Client,
  number: string,
  place: PeerPlace,
  signal?: AbortSignal,
): Promise<XmlElement | undefined> {
  const tn = wireNumber(number, client.dialect);
  const path = client.account("sites", place.siteId, "sippeers", place.sipPeerId, "tns", tn);
  const request: Request = { method: "GET", path, signal };
  try {
    const answer = await client.request(request);
    const found =
      element(whole(answer), "SipPeerTelephoneNumberResponse", "SipPeerTelephoneNumber") ??
      element(whole(answer), "SipPeerTelephoneNumber");
    if (!found) throw unexpected(request, answer, "the answer holds no options");
    return found;
  } catch (error) {
    if (saysMissing(error, ...notThere)) return undefined;
    throw error;
  }
}

/** How the API says that a number has no events. */
const noHistory = { none: ["results were not found"] };

/** What single look-ups show for one number, besides its state and place. */
export const numberRecords = (client: Client) => ({
  /** The options of a number at its peer. Undefined when the API says that it isn't there. */
  async options(number: string, place: PeerPlace, signal?: AbortSignal): Promise<OptionValues | undefined> {
    const found = await numberAtPeer(client, number, place, signal);
    return found && optionValues(found);
  },

  /** A number's events, in the API's sequence. A 404 with its own words means none. */
  async history(number: string, signal?: AbortSignal): Promise<NumberEvent[]> {
    const path = ["tns", wireNumber(number, client.dialect), "history"];
    const request: Request = { method: "GET", path, signal };
    try {
      const answer = await client.request(request);
      const entries = at("TelephoneNumberStatuses", "TelephoneNumberStatus");
      const events = listEntries(request, answer, { what: "history", entries, id: [], ...noHistory });
      return elements(events).map((event) => decode(eventCodec, event));
    } catch (error) {
      if (isEmptyHistory(error)) return [];
      throw error;
    }
  },
});

/** `ErrorResponse/irisStatus{404, "Results were not found."}`. Any other 404 means something else. */
function isEmptyHistory(error: unknown): boolean {
  if (!(error instanceof BandwidthError) || error.status !== 404 || error.html) return false;
  return saysNone(error.details, noHistory);
}
